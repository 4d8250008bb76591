import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bareProgram } from './bare-program.ts';
import { extractProgram, type Wanted } from './extract-program.ts';

const python: Wanted = { language: 'python', entryPoint: 'total' };
const byCall: Wanted = { language: 'python', called: new Set(['total']) };
const RIGHT = 'def total(numbers):\n    return sum(numbers)';
const fenced = (code: string, tag = 'python', fence = '```'): string => `${fence}${tag}\n${code}\n${fence}`;
const indented = (text: string, by: string): string => text.replace(/^(?=.)/gm, by);
const found = (text: string, wanted: Wanted = python): string | null =>
  extractProgram(text, wanted)?.code.trim() ?? null;

const DRESSES: readonly (readonly [string, (code: string) => string])[] = [
  ['nothing', (code) => code],
  ['a fence', (code) => fenced(code)],
  ['a fence without a language', (code) => fenced(code, '')],
  ['a tag in capitals', (code) => fenced(code, 'PYTHON3')],
  ['tildes', (code) => fenced(code, 'py', '~~~')],
  ['a long fence', (code) => fenced(code, 'python', '````')],
  ['a fence in Markdown in a fence', (code) => `\`\`\`\`markdown\n${fenced(code)}\n\`\`\`\``],
  ['an indented fence', (code) => indented(fenced(code), '  ')],
  ['a fence in a list', (code) => `1. Code:\n\n${indented(fenced(code), '   ')}`],
  ['a fence behind a bullet', (code) => `- ${indented(fenced(code), '  ').trimStart()}`],
  ['a quotation', (code) => indented(fenced(code), '> ')],
  ['an unclosed fence', (code) => `Here:\n\`\`\`python\n${code}`],
  ['a closing fence alone', (code) => `${code}\n\`\`\``],
  ['a closing fence and prose', (code) => `${code}\n\`\`\`\nThis returns the sum.`],
  ['an end of text', (code) => `${fenced(code)}<|im_end|>`],
  ['an answer tag', (code) => `<answer>\n${code}\n</answer>`],
  ['an answer tag on its line', (code) => `<answer>${code}</answer>`],
  ['an answer tag around a fence', (code) => `<answer>\n${fenced(code)}\n</answer>`],
  ['a code tag', (code) => `<code>\n${code}\n</code>`],
  ['pre and code tags', (code) => `Sure.\n<pre><code class="language-python">\n${code}\n</code></pre>`],
  ['a fence behind a sentence', (code) => `Solution: ${fenced(code)}`],
  ['a fence that closes in the last line', (code) => `\`\`\`python\n${code}\`\`\``],
  ['numbered steps', (code) => `1. We add them up.\n2. Then:\n${code}`],
  ['line ends of Windows', (code) => fenced(code).replaceAll('\n', '\r\n')],
  ['prose before', (code) => `Here is the function:\n\n${code}`],
  ['prose behind', (code) => `${code}\n\nThis returns the sum. It takes any list.`],
  ['prose around', (code) => `Sure! We add them up.\n\n${code}\n\nExplanation:\n- \`sum\` adds them.`],
  ['indentation as a whole', (code) => fenced(indented(code, '    '))],
];
const AROUND: readonly (readonly [string, (dressed: string) => string])[] = [
  ['nothing', (dressed) => dressed],
  [
    'usage behind',
    (dressed) => `${dressed}\n\nExample usage:\n\n${fenced('numbers = [1, 2]\nprint(total(numbers))')}`,
  ],
  ['output behind', (dressed) => `${dressed}\n\nOutput:\n\n${fenced('6', '')}`],
  ['a shell behind', (dressed) => `${dressed}\n\nRun it:\n\n${fenced('python total.py', 'bash')}`],
  [
    'a draft before',
    (dressed) => `Draft:\n${fenced('def total(numbers):\n    return 0')}\nFinal:\n${dressed}`,
  ],
  [
    'a denied one behind',
    (dressed) => `${dressed}\n\nDo not do this:\n\n${fenced('def total(n):\n    return 0')}`,
  ],
];
const HAS_FENCES = /^\W*(?:```|~~~)|^Here:|^Solution: |^1\. Code|^- |^>/;

test('the same program is found in every dress, beside whatever else is shown', () => {
  for (const [dress, put] of DRESSES)
    for (const [around, stand] of AROUND) {
      const dressed = put(RIGHT);
      const bare = !HAS_FENCES.test(dressed);
      if (dress === 'an unclosed fence' && around !== 'nothing') continue;
      if (bare && around !== 'nothing' && !/^usage|^output|^a shell/.test(around)) continue;
      if (around !== 'nothing' && /tag|closing/.test(dress)) continue;
      for (const wanted of [python, byCall])
        assert.equal(found(stand(dressed), wanted), RIGHT, `${dress}, ${around}`);
    }
});

test('a program that is denied or taken back is none', () => {
  for (const text of [
    `Do not do this:\n${fenced(RIGHT)}`,
    `Don't write code like this:\n${fenced(RIGHT)}`,
    `This is wrong:\n${fenced(RIGHT)}`,
    `**Wrong:**\n${fenced(RIGHT)}`,
    `❌ Bad\n${fenced(RIGHT)}`,
    `Here is an incorrect solution:\n${fenced(RIGHT)}`,
    `The following code is not correct:\n${fenced(RIGHT)}`,
    `This code is wrong.\n${fenced(RIGHT)}`,
    `这是错误的：\n${fenced(RIGHT)}`,
    `Das ist falsch:\n${fenced(RIGHT)}`,
    `${fenced(RIGHT)}\nThat is wrong.`,
    `${fenced(RIGHT)}\nNo, this is incorrect. I cannot do it.`,
    `${fenced(RIGHT)}\nIt adds them. Sorry for the length.\n\nScratch that.`,
    `${fenced(RIGHT)}\nDo not use the code above.`,
    `This is wrong:\n${RIGHT}`,
    `${RIGHT}\n\nThat is wrong.`,
  ]) {
    assert.equal(found(text), null, text);
    assert.equal(found(text, byCall), null, text);
  }
  const other = 'def total(numbers):\n    return 0';
  assert.equal(found(`${fenced(RIGHT)}\nNo, that is wrong. Use this:\n${fenced(other)}`), other);
  assert.equal(found(`${fenced(RIGHT)}\nNo, that is wrong:\n${fenced(other)}`), other);
  assert.equal(found(`Wrong:\n${fenced(other)}\nRight:\n${fenced(RIGHT)}`), RIGHT);
});

