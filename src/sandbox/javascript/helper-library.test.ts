import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { JsonValue } from '../../spec/json.ts';
import { HELPER_NAMES, HELPER_VERSION, helperLibraryFor } from './helper-library.ts';
import { JavaScriptSandbox } from './run-javascript.ts';

const sandbox = new JavaScriptSandbox(1);
after(() => sandbox.close());

async function value(expression: string, input: JsonValue = null, limitMs = 2_000): Promise<JsonValue> {
  const source = `const call = (input) => ${expression};`;
  const run = await sandbox.run({ source, entry: 'call', inputs: [input], limitMs });
  assert.ok(run.ok, `${expression}: ${JSON.stringify(run)}`);
  return run.value;
}

async function rows(expression: string, cases: readonly (readonly [JsonValue, JsonValue])[]): Promise<void> {
  for (const [input, expected] of cases)
    assert.deepEqual(
      await value(expression, input),
      expected,
      `${expression} of ${JSON.stringify(input).slice(0, 200)}`,
    );
}

test('sentences end where a reader ends them', () =>
  rows('rlar.sentences(input)', [
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    [
      'Dr. Lee paid $3.50 at 9 a.m. on Friday. She left.',
      ['Dr. Lee paid $3.50 at 9 a.m. on Friday.', 'She left.'],
    ],
    ['“Stop!” he said… Then silence.', ['“Stop!”', 'he said…', 'Then silence.']],
    ['# Plan\nFirst we go.\n- pack\n- leave', ['# Plan', 'First we go.', '- pack', '- leave']],
    ['1. Wash it.\n2. Dry it.', ['1. Wash it.', '2. Dry it.']],
    ['A line\nthat goes on. Done', ['A line\nthat goes on.', 'Done']],
    ['He met J. Smith, e.g. at noon.', ['He met J. Smith, e.g. at noon.']],
    ['これは文です。次です。', ['これは文です。', '次です。']],
    ['', []],
    ['*** --- ...', []],
  ]));

test('sentence spans and tokens say where they stand', async () => {
  assert.deepEqual(await value('rlar.sentenceSpans(input)', ' Hi. Go on!'), [
    { text: 'Hi.', start: 1, end: 4 },
    { text: 'Go on!', start: 5, end: 11 },
  ]);
  assert.deepEqual(await value('rlar.tokens(input)', "Don't re-use “é”"), [
    { text: "Don't", start: 0, end: 5 },
    { text: 're-use', start: 6, end: 12 },
    { text: 'é', start: 14, end: 15 },
  ]);
  assert.deepEqual(await value('rlar.spans(input, /a+/)', 'caat a'), [
    [1, 3],
    [5, 6],
  ]);
});

test('bare words', async () => {
  await rows('rlar.bare(input)', [
    ['“(Don’t!)”', 'Don’t'],
    ['**12%**', '12'],
    ['𝔸b𝔹😀', '𝔸b𝔹'],
    ['😀a\ud83d', 'a'],
    ['...', ''],
    ['', ''],
  ]);
  await rows('rlar.pieces(input)', [
    ['# A well-known - "fact", *indeed* 3.', ['A', 'well-known', 'fact', 'indeed', '3']],
  ]);
});

test('lines and paragraphs', async () => {
  await rows('rlar.paragraphs(input)', [
    ['a\nb\n\n\n c \n \nd', ['a\nb', 'c', 'd']],
    ['', []],
  ]);
  await rows('rlar.lines(input)', [['a  \r\n\n  b', ['a', '  b']]]);
});

test('markdown’s marks go, what they mark stays', () =>
  rows('rlar.plain(input)', [
    ['# Title\n\n- **bold** and *it*\n2. `code` [site](http://x.y)', 'Title\n\nbold and it\ncode site'],
    ['> quote\n```py\nx = 1\n```', 'quote\n\nx = 1'],
    ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
    ['_soft_ word', 'soft word'],
  ]));

