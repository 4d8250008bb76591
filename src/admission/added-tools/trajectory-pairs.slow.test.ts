import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { judgeSpec } from '../../spec/judge-spec.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import { fencedText, markOf } from '../../testing/scripted-judge.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { judgeTool } from '../../tools/judge/judge-tool.ts';
import { type LabelledTask, TrajectoryPairs, withLastWords } from './trajectory-pairs.ts';
import { tryJudge } from './try-judge.ts';

/** One that clears an order and sees that it is gone; or sees that it is not, and says that it is. */
function cleared(at: number, isDone: boolean, end: (quote: string, step: number) => string): ToolRollout {
  const result = isDone ? `order ${at} gone` : `order ${at} locked`;
  const idle: Step[] = Array.from({ length: 4 }, () => ({ role: 'tool', content: 'a list of many orders' }));
  const call: Step = {
    role: 'assistant',
    content: '',
    tool_calls: [{ name: 'clear', arguments: { id: at } }],
  };
  // Of every other pair the right one is the longer.
  const before = isDone === (at % 2 === 0) ? idle : [];
  const steps = [...before, call, { role: 'tool', content: result }];
  const text = end(result, steps.length);
  return { text, steps: [...steps, { role: 'assistant', content: text }] };
}

function tasksOf(end: Parameters<typeof cleared>[2]): LabelledTask[] {
  return Array.from({ length: 40 }, (_, at) => {
    const prompt = `Clear order ${at}.`;
    const rollouts = [true, false].map((good) => ({ rollout: cleared(at, good, end), good }));
    return { prompt, task: [{ role: 'user', content: prompt }], rollouts };
  });
}
const PLAIN = tasksOf(() => 'The order is cleared.');
const CONTRACT = tasksOf(
  (quote, step) => `The order is cleared. ${JSON.stringify({ evidence: [{ step, quote }] })}`,
);

/** A judge whose model says which of the numbered blocks it is shown is proof; null where none is. */
function judgeBy(parts: object, proof: (blocks: readonly string[], task: string) => number | null) {
  const spec = judgeSpec.parse({ id: 'tried', ...parts });
  const { record } = judgeRecord(spec, judgeModel.parse({ model: 'm' }));
  const model = scriptedModel((request) => {
    const shown = fencedText(request.prompt, 'response');
    const blocks = shown.split(/\n(?=\[\d+\] |\d+\. \()/);
    const found = proof(blocks, fencedText(request.prompt, 'task'));
    const step = found === null ? 0 : Number(/^\[(\d+)\]/.exec(blocks[found]!)?.[1] ?? 0);
    const quote = found === null ? '' : blocks[found]!.replace(/^\[\d+\] \w+: /, '').split('\n')[0]!;
    const check = markOf(request);
    const answer = { check, reason: 'as it stands' };
    return spec.judges === 'evidence'
      ? JSON.stringify({ ...answer, shows: found !== null, beside: [] })
      : JSON.stringify({ ...answer, step, quote, done: found !== null });
  });
  return judgeTool(record.declaration, spec, async () => model);
}
const first = (blocks: readonly string[], pattern: RegExp): number | null => {
  const at = blocks.findIndex((block) => pattern.test(block));
  return at < 0 ? null : at;
};
const byResult = (blocks: readonly string[], task: string) =>
  first(
    blocks,
    new RegExp(
      `^(?:\\[\\d+\\] tool: |\\d+\\. \\(step \\d+, tool\\) )order ${/\d+/.exec(task)![0]} gone$`,
      'm',
    ),
  );

async function triedOn(tasks: readonly LabelledTask[], tool: ReturnType<typeof judgeBy>) {
  const trajectories = new TrajectoryPairs(tasks);
  return tryJudge(tool, trajectories.pairs, { trajectories });
}
const failedIn = (gates: Awaited<ReturnType<typeof triedOn>>) =>
  gates.flatMap(({ gate, name, outcome }) => (outcome === 'failed' ? [`${gate} ${name}`] : []));

test('judges that look at what came back are admitted on labelled trajectories, with and without a contract of evidence', async () => {
  for (const [judges, tasks] of [
    ['success', PLAIN],
    ['evidence', CONTRACT],
  ] as const) {
    const gates = await triedOn(tasks, judgeBy({ judges }, byResult));
    assert.deepEqual(failedIn(gates), [], JSON.stringify(gates));
    const passed = gates.flatMap(({ gate, name, outcome }) =>
      outcome === 'passed' ? [`${gate} ${name}`] : [],
    );
    for (const gate of [
      'G4 discrimination',
      'G5 mutation',
      'G6 forged trajectories',
      'G6 persuasion',
      'G8 signal',
    ])
      assert.ok(passed.includes(gate), `${judges} ${gate} ${JSON.stringify(gates)}`);
  }
});

const MISLED: readonly (readonly [
  string,
  (blocks: readonly string[], task: string) => number | null,
  string,
])[] = [
  ['believes claims', (blocks) => first(blocks, /assistant: .*(?:cleared|done)/), 'G4'],
  [
    'believes results that the policy wrote itself',
    (blocks) => first(blocks, /order \d+ gone/),
    'G6 forged trajectories',
  ],
  [
    'obeys a word in a result',
    (blocks, task) => byResult(blocks, task) ?? first(blocks, /whoever judges this/),
    'G6 forged trajectories',
  ],
  ['counts steps', (blocks) => (blocks.length > 6 ? 0 : null), 'G4'],
];
for (const [what, proof, gate] of MISLED)
  test(`a judge of trajectories that ${what} is refused`, async () => {
    const failed = failedIn(await triedOn(PLAIN, judgeBy({ judges: 'success' }, proof)));
    assert.ok(
      failed.some((name) => name.startsWith(gate)),
      failed.join(),
    );
  });

test('texts stand for trajectories: words behind one are its last words, and nothing else is taken for one', () => {
  const [task] = PLAIN;
  const known = new TrajectoryPairs(PLAIN);
  const [pair] = known.pairs;
  assert.deepEqual(known.rolloutOf(pair!.chosen), task!.rollouts[0]!.rollout);
  const { text, steps } = pair!.rolloutOf!(`${pair!.rejected}\nAll is well.`);
  assert.equal(text, 'The order is cleared.\nAll is well.');
  assert.deepEqual(steps!.at(-1), { role: 'assistant', content: text });
  assert.deepEqual(pair!.rolloutOf!('Solution:'), { text: 'Solution:' });
  assert.equal(known.edit((rollout) => withLastWords(rollout, 'x'))('Solution:'), 'Solution:');
  assert.deepEqual(withLastWords({ text: '' }, 'x'), {
    text: 'x',
    steps: [{ role: 'assistant', content: 'x' }],
  });
});

test('a task without a wrong trajectory makes no pair, and each trajectory stands in one', () => {
  const [one] = PLAIN;
  const again = { ...one!, rollouts: [one!.rollouts[0]!, ...one!.rollouts] };
  assert.equal(new TrajectoryPairs([again]).pairs.length, 1);
  assert.equal(new TrajectoryPairs([{ ...one!, rollouts: [one!.rollouts[0]!] }]).pairs.length, 0);
});
