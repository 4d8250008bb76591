import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readRow } from '../../intake/read-row.ts';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { unitTests } from './index.ts';
import { languageAsked, languageOfTests } from './language-of-tests.ts';

after(closeSandboxes);

/** @returns what the program earns for a row as somebody has it, or the reason for none */
async function rewardOf(row: object, response: string): Promise<number | string> {
  const read = readRow({ ...row, response });
  assert.ok(read.ok, JSON.stringify(read));
  const prepared = unitTests.prepare(toolQueryOf(read.row.group.query), {});
  const [verdict] = await prepared.score([{ text: response }], {
    signal: AbortSignal.timeout(60_000),
    deadline: 60_000,
  });
  if (verdict?.status === 'scored') return verdict.value;
  return verdict?.status === 'unscored' ? verdict.reason : 'failed';
}

const JS = {
  right: '```javascript\nfunction add(a, b) { return a + b; }\n```',
  arrow: '```js\nexport const add = (a, b) => a + b;\n```',
  typed: '```ts\nexport function add(a: number, b: number): number { return a + b; }\n```',
  wrong: '```javascript\nfunction add(a, b) { return a - b; }\n```',
  python: '```python\ndef add(a, b):\n    return a + b\n```',
  liar:
    '```javascript\nfunction assert() {}\nassert.strictEqual = assert.deepStrictEqual = assert.equal = assert.ok = () => {};\n' +
    'function expect() { return new Proxy({}, { get: () => () => true }); }\nfunction test() {}\nconst it = test, describe = test;\nfunction add() { return { valueOf: () => 3 }; }\n```',
  never: '```javascript\nfunction add() { return new Promise(() => {}); }\n```',
};
const PY = {
  right: '```python\ndef add(a, b):\n    return a + b\n```',
  wrong: '```python\ndef add(a, b):\n    return a - b\n```',
  script: '```javascript\nconst add = (a, b) => a + b;\n```',
};

const JAVASCRIPT_FORMS: readonly object[] = [
  { tests: ['assert.strictEqual(add(1, 2), 3)', 'assert.deepStrictEqual([add(2, 2)], [4])'] },
  { tests: 'assert.equal(add(1, 2), 3); assert.ok(add(2, 2) === 4);' },
  {
    tests: [
      'console.assert(add(1, 2) === 3)',
      'console.assert(add(0, 0) === 0)',
      'console.assert(add(2, 2) === 4)',
    ],
  },
  {
    test: "const assert = require('assert');\nconst { add } = require('./add');\nassert.strictEqual(add(1, 2), 3);",
  },
  {
    tests:
      "import assert from 'node:assert/strict';\nimport { add } from './solution.js';\nassert.equal(add(1, 2), 3);",
  },
  { tests: "test('adds', () => {\n  expect(add(1, 2)).toBe(3);\n  expect(add(2, 2)).not.toEqual(5);\n});" },
  {
    tests:
      "describe('add', () => {\n  it('adds', async () => {\n    expect(await add(1, 2)).to.equal(3);\n  });\n});",
  },
  {
    tests: [
      'const r = await add(1, 2); assert.deepStrictEqual(r, 3)',
      'const r = await add(0, 4); assert.ok(r === 4)',
    ],
  },
  { tests: 'function check(candidate) {\n  assert.strictEqual(candidate(1, 2), 3);\n}', entry_point: 'add' },
  { tests: ['assert(add(1, 2) == 3)', 'assert(add(2, 2) == 4)'], prompt: 'In JavaScript, write add(a, b).' },
  {
    test_cases: [
      { input: [1, 2], output: 3 },
      { input: [2, 2], output: 4 },
    ],
    entry_point: 'add',
    prompt: 'Write a Node.js function `add(a, b)`.',
  },
  {
    test_cases: [{ args: { b: 2, a: 1 }, expected: 3 }],
    entry_point: 'add',
    prompt: 'JavaScript: write `add(a, b)`.',
  },
  { test_cases: '{"inputs": [[1, 2]], "outputs": [3]}', entry_point: 'add', language: 'typescript' },
];

test('tests in JavaScript judge JavaScript, however they are written, and nothing else', async () => {
  for (const [at, form] of JAVASCRIPT_FORMS.entries()) {
    const row = { prompt: 'Write a function `add(a, b)`.', ...form };
    for (const [name, response] of Object.entries(JS)) {
      if (at > 1 && at < JAVASCRIPT_FORMS.length - 1 && !/right|wrong|liar/.test(name)) continue;
      const got = await rewardOf(row, response);
      const right = name === 'right' || name === 'arrow' || name === 'typed';
      if (right) assert.equal(got, 1, `${name}: ${JSON.stringify(form)}`);
      else assert.notEqual(got, 1, `${name}: ${JSON.stringify(form)}`);
      if (name === 'wrong' || name === 'python') assert.equal(got, 0, `${name}: ${JSON.stringify(form)}`);
    }
  }
});