test('what is said of another program, of input or of limits denies nothing', () => {
  for (const text of [
    `Your code is wrong. Here is the corrected version:\n${fenced(RIGHT)}`,
    `The version above is wrong, so use this:\n${fenced(RIGHT)}`,
    `Instead of the broken version:\n${fenced(RIGHT)}`,
    `Invalid input is not a number, so we need no check:\n${fenced(RIGHT)}`,
    `Don't forget that lists may be empty:\n${fenced(RIGHT)}`,
    `This might be wrong, but here is my try:\n${fenced(RIGHT)}`,
    `修正错误：\n${fenced(RIGHT)}`,
    `Never use eval:\n${fenced(RIGHT)}`,
    `Avoid loops:\n${fenced(RIGHT)}`,
    `${fenced(RIGHT)}\nIf a sum of None were wanted, that is wrong for lists.`,
    `${fenced(RIGHT)}\nThis is wrong only for text. It works for numbers.`,
    `${fenced(RIGHT)}\nIgnore the case of letters. Do not use this for huge lists of text.`.replace(
      / Do not.*/,
      '',
    ),
    `${fenced(RIGHT)}\nA common mistake is to start at 1. That would double it.`,
  ])
    assert.equal(found(text), RIGHT, text);
});

test('what a program needs of other blocks comes with it, and nothing else does', () => {
  const helper = 'def add(a, b):\n    return a + b';
  const uses = 'def total(numbers):\n    s = 0\n    for n in numbers:\n        s = add(s, n)\n    return s';
  const both = `${helper}\n\n${uses}`;
  assert.equal(found(`${fenced(helper)}\nand\n${fenced(uses)}`), both);
  assert.equal(found(`${fenced(uses)}\nwith\n${fenced(helper)}`), both);
  assert.equal(
    found(`${fenced('import math')}\n${fenced('def total(n):\n    return math.fsum(n)')}`),
    'import math\n\ndef total(n):\n    return math.fsum(n)',
  );
  assert.equal(found(`${fenced(helper)}\n${fenced(RIGHT)}`), RIGHT);
  assert.equal(
    found(`${fenced(RIGHT)}\n${fenced('numbers = [int(input())]\nprint(total(numbers))')}`),
    RIGHT,
  );
  const two: Wanted = { language: 'python', called: new Set(['total', 'add']) };
  assert.equal(
    found(`${fenced(helper)}\n${fenced(RIGHT)}\n${fenced('print(total([add(1, 2)]))')}`, two),
    `${helper}\n\n${RIGHT}`,
  );
});

