import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { instructionConstraints } from './index.ts';

const outcomes = z.array(z.object({ id: z.string(), ok: z.boolean() }));
const ONE_OF_EACH = readFixtures(import.meta.dirname).filter(({ class: kind }) => kind === 'full');

for (const entry of readFixtures(import.meta.dirname)) {
  test(`instruction-constraints: ${entry.class}: ${entry.name}`, async () => {
    const verdict = await runFixture(instructionConstraints, entry);
    assert.equal(fixtureMismatch(instructionConstraints, entry, verdict), null);
  });
}

test('the evidence has every constraint in order, the fraction is their share', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const constraints = ONE_OF_EACH.flatMap(({ query }) => query.constraints ?? []);
      const query = { prompt: '', messages: [], references: [], constraints };
      const verdict = scoreOne(instructionConstraints.prepare(query, { reward: 'fraction' }), { text });
      assert.ok('status' in verdict && verdict.status === 'scored');
      const found = outcomes.parse(verdict.evidence.constraints);
      assert.deepEqual(
        found.map(({ id }) => id),
        constraints.map(({ id }) => id),
      );
      assert.equal(verdict.value, found.filter(({ ok }) => ok).length / constraints.length);
    }),
    { numRuns: 100 },
  );
});

const MEGABYTES: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(2_000_000),
  words: 'boat '.repeat(400_000),
  'line ends': '\n'.repeat(1_000_000),
  'line ends between marks': `*${' \n'.repeat(500_000)}-`,
  asterisks: '*'.repeat(1_000_000),
  brackets: '['.repeat(1_000_000),
  angles: `${'<'.repeat(1_000_000)}>`,
  quotes: '"'.repeat(1_000_000),
  marks: '. '.repeat(500_000),
  apostrophes: "'s ".repeat(300_000),
  'deep JSON': '['.repeat(500_000) + ']'.repeat(500_000),
  NaN: `${'"\\'.repeat(300_000)}NaN`,
  capitals: 'ABC '.repeat(300_000),
  'lone surrogates': '\ud800'.repeat(500_000),
  addresses: `${'a'.repeat(63)}@`.repeat(20_000),
};
for (const [name, text] of Object.entries(MEGABYTES)) {
  test(`a megabyte of ${name} is answered by each check`, async () => {
    for (const entry of ONE_OF_EACH) {
      const verdict = await runFixture(instructionConstraints, { ...entry, response: text });
      assert.equal(verdict.status, 'scored', entry.name);
    }
  });
}
