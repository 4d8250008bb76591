import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { mathEquivalence } from './index.ts';

async function earned(reference: string, text: string): Promise<number | null> {
  const query = toToolQuery({
    messages: [{ role: 'user', content: 'What is it?' }],
    references: [reference],
  });
  const verdict = await scoreOne(mathEquivalence.prepare(query, {}), { text });
  return verdict.status === 'scored' ? verdict.value : null;
}

const SENTENCES: readonly ((formula: string) => string)[] = [
  (formula) => `The result is ${formula}.`,
  (formula) => `By the rule that we know, we get ${formula} for all of them.`,
  (formula) => `So it is ${formula}, as we wanted to show.`,
];

test('a power is a formula in prose, alone or in a sum, however it is raised', async () => {
  for (const letter of ['x', 'n', 't'])
    for (const [plain, raised, other] of [
      [`3${letter}^2`, `3${letter}²`, `3${letter}^4`],
      [`${letter}^3`, `${letter}³`, `${letter}^5`],
      [`${letter}^2 + 4${letter}`, `${letter}² + 4${letter}`, `${letter}^2 - 4${letter}`],
    ] as const)
      for (const sentence of SENTENCES) {
        assert.equal(await earned(plain, sentence(plain)), 1, sentence(plain));
        assert.equal(await earned(plain, sentence(raised)), 1, sentence(raised));
        assert.equal(await earned(plain, sentence(other)), 0, sentence(other));
        for (const part of ['3', '2', '4', letter])
          assert.equal(await earned(part, sentence(plain)), 0, part);
      }
});

test('a quotient of letters behind a number is its unit', async () => {
  for (const unit of ['m/s', 'm/s²', 'm/s^2', 'g/L'])
    for (const sentence of SENTENCES) {
      const text = sentence(`15 ${unit}`);
      assert.equal(await earned('15', text), 1, text);
      assert.equal(await earned('2', text), 0, text);
    }
  for (const number of ['50', '1,000.99'])
    assert.equal(await earned(number.replace(',', ''), `The area is ${number}m².`), 1, number);
  assert.equal(await earned('50 x^2', 'It is 50 x^2.'), 1);
  for (const wrong of ['50', '50 x', '2', 'x^2'])
    assert.equal(await earned(wrong, 'It is 50 x^2.'), 0, wrong);
});
