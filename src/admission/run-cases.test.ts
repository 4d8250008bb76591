import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overTime } from '../spec/over-time.ts';
import { failed, scored, type Verdict } from '../spec/verdict.ts';
import { finalNumber } from '../tools/final-number/index.ts';
import { runCases } from './run-cases.ts';

const declaration = { ...finalNumber.declaration, execution: 'async' as const };

/** @returns a tool that answers its calls, by number, in this way */
function answering(verdictOf: (call: number) => Verdict) {
  let calls = 0;
  const tool = {
    declaration,
    prepare: () => ({
      score: async (rollouts: readonly unknown[]) => rollouts.map(() => verdictOf(++calls)),
    }),
  };
  return { tool, calls: () => calls };
}

/** @returns a tool that is late on the calls of these numbers */
const lateOn = (late: (call: number) => boolean) =>
  answering((call) => (late(call) ? overTime(declaration, 'time', 50) : scored(1, {})));

/** What a verdict is where the machine or the sandbox did not do its part. */
const NOT_THE_TOOL = [
  overTime(declaration, 'starved', 50),
  failed('RLAR_SANDBOX_FAILED', 'No thread started.'),
];

const cases = Array.from({ length: 10 }, (_, at) => ({ query: {}, options: {}, response: `${at}` }));
const values = async (tool: Parameters<typeof runCases>[0]) =>
  (await runCases(tool, cases)).map(({ verdict }) => (verdict.status === 'scored' ? verdict.value : null));

test('what was late once, on a busy machine, is asked again alone', async () => {
  const { tool } = lateOn((call) => call === 2 || call === 7);
  assert.deepEqual(
    await values(tool),
    cases.map(() => 1),
  );
});

test('however many were late once, each is asked again', async () => {
  const { tool } = lateOn((call) => call <= cases.length);
  assert.deepEqual(
    await values(tool),
    cases.map(() => 1),
  );
});

test('what is late again is late, and the rest is not waited for', async () => {
  const { tool, calls } = lateOn(() => true);
  assert.deepEqual(
    await values(tool),
    cases.map(() => 0),
  );
  assert.equal(calls(), cases.length + 3);
});

test('a case that the machine or the sandbox did not run is asked until the tool answers', async () => {
  for (const verdict of NOT_THE_TOOL) {
    const { tool } = answering((call) => (call <= 3 || call === 7 ? verdict : scored(1, {})));
    assert.deepEqual(
      await values(tool),
      cases.map(() => 1),
    );
  }
});

test('where they never run it, nothing is said of the tool; its own failures are', async () => {
  const [first] = cases;
  for (const verdict of NOT_THE_TOOL)
    await assert.rejects(runCases(answering(() => verdict).tool, [first!]), { code: 'RLAR_TOOL_STARVED' });
  const crashing = answering(() => failed('RLAR_TOOL_CRASHED', 'the function did not answer'));
  const [answer] = await runCases(crashing.tool, [first!]);
  assert.equal(answer?.verdict.status === 'failed' && answer.verdict.error.code, 'RLAR_TOOL_CRASHED');
  assert.equal(crashing.calls(), 1);
});