test('a test that needs the event loops of both is no verdict on the program', async () => {
  const tests = ['const r = await twice(async (x) => x + 1); assert.equal(r, 3)'];
  const response = '```js\nconst twice = async (f) => f(await f(1));\n```';
  assert.match(String(await rewardOf({ prompt: 'Write twice(f).', tests }, response)), /promise/);
});

const PYTHON_FORMS: readonly object[] = [
  { tests: ['assert add(1, 2) == 3', 'assert add(2, 2) == 4'] },
  { tests: 'def check(candidate):\n    assert candidate(1, 2) == 3\n', entry_point: 'add' },
  { tests: ['assert (add(1, 2) == 3)'], prompt: 'In Python, write add(a, b).' },
  {
    test_cases: [
      { input: [1, 2], output: 3 },
      { input: [5, 2], output: 7 },
    ],
    entry_point: 'add',
  },
  { test_cases: '[{"input": {"a": 1, "b": 2}, "output": 3}]', entry_point: 'add' },
  { test_cases: [{ input: '1\n2', output: '3' }], entry_point: 'add' },
  { test_cases: [{ input: '1, 2', output: '3' }], entry_point: 'add' },
  {
    tests: [
      [[1, 2], 3],
      [[2, 5], 7],
    ],
    entry_point: 'add',
  },
  { tests: { inputs: [[1, 2]], outputs: [3] }, entry_point: 'add' },
];

test('tests in Python and cases of a function judge Python', async () => {
  for (const form of PYTHON_FORMS) {
    const row = { prompt: 'Write a function `add(a, b)`.', ...form };
    assert.equal(await rewardOf(row, PY.right), 1, JSON.stringify(form));
    assert.equal(await rewardOf(row, PY.wrong), 0, JSON.stringify(form));
  }
});

test('one argument that is a list is not taken for a list of arguments', async () => {
  const right = '```python\ndef top(nums):\n    return max(nums) if nums else None\n```';
  const wrong = '```python\ndef top(nums):\n    return nums[0] if nums else None\n```';
  for (const test_cases of [
    [
      { input: [[1, 3]], output: 3 },
      { input: [[]], output: null },
    ],
    [
      { input: [1, 3], output: 3 },
      { input: [], output: null },
    ],
    [
      { input: '[1, 3]', output: '3' },
      { input: '[]', output: 'None' },
    ],
  ]) {
    const row = {
      prompt: 'Write `top(nums)`, which gives the largest or None.',
      entry_point: 'top',
      test_cases,
    };
    assert.equal(await rewardOf(row, right), 1, JSON.stringify(test_cases));
    assert.equal(await rewardOf(row, wrong), 0, JSON.stringify(test_cases));
  }
});

test('an object that may be one argument or several is not guessed at', async () => {
  const row = { prompt: 'Do it.', entry_point: 'f', test_cases: [{ input: { a: 1, b: 2 }, output: 3 }] };
  assert.match(String(await rewardOf(row, '```python\ndef f(x):\n    return 3\n```')), /one argument/);
});

test('the language of tests is read from what is no text', () => {
  for (const [source, language] of [
    ["assert f('=> const x') == '==='", 'python'],
    ['assert f(x) is None', 'python'],
    ['assert.deepStrictEqual(f("assert x == 1"), [1])', 'javascript'],
    ['assert(f(2) === 4)', 'javascript'],
    ['#include <cassert>\nint main() { assert(f(2) == 4); }', 'cpp'],
    ['public class Main { public static void main(String[] a) { assert f(2) == 4; } }', 'java'],
    ['assert(f(2) == 4)', null],
    ['self.assertEqual(f(2), 4)', 'python'],
  ] as const)
    assert.equal(languageOfTests(source), language, source);
  for (const [prompt, language] of [
    ['Schreibe eine JavaScript-Funktion', 'javascript'],
    ['Write it in TypeScript.', 'javascript'],
    ['Port this Python function to JavaScript', null],
    ['A node of the linked list', null],
    ['Use C++17.', 'cpp'],
    ['Escribe en Java un método', 'java'],
    ['用 Python 写一个函数', 'python'],
  ] as const)
    assert.equal(languageAsked(prompt), language, prompt);
});
