import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { measuredProgram } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(closeSandboxes);

for (const entry of readFixtures(import.meta.dirname))
  test(`fixture: ${entry.name}`, { skip }, async () => {
    const verdict = await runFixture(measuredProgram, entry);
    assert.equal(fixtureMismatch(measuredProgram, entry, verdict), null, JSON.stringify(verdict));
  });

test('what a program left over from another run is not there: each run has its own folder and marks', {
  skip,
}, async () => {
  const kwargs = { milestones: [{ name: 'm', assign: 'model' }], done: [{ file: 'out.txt', contains: 'x' }] };
  const prepared = measuredProgram.prepare(
    toToolQuery({ constraints: [{ id: 'program:milestones', kwargs: kwargs as never }] }),
    {},
  );
  const run = async (code: string) => {
    const verdict = await scoreOne(prepared, { text: `\`\`\`python\n${code}\n\`\`\`` });
    return verdict.status === 'scored' && verdict.value;
  };
  assert.equal(await run('open("out.txt", "w").write("x")'), 1);
  assert.equal(await run('pass'), 0);
});
