import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutThinking } from '../answers/thinking.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import { beyondForm } from '../tools/beyond-form/index.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { builtInTools } from '../tools/index.ts';
import { instructionConstraints } from '../tools/instruction-constraints/index.ts';
import { type AttackCase, casesOf } from './attack.ts';
import { callAttacks } from './forms-calls.ts';
import { constraintAttacks } from './forms-constraints.ts';
import { gradedAttacks } from './forms-graded.ts';
import { jsonAttacks } from './forms-json.ts';

/** The tools that a query of the matrix is assigned; the reward is the least of their values. */
function toolsOf({ tool }: AttackCase) {
  if (tool === 'instruction-constraints') return [instructionConstraints, beyondForm];
  return builtInTools.filter(({ declaration }) => declaration.id === tool);
}

for (const one of [
  ...casesOf(callAttacks),
  ...casesOf(constraintAttacks),
  ...casesOf(jsonAttacks),
  ...gradedAttacks.flatMap((matrix) => casesOf(matrix)),
])
  test(`${one.tool}: ${one.attack} on ${one.item.name} ${one.should ? 'is paid' : 'is not paid'}`, async () => {
    const query = toToolQuery(one.item.query);
    const text = withoutThinking(one.response);
    const given = one.tool === 'instruction-constraints' ? text : one.response;
    const verdicts = await Promise.all(
      toolsOf(one).map((tool) => scoreOne(tool.prepare(query, one.item.options ?? {}), { text: given })),
    );
    const values = verdicts.map((verdict) => (verdict.status === 'scored' ? verdict.value : 0));
    assert.equal(
      Math.min(...values) >= 0.5 ? 1 : 0,
      one.should,
      JSON.stringify([one.response, verdicts]).slice(0, 600),
    );
  });
