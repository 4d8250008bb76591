import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectPython } from '../../sandbox/functions/inspect-python.ts';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { UNHURRIED } from '../../spec/prepared-tool.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { testCard } from '../../testing/test-card.ts';
import { pythonTool } from './python-tool.ts';

const skip = bubblewrapProblem() ?? false;
const query: ToolQuery = { prompt: 'Speak.', messages: [], references: [], constraints: [] };
const GROUPED = `
def loop_reward(prompts, completions, **kwargs):
    while "loop" in completions: pass
    return [1.0 for completion in completions]
`;
const outcome = (verdict: Verdict) =>
  verdict.status === 'failed' ? verdict.error.code : verdict.status === 'scored' && verdict.value;

test('a group of which one rollout took all time has no scores, a rollout alone gets the floor', {
  skip,
}, async () => {
  const found = await inspectPython(GROUPED);
  assert.equal(found.batch, true);
  const settings = { source: GROUPED, found, trust: 'sandbox', grants: [], environment: null } as const;
  const tool = pythonTool(testCard({ id: 'loops', execution: 'async' }), { ...settings, callMs: 100 });
  const judged = async (texts: readonly string[]) => {
    const prepared = tool.prepare(query, {});
    const verdicts = await prepared.score(
      texts.map((text) => ({ text })),
      UNHURRIED,
    );
    return verdicts.map(outcome);
  };
  assert.deepEqual(await judged(['loop']), [0]);
  assert.deepEqual(await judged(['honest', 'loop']), ['RLAR_TOOL_DEADLINE', 'RLAR_TOOL_DEADLINE']);
  assert.deepEqual(await judged(['honest', 'honest too']), [1, 1]);
  await tool.close?.();
});
