import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assigned, broken, cardOf, plain, result } from '../testing/combine-parts.ts';
import { fc } from '../testing/fc.ts';
import { combine } from './combine.ts';

function together(...ids: string[]) {
  return { ...assigned(...ids.map((id) => ({ id }))), combine: 'all' as const };
}

test('all: the least of the parts, each in its own range; a slot holds its own least', () => {
  const results = [result('right', 1), result('shape', 0.75), result('other', 0)];
  const outcome = combine(together('right', 'shape', 'other'), results, plain, cardOf);
  assert.equal(outcome.reward, 0.5);
  assert.equal(outcome.slots.correctness, 0.5);
  assert.equal(outcome.slots.format, 0.75);
});

test('all: one part that does not score leaves no number where the others might be met', () => {
  const results = [result('right', 0.5), { ...result('shape', null), reason: 'cannot tell' }];
  const outcome = combine(together('right', 'shape'), results, plain, cardOf);
  assert.equal(outcome.status, 'unscored');
  assert.deepEqual(Object.values(outcome.slots), [null, null, null, null, null]);
  assert.match(outcome.reason ?? '', /shape: cannot tell/);
});

test('all: where one part earned nothing, an output that makes another part silent is no way out; a query or a system is', () => {
  const of = (cause: 'output' | 'query' | 'system') =>
    combine(
      together('right', 'shape'),
      [result('right', 0), { ...result('shape', null), cause }],
      plain,
      cardOf,
    );
  assert.deepEqual([of('output').reward, of('query').reward, of('system').reward], [0, null, null]);
  assert.deepEqual(of('output').flags, ['partial']);
  assert.equal(of('output').slots.correctness, 0);
});

test('all: a response without content floors the guarded parts; the others judge it', () => {
  const blank = { ...plain, noContent: true };
  const floored = combine(
    together('right', 'shape'),
    [result('right', 1), result('shape', 1)],
    blank,
    cardOf,
  );
  assert.equal(floored.reward, 0);
  assert.deepEqual(floored.flags, ['no_content']);
  assert.equal(combine(together('shape'), [result('shape', 1)], blank, cardOf).reward, 1);
});

test('all: a cut-off answer is floored where the kind says so', () => {
  const cut = { ...plain, truncated: true };
  const floors = { ...together('right', 'shape'), truncated: 'floor' as const };
  assert.equal(combine(floors, [result('right', 1), result('shape', 1)], cut, cardOf).reward, 0);
  assert.equal(combine(floors, [result('right', 1), result('shape', null)], cut, cardOf).reward, 0);
});

test('property: all is a number only where every part scored or one earned nothing, and no part is below it', () => {
  const part = fc.record({
    id: fc.constantFrom('right', 'graded', 'shape', 'other'),
    status: fc.constantFrom('scored', 'scored', 'scored', 'unscored', 'failed'),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), (parts, truncated) => {
      const results = parts.map(({ id, status, share }) => {
        const [bottom, top] = cardOf(id).range;
        if (status === 'failed') return broken(id);
        return result(id, status === 'scored' ? bottom + share * (top - bottom) : null);
      });
      const facts = { noContent: false, truncated };
      const outcome = combine(together(...parts.map(({ id }) => id)), results, facts, cardOf);
      const found = new Set(parts.map(({ status }) => status));
      const scoredShares = parts.flatMap(({ status, share }) => (status === 'scored' ? [share] : []));
      const isOpen =
        found.has('unscored') &&
        !results.some(({ tool, value }) => value !== null && value <= cardOf(tool).range[0]);
      const wanted = found.has('failed') ? 'failed' : isOpen ? 'unscored' : 'scored';
      assert.equal(outcome.status, wanted);
      assert.equal(outcome.reward !== null, wanted === 'scored');
      const filled = Object.values(outcome.slots).filter((value) => value !== null);
      if (outcome.reward === null) assert.deepEqual(filled, []);
      else {
        assert.equal(outcome.reward, Math.min(...filled));
        assert.ok(Math.abs(outcome.reward - Math.min(...scoredShares)) < 1e-9);
        const turned = combine(
          together(...parts.map(({ id }) => id).reverse()),
          results.toReversed(),
          facts,
          cardOf,
        );
        assert.equal(turned.reward, outcome.reward);
      }
    }),
  );
});
