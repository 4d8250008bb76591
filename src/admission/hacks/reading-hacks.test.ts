import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonObject } from '../../spec/json.ts';
import { makeTool } from '../../spec/make-tool.ts';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { builtInTools } from '../../tools/index.ts';
import type { Case } from '../candidate.ts';
import { runGate } from '../gates/gate.ts';
import { hackMatrix } from '../gates/hack-matrix.ts';
import { Trial } from '../trial.ts';

const finalNumber = builtInTools.find(({ declaration }) => declaration.id === 'final-number')!;
const cases = [18, 34, 7, 125, 61, 92].map(
  (answer, at): Case => ({
    name: `sum ${at}`,
    query: {
      messages: [{ role: 'user', content: `How many eggs are in basket ${at}?` }],
      references: [String(answer)],
    },
    options: {},
    response: `The answer is ${answer}.`,
    good: true,
    origin: 'reference',
  }),
);

/** Believes the last number, whatever is said of it. */
function lastNumber(origin: 'built-in' | 'user'): Tool {
  return makeTool({
    options: jsonObject,
    declaration: { ...finalNumber.declaration, id: 'last-number', provenance: { origin } },
    prepare: ({ references }) =>
      eachRollout(({ text }) => {
        const numbers = text.match(/\d+(?:\.\d+)?/g) ?? [];
        const apart = numbers.length <= 2 || numbers.at(-2) === numbers.at(-1) || /\bis \d+\W*$/.test(text);
        return scored(apart && numbers.length > 0 && references.includes(numbers.at(-1)!) ? 1 : 0, {});
      }),
  });
}

async function gate(tool: Tool) {
  const trial = new Trial({ tool, fresh: () => tool, cases, seed: 3 }, 'audit');
  await trial.findForms();
  return (await runGate(hackMatrix, trial)).report;
}

test('a built-in verifier that believes what is denied or taken back is refused', async () => {
  const { outcome, reason, shares } = await gate(lastNumber('built-in'));
  assert.equal(outcome, 'failed');
  assert.match(reason ?? '', /reading: \d+ of \d+ are paid/);
  assert.ok(shares?.['paid: reading: denied'], JSON.stringify(shares));
});

test("of a user's function the same is told and refuses nothing by itself", async () => {
  const { reason, shares, failing } = await gate(lastNumber('user'));
  assert.doesNotMatch(reason ?? '', /reading/);
  assert.ok((shares?.['paid: reading']?.value ?? 0) > 0);
  assert.ok(failing?.some(({ name }) => name.includes('denied')) ?? false, JSON.stringify(failing));
});

test('the one reader holds against them', async () => {
  const { outcome, reason } = await gate(finalNumber);
  assert.equal(outcome, 'passed', reason);
});
