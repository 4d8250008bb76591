import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overTime } from '../spec/over-time.ts';
import { scored } from '../spec/verdict.ts';
import { finalNumber } from '../tools/final-number/index.ts';
import { runCases } from './run-cases.ts';

/** @returns a tool that is late on the calls of these numbers */
function lateOn(late: (call: number) => boolean) {
  let calls = 0;
  const declaration = { ...finalNumber.declaration, execution: 'async' as const };
  const tool = {
    declaration,
    prepare: () => ({
      score: async (rollouts: readonly unknown[]) =>
        rollouts.map(() => {
          calls += 1;
          return late(calls) ? overTime(declaration, 'time', 50) : scored(1, {});
        }),
    }),
  };
  return { tool, calls: () => calls };
}

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

test('what is late again is late, and the rest is not waited for', async () => {
  const { tool, calls } = lateOn(() => true);
  assert.deepEqual(
    await values(tool),
    cases.map(() => 0),
  );
  assert.equal(calls(), cases.length + 2);
});
