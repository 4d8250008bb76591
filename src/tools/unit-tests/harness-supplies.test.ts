import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { missingToolchain } from '../../sandbox/program/toolchains.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;

async function rewardOf(row: object, text: string, options = {}): Promise<number | string> {
  const verdict = await scoreOne(unitTests.prepare(toToolQuery(query.partial().parse(row)), options), {
    text,
  });
  return verdict.status === 'scored' ? verdict.value : verdict.status;
}

test('what the harnesses of C++ sets include need not be included', {
  skip: missingToolchain('cpp') ?? skip,
}, async () => {
  const tests = {
    language: 'cpp',
    declaration: 'int least(int a, int b){\n',
    test: 'int main(){ assert(least(1, 2) == 1); assert(least(INT_MAX, 5) == 5); }\n',
  };
  const right = 'int least(int a, int b) { int s = INT_MAX; return std::min(s, std::min(a, b)); }';
  assert.equal(await rewardOf({ tests }, `\`\`\`cpp\n${right}\n\`\`\``), 1);
  assert.equal(await rewardOf({ tests }, `\`\`\`cpp\n${right.replaceAll('min', 'max')}\n\`\`\``), 0);
});

test('what is run as a script is not run, whatever it reads', { skip }, async () => {
  const tests = { test: 'def check(f):\n    assert f(2) == 3\n', entry_point: 'next_one' };
  for (const guard of [
    'if __name__ == "__main__":',
    "if __name__=='__main__':",
    'if "__main__" == __name__:',
    'if (__name__ == "__main__"):  # a script',
  ])
    for (const [body, value] of [
      ['n + 1', 1],
      ['n + 2', 0],
    ] as const)
      assert.equal(
        await rewardOf(
          { tests },
          `def next_one(n):\n    return ${body}\n\n${guard}\n    print(next_one(int(input())))\n`,
        ),
        value,
        guard,
      );
});

test('tests that look at what a program prints see it; what they replace in its process they cannot', {
  skip,
}, async () => {
  const tests = {
    test: 'import io, contextlib\ndef check(f):\n    out = io.StringIO()\n    with contextlib.redirect_stdout(out):\n        f()\n    assert out.getvalue() == "Hello\\n"\n',
    entry_point: 'greet',
  };
  const program = (word: string): string => `def greet():\n    print("${word}")\n`;
  assert.equal(await rewardOf({ tests }, program('Hello')), 1);
  assert.equal(await rewardOf({ tests }, program('Bye')), 0);
  const replaced = {
    test: 'from unittest import mock\ndef check(f):\n    with mock.patch("builtins.print") as told:\n        f()\n    told.assert_called_once_with("Hello")\n    assert told.called\n',
    entry_point: 'greet',
  };
  assert.equal(await rewardOf({ tests: replaced }, program('Hello'), { inProcess: true }), 1);
  assert.equal(await rewardOf({ tests: replaced }, program('Hello')), 'unscored');
});

test('a docstring may open with four quotes, in a prompt and in a program', { skip }, async () => {
  const prompt = 'def next_one(n):\n    """"One" more than n."""\n';
  const tests = { test: 'def check(f):\n    assert f(2) == 3\n', entry_point: 'next_one' };
  for (const [text, value] of [
    ['    return n + 1\n', 1],
    ['    return n\n', 0],
    [`${prompt}    return n + 1\n`, 1],
    [`\`\`\`python\n${prompt}    return n + 1\n\`\`\``, 1],
    [`\`\`\`python\n${prompt}    return n\n\`\`\``, 0],
  ] as const)
    assert.equal(await rewardOf({ messages: [{ role: 'user', content: prompt }], tests }, text), value, text);
});

test('imports that MBPP’s tests need come with them', { skip }, async () => {
  const tests = { test_imports: ['import math'], test_list: ['assert math.isclose(half(3), 1.5)'] };
  assert.equal(await rewardOf({ tests }, '```python\ndef half(n):\n    return n / 2\n```'), 1);
  assert.equal(await rewardOf({ tests }, '```python\ndef half(n):\n    return n // 2\n```'), 0);
});

test('what a call gives is compared as the kind of value that the case has', { skip }, async () => {
  for (const [input, output, returned, value] of [
    [[1], 'abc', '"abc"', 1],
    [[1], 'abc', '"abd"', 0],
    [[1], '12', '"12"', 1],
    [[1], '12', '12', 0],
    ['1', '12', '12', 1],
    ['1', '12', '"12"', 0],
    ['1', 'abc', '"abc"', 1],
    ['1', '"abc"', '"abc"', 1],
    ['1', '[5]', '[5]', 1],
    ['1', '[5]', '5', 0],
    [[1], [5], '5', 1],
    [[1], [5], '[5]', 1],
    [[1], [5], '6', 0],
    [[1], 0.3, '0.1 + 0.2', 1],
    [[1], 0.3, '0.31', 0],
    [[1], [[0.5, 1.5]], '(0.5, 1.5)', 1],
    [[1], 2, '2.0', 1],
    [[1], 2, '2.0000001', 0],
  ] as const)
    assert.equal(
      await rewardOf(
        { tests: { cases: [{ input, output }], fn_name: 'f' } },
        `\`\`\`python\ndef f(x):\n    return ${returned}\n\`\`\``,
      ),
      value,
      JSON.stringify([input, output, returned]),
    );
});
