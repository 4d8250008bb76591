import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { fixtureMismatch, readFixtures, runFixture } from '../fixtures.ts';
import { codeOutputRun } from './index.ts';
import { predictedInput } from './predicted-input.ts';
import { closing } from './read-task.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

for (const entry of readFixtures(import.meta.dirname)) {
  test(`code-output-run: ${entry.class}: ${entry.name}`, { skip }, async () => {
    const verdict = await runFixture(codeOutputRun, entry);
    assert.equal(fixtureMismatch(codeOutputRun, entry, verdict), null, JSON.stringify(verdict));
  });
}

test('brackets in strings are no brackets', () => {
  assert.equal(closing('f("\\")", [1])x', 1), 12);
  assert.equal(closing('f(((', 1), null);
});

test('only literals are taken for an input', () => {
  assert.equal(predictedInput("f('a', {1: (2,)})", 'f'), "'a', {1: (2,)}");
  for (const text of ['f(x)', 'f(1 + 1)', 'f([i for i in [1]])', 'f(*[1])', "f('a'.upper())", 'f(a=1)'])
    assert.equal(predictedInput(text, 'f'), null, text);
});

test('hostile responses hold no input', () => {
  for (const text of [
    'f('.repeat(200_000),
    '[ANSWER]'.repeat(50_000),
    '```\n'.repeat(100_000),
    'f("'.repeat(100_000),
  ])
    assert.ok(!predictedInput(text, 'f'), text.slice(0, 10));
});
