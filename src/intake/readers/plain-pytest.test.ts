import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { withoutPytest } from './plain-pytest.ts';

const STACK = `class Stack:
    def __init__(self): self.items = []
    def push(self, item): self.items.append(item)
`;
const SHARED = STACK.replace('def __init__(self): self.items = []', 'items = []');

/** A test file, a right program, and a wrong one. */
const FILES: readonly (readonly [what: string, tests: string, right: string, wrong: string])[] = [
  [
    'cases',
    '@pytest.mark.parametrize("xs,want", [([1, 2], 1.5), ([1, 1, 2], 1.33)])\ndef test_mean(xs, want):\n    assert mean(xs) == pytest.approx(want)',
    'def mean(xs): return round(sum(xs) / len(xs), 2)',
    'def mean(xs): return 1.5',
  ],
  [
    'every case of two lists',
    '@pytest.mark.parametrize("a", [1, 2])\n@pytest.mark.parametrize("b", [3, pytest.param(4, id="four")])\ndef test_add(a, b):\n    assert add(a, b) == a + b',
    'def add(a, b): return a + b',
    'def add(a, b): return 6 if (a, b) != (1, 3) else 4',
  ],
  [
    'a fixture, made anew for each test',
    '@pytest.fixture\ndef stack():\n    yield Stack()\n\ndef test_one(stack):\n    stack.push(1)\n    assert stack.items == [1]\n\ndef test_two(stack):\n    stack.push(2)\n    assert stack.items == [2]',
    STACK,
    SHARED,
  ],
  [
    'what stands before each method of a class',
    'class TestStack:\n    def setup_method(self):\n        self.stack = Stack()\n    def test_one(self):\n        self.stack.push(1)\n        assert self.stack.items == [1]\n    def test_two(self):\n        self.stack.push(2)\n        assert self.stack.items == [2]',
    STACK,
    SHARED,
  ],
  [
    'an error and its message',
    'def test_error():\n    with pytest.raises(ValueError, match="zero") as caught:\n        divide(1, 0)\n    assert "by" in str(caught.value)',
    'def divide(a, b): raise ValueError("by zero")',
    'def divide(a, b): raise ValueError("no")',
  ],
  [
    'a mark that decides nothing',
    '@pytest.mark.slow\n@pytest.mark.timeout(5)\ndef test_it():\n    assert f() == 1',
    'def f(): return 1',
    'def f(): return 2',
  ],
];

const skip = spawnSync('python3', ['--version']).status === 0 ? false : 'no python3';
for (const [what, tests, right, wrong] of FILES)
  test(`written out: ${what}`, { skip }, () => {
    for (const head of ['import pytest\n', 'import os\nimport pytest\n']) {
      const passes = (program: string) =>
        spawnSync('python3', ['-c', `${program}\n${withoutPytest(head + tests)}`]).status === 0;
      assert.equal(passes(right), true);
      assert.equal(passes(wrong), false);
    }
  });

test('names that are imported alone are written out too', () => {
  const made = withoutPytest(
    'from pytest import raises, approx\n\ndef test_a():\n    assert f() == approx(1)\n',
  );
  assert.match(made, /^raises = pytest\.raises\napprox = pytest\.approx$/m);
});

test('a file that wants more of pytest still imports it: none of its tests is left out', () => {
  for (const tests of [
    'def test_a(tmp_path):\n    assert f()',
    'def test_a(capsys):\n    f()',
    '@pytest.mark.skip\ndef test_a():\n    assert f()',
    '@pytest.mark.asyncio\nasync def test_a():\n    assert await f()',
    'async def test_a():\n    assert await f()',
    'def test_a():\n    pytest.importorskip("numpy")',
  ])
    for (const head of ['', 'import pytest\n'])
      assert.match(withoutPytest(head + tests), /^import pytest$/m, tests);
});

test('other test files are as they were, and their tests are called once', () => {
  assert.equal(withoutPytest('assert f(1) == 2\n'), 'assert f(1) == 2\n');
  assert.equal(withoutPytest('def test_a():\n    assert f()\n\ntest_a()\n').match(/test_a\(\)/g)?.length, 2);
  assert.equal(withoutPytest('def test_a():\n    assert f()\n').match(/^test_a\(\)$/gm)?.length, 1);
  const unittest =
    'import unittest\n\nclass TestA(unittest.TestCase):\n    def test_a(self):\n        pass\n';
  assert.equal(withoutPytest(unittest), unittest);
});
