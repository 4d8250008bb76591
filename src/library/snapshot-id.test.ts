import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson } from '../spec/canonical-json.ts';
import { fc } from '../testing/fc.ts';
import { builtInLibrary } from './built-in.ts';
import { snapshotId } from './snapshot-id.ts';

const cards = builtInLibrary()
  .cards()
  .filter((card) => card.evidence !== null);
const shuffledCards = fc.shuffledSubarray(cards, { minLength: 1 });

/** The same value, with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, turned(entry)]),
  );
}

test('the id of a snapshot depends on the content of its cards alone', () => {
  fc.assert(
    fc.property(shuffledCards, (some) => {
      const copies = some.map((card) => turned(structuredClone(card)) as typeof card);
      assert.equal(snapshotId(copies.reverse()), snapshotId(some));
    }),
  );
});

test('another version, evidence or tool is another snapshot', () => {
  const id = snapshotId(cards);
  fc.assert(
    fc.property(fc.nat(cards.length - 1), fc.string({ minLength: 1 }), (at, version) => {
      fc.pre(version !== cards[at]?.version);
      assert.notEqual(snapshotId(cards.with(at, { ...cards[at]!, version })), id);
      assert.notEqual(snapshotId(cards.with(at, { ...cards[at]!, evidence: null })), id);
      assert.notEqual(snapshotId(cards.toSpliced(at, 1)), id);
    }),
  );
});

test('equal contents are equal texts, and none else', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(turned(value)) === canonicalJson(value)));
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const parsed = [left, right].map((value) => JSON.parse(canonicalJson(value)) as unknown);
      assert.deepEqual(
        parsed,
        [left, right].map((value) => JSON.parse(JSON.stringify(value)) as unknown),
      );
    }),
  );
});