test('a program of input and output is the one that reads, not its example', () => {
  const program = 'n = int(input())\nprint(2 * n)';
  const reads: Wanted = { language: 'python', reads: true };
  for (const text of [
    fenced(program),
    `${fenced(program)}\nInput:\n${fenced('5', '')}\nOutput:\n${fenced('10', '')}`,
    `${fenced(program, '')}\nInput:\n${fenced('5', '')}\nOutput:\n${fenced('10', '')}`,
    `${fenced(program)}\nFor example:\n${fenced('print(2 * 5)')}`,
    `${fenced(program)}\n${fenced('echo 5 | python main.py', 'sh')}`,
    indented(fenced(program), '    '),
    `${program}\n\`\`\``,
  ])
    assert.equal(found(text, reads), program, text);
});

test('a fence inside a text of the program does not end it', () => {
  const program =
    'def total(numbers):\n    """\n    ```\n    total([1])\n    ```\n    """\n    return sum(numbers)';
  assert.equal(found(fenced(program)), program);
});

test('a text in quotes keeps its sentences', () => {
  const program =
    'NOTE = """\nAdd more test cases.\nHere it is\n"""\n\ndef total(numbers):\n    return sum(numbers)';
  assert.equal(found(program), program);
  assert.equal(found(`${program}\nThis adds them up.`), program);
});

test('JavaScript and C++ are found by the same rules', () => {
  const script: Wanted = { language: 'javascript', called: new Set(['total']) };
  const right = 'const total = (numbers) => numbers.reduce((a, b) => a + b, 0);';
  assert.equal(
    found(`${fenced(right, 'javascript')}\n${fenced('console.log(total([1, 2]));', 'javascript')}`, script),
    right,
  );
  assert.equal(found(`Here you go:\n\n${right}\n\nThis adds them up.`, script), right);
  const cpp: Wanted = { language: 'cpp', called: new Set(['total']) };
  const plain = '#include <vector>\nint total(std::vector<int> n) {\n  return 0;\n}';
  assert.equal(found(`Here you go:\n\n${plain}\n\nThis is it.`, cpp), plain);
  assert.equal(
    found(`${fenced(plain, 'cpp')}\n${fenced('int main() {\n  total({1});\n}', 'cpp')}`, cpp),
    plain,
  );
});

test('a body that continues a declaration stays as it is', () => {
  for (const body of [
    '    return sum(numbers)\n',
    '    s = 0\n    for n in numbers:\n        s += n\n    return s\n\n\nprint(1)\n',
  ])
    assert.equal(extractProgram(body, python)?.code, body);
});

test('a block that Markdown indents, behind a sentence', () => {
  const program = 'def median(xs):\n    return sorted(xs)[len(xs) // 2]';
  const text = `Here you go:\n\n${program.replace(/^/gm, '    ')}\n\nIt sorts first.`;
  assert.equal(bareProgram(text, 'python').trim(), program);
  assert.equal(bareProgram('    return a + b', 'python'), '    return a + b');
});
