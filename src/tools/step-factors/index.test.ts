import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { stepFactors } from './index.ts';
import { closeFactors, runFactors } from './run-factors.ts';

after(closeFactors);

for (const entry of readFixtures(import.meta.dirname))
  test(`fixture: ${entry.name}`, async () => {
    const verdict = await runFixture(stepFactors, entry);
    assert.equal(fixtureMismatch(stepFactors, entry, verdict), null, JSON.stringify(verdict));
  });

test('what is no list of numbers for each step is refused by name', async () => {
  const steps = [
    { role: 'assistant', content: 'a' },
    { role: 'tool', content: 'b' },
  ];
  const why = async (body: string): Promise<string> => {
    const made = await runFactors(`function factors(step, index, steps) { ${body} }`, steps);
    return 'why' in made ? made.why : JSON.stringify(made.factors);
  };
  assert.equal(await why('return [index, steps.length];'), '[[0,2],[1,2]]');
  assert.match(await why('return 1;'), /factors/);
  assert.match(await why('return [];'), /1 to 16/);
  assert.match(await why('return index === 0 ? [1] : [1, 2];'), /other numbers/);
  assert.match(await why('return [NaN];'), /no number|JSON|finite/);
  assert.match(await why('return ["1"];'), /no number/);
  assert.match(await why('return [1e9];'), /no number/);
});
