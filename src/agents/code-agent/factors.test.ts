import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { closeFactors } from '../../tools/step-factors/run-factors.ts';
import { writeFactors } from './factors.ts';

after(closeFactors);

const steps = [
  { role: 'assistant', content: '', tool_calls: [{ name: 'look', arguments: {} }] },
  { role: 'tool', content: 'seen' },
];
const trajectories = [{ reward: 1, steps }];
const fine = {
  code: 'function factors(step) { return [(step.tool_calls || []).length > 0 ? 1 : 0, 0]; }',
  names: ['calls', 'never'],
};

test('what fails its checks goes back to the model, with the reason, and what passes is taken', async () => {
  const model = scriptedModel([
    { ...fine, code: 'function factors(step) { return [JSON.parse(step.content), 0]; }' },
    { ...fine, names: ['calls'] },
    fine,
  ]);
  const made = await writeFactors(trajectories, model, 1);
  assert.deepEqual(made, { ...fine, silent: ['never'] });
  assert.match(model.requests[1]!.prompt, /was refused/);
  assert.match(model.requests[2]!.prompt, /1 names for 2 factors/);
});

test('factors that say nothing, that end in no time, or that are another thing each time are not taken', async () => {
  const same = { code: 'function factors() { return [1]; }', names: ['one'] };
  const made = await writeFactors(trajectories, scriptedModel([same, same, same]), 1);
  assert.deepEqual(made, { why: 'no factor differs between any two steps' });
  const endless = { code: 'function factors() { for (;;); }', names: ['one'] };
  const never = await writeFactors(trajectories, scriptedModel([endless, endless, endless]), 1);
  assert.ok('why' in never);
});