test('numbers in digits and words', async () => {
  await rows('rlar.numberOf(input)', [
    ['3', 3],
    ['1,200', 1200],
    ['3rd', 3],
    ['three', 3],
    ['Twenty-one', 21],
    ['twenty first', 21],
    ['third', 3],
    ['a dozen', 12],
    ['two dozen', 24],
    ['once', 1],
    ['twice', 2],
    ['a couple', 2],
    ['one hundred and five', 105],
    ['two hundred', 200],
    ['3 thousand', null],
    ['a thousand', 1000],
    ['banana', null],
    ['', null],
    ['12 apples', null],
  ]);
  await rows('input.match(new RegExp(`(${rlar.NUMBER}) (?:words|lines)`, "i"))?.[1] ?? null', [
    ['exactly forty-two words', 'forty-two'],
    ['at least 1,500 words', '1,500'],
    ['a hundred words', 'a hundred'],
    ['many words', null],
    ['often words', null],
  ]);
});

test('counts of words, emoji and syllables', async () => {
  await rows('rlar.count(input[0], input[1])', [
    [['The cat, the catalogue; THE cat.', 'the cat'], 2],
    [['a+b a+b', 'a+b'], 2],
    [['C++ and C', 'C++'], 1],
    [['none', ''], 0],
  ]);
  await rows('rlar.count(input, "The", { matchCase: true })', [['The the THE The', 2]]);
  await rows('rlar.emoji(input).length', [
    ['a 👍🏽 b 👩‍👩‍👧 c 🇳🇴 d ❤️', 4],
    ['© 2020 #1 *', 0],
  ]);
  await rows('rlar.syllables(input)', [
    ['cat', 1],
    ['table', 2],
    ['banana', 3],
    ['walked', 1],
    ['make', 1],
    ['beautiful', 3],
  ]);
});

test('code, tables and JSON inside a response', async () => {
  await rows('rlar.codeBlocks(input)', [
    ['Hi\n```py\nx = 1\n```\nbye', [{ language: 'py', text: 'x = 1' }]],
    ['```\nopen', [{ language: '', text: 'open' }]],
    ['none', []],
  ]);
  await rows('rlar.withoutCode(input)', [['Hi\n```py\nx = 1\n```\nbye', 'Hi\n\nbye']]);
  await rows('rlar.csv(input)', [
    [
      'a,"b, ""c""",d\r\n1,2,3\n\n',
      [
        ['a', 'b, "c"', 'd'],
        ['1', '2', '3'],
      ],
    ],
  ]);
  await rows('rlar.markdownTable(input)', [
    [
      'See:\n| a | b |\n|---|:-:|\n| 1 | 2 |\nend',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a - b', null],
  ]);
  await rows('rlar.json(input) ?? null', [
    ['Sure:\n```json\n{"a": [1]}\n```', { a: [1] }],
    ['It is {"a": 1}.', { a: 1 }],
    ['no', null],
  ]);
});

test('the answer that a response ends with', () =>
  rows('rlar.answer(input)', [
    ['We add. The answer is **42**.', '42'],
    ['so \\boxed{\\frac{1}{2}} holds', '\\frac{1}{2}'],
    ['<answer> (3 + 4) * 2 </answer>', '(3 + 4) * 2'],
    ['<think>answer: 3</think>\nFinal Answer:\n7', '7'],
    ['step\n\n**12 km**', '12 km'],
    ['', ''],
  ]));

test('closed classes of words', async () => {
  assert.equal(await value('rlar.STOP_WORDS.has("the") && !rlar.STOP_WORDS.has("garden")'), true);
  assert.equal(await value('rlar.CONJUNCTIONS.has("because") && rlar.PRONOUNS.has("themselves")'), true);
});

test('a program pays for the parts that it mentions, and nobody can change the library', async () => {
  assert.equal(helperLibraryFor('return 1'), '');
  assert.ok(!helperLibraryFor('rlar.words(x)').includes('sentenceSpans'));
  assert.ok(helperLibraryFor('const { csv } = rlar').includes('markdownTable'));
  assert.ok(HELPER_NAMES.length > 25);
  assert.equal(
    await value('{ "use strict"; try { rlar.words = null; } catch { return "frozen"; } }'),
    'frozen',
  );
});

test('helpers are as the tools that exist know them', () => {
  const known = 'f0081e6a7b5b';
  assert.equal(
    HELPER_VERSION,
    known,
    'a changed helper changes what published tools say: give the changed one another name, or release a new major version',
  );
});
