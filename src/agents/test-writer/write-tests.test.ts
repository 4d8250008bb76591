import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { writeTests } from './write-tests.ts';

const PROMPT = 'Write a Python function double(n) that doubles a number.';
const CASES = [
  { input: [2], output: 4 },
  { input: [0], output: 0 },
  { input: [5], output: 11 },
  { input: [3], output: 6 },
];
/** Candidates: right, always 4, never an answer. */
const CANDIDATES = [(n: number) => 2 * n, () => 4, () => null];
const run = async ({ case: one }: { case: { input: readonly unknown[]; output: unknown } }) =>
  CANDIDATES.map((candidate) => candidate(one.input[0] as number) === one.output);
const author = (cases: object[], name = 'first') =>
  scriptedModel([{ entry_point: 'double', language: 'python', cases }] as never, name);
const second = (name = 'second') =>
  scriptedModel(({ prompt }) => {
    const calls = [...prompt.matchAll(/double\((\d+)\)/g)].map(([, n]) => Number(n));
    return { results: calls.slice(-CASES.length).map((n) => ({ decided: n !== 3, output: 2 * n })) };
  }, name);

test('a test is kept where a second author agrees and it tells the candidates apart', async () => {
  const other = second();
  const made = await writeTests(author(CASES), other, PROMPT, run);
  assert.deepEqual(
    made.cases.map(({ input }) => input[0]).sort(),
    [0, 2],
    '5 has a wrong result, and 3 is not decided',
  );
  assert.deepEqual([made.written, made.agreed, made.authors.independent], [4, 2, true]);
  assert.ok(!other.requests[0]!.prompt.includes('11'), 'the second author sees no result of the first');
});

test('what all candidates pass, or none does, tells nothing apart', async () => {
  const all = async () => [true, true, null];
  assert.deepEqual((await writeTests(author(CASES), second(), PROMPT, all)).cases, []);
  const none = async () => [false, false, false];
  assert.deepEqual((await writeTests(author(CASES), second(), PROMPT, none)).cases, []);
});

test('two authors of one model are said to be no two', async () => {
  const made = await writeTests(author(CASES, 'm'), second('m'), PROMPT, run);
  assert.equal(made.authors.independent, false);
});
