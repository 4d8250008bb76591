import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Demand, Examples } from './demand.ts';
import { findDemands } from './find-demands.ts';
import { commonForm, readShape } from './shape.ts';

type Row = readonly [
  prompt: string,
  right: string,
  more?: { wrong?: string; alike?: string; reference?: string },
];

/** @returns the demands of prompts with a right response each, and how a response to the first breaks them */
function read(rows: readonly Row[]) {
  const form = commonForm(rows.map(([, right]) => right));
  const shape = (text: string) => readShape(text, form);
  const examples: Examples = {
    rights: rows.map(([prompt, right, more]) => ({
      prompt,
      shape: shape(right),
      references: more?.reference === undefined ? [] : [more.reference],
    })),
    alike: rows.flatMap(([prompt, right, more]) =>
      more?.alike === undefined
        ? []
        : [{ prompt, shape: shape(more.alike), references: [], original: shape(right) }],
    ),
    wrongs: rows.flatMap(([prompt, right, more]) =>
      more?.wrong === undefined
        ? []
        : [{ prompt, shape: shape(more.wrong), references: [], original: shape(right) }],
    ),
  };
  const demands = findDemands(examples);
  const [prompt, right] = rows[0]!;
  const broken = (text: string): Demand[] =>
    demands.filter(({ holds }) => !holds(prompt, shape(text), shape(right)));
  return {
    sure: (text: string) => broken(text).filter(({ sure }) => sure).length > 0,
    suspect: (text: string) => broken(text).some(({ sure, likely }) => sure || likely),
  };
}

const merge = (list: string) =>
  `Merge the intervals and list what remains, one per line. Reply with the list only.\n${list}`;
const INTERVALS: Row[] = [
  [merge('[1, 3], [2, 6], [8, 9]'), '[1, 6]\n[8, 9]', { wrong: '[1, 6]\n[8, 10]' }],
  [merge('[4, 5], [1, 4]'), '[1, 5]', { alike: '[1,5]' }],
  [merge('[7, 9], [2, 3]'), '[2, 3]\n[7, 9]'],
];
const hours = (from: string, to: string) =>
  `A train leaves at ${from} and arrives at ${to}. Put how long it takes into <answer></answer> tags.`;
const HOURS: Row[] = [
  [hours('9:15', '11:05'), 'Two parts.\n<answer>1 h 50 min</answer>', { reference: '1 h 50 min' }],
  [hours('8:00', '8:45'), '<answer>0 h 45 min</answer>', { reference: '0 h 45 min' }],
  [hours('7:10', '9:30'), 'So:\n<answer>2 h 20 min</answer>', { reference: '2 h 20 min' }],
];
const steps = (what: string) =>
  `Explain how to ${what} in exactly 2 numbered steps, where every step starts with a verb.`;
const STEPS: Row[] = [
  [steps('make tea'), '1. Boil the water.\n2. Pour it on.', { wrong: '- Boil the water.\n- Pour it on.' }],
  [steps('plant a tree'), '1. Dig a hole.\n2. Put it in.'],
  [steps('wash a car'), '1. Take a sponge.\n2. Rub the car.'],
  [steps('boil an egg'), '1. Heat the pan.\n2. Put the egg in.'],
];

describe('a task with one right answer', () => {
  test('its numbers and lines are demanded where the prompt asks for them and nothing else', () => {
    const { sure } = read(INTERVALS);
    for (const text of [
      '[1, 7]\n[8, 9]',
      '[1, 6]',
      '[1, 6]\n[8, 9]\n[40, 41]',
      'Here it is:\n[1, 6]\n[8, 9]',
    ])
      assert.ok(sure(text), text);
    for (const text of ['[1,6]\n[8,9]', '\n[1, 6]\n[8, 9]\n', '[ 1, 6 ]\n[ 8, 9 ]'])
      assert.ok(!sure(text), text);
  });

  test('what stands in its tag is demanded where the references say the same; what stands before it is free', () => {
    const { sure, suspect } = read(HOURS);
    assert.ok(sure('<answer>1 h 51 min</answer>'));
    assert.ok(!suspect('We count. 3 h or 4 h?\n<answer>1 h 50 min</answer>'));
    const both = '<answer>1 h 50 min</answer> or <answer>3 h 0 min</answer>';
    assert.ok(suspect(both) && !sure(both), 'which of two counts, the prompt leaves open');
    assert.ok(!suspect('<answer>3 h 0 min</answer>, no: <answer>1 h 50 min</answer>'));
  });

  test('where there are many right answers, other words are no fault', () => {
    const { suspect } = read(STEPS);
    for (const text of ['1. Fill the kettle up.\n2. Wait.', '1. Boil the-water.\n2. Pour it on, twice.'])
      assert.ok(!suspect(text), text);
  });

  test('what agrees with a number of the prompts by accident is not demanded', () => {
    const poem = (word: string) => `Write a poem of exactly three lines about ${word}.`;
    const { suspect, sure } = read([
      [poem('snow'), 'Snow on the roofs of the town\nnobody wakes up\nand all is white'],
      [poem('rain'), 'It rains all day\non the river bank\nstones are wet'],
      [poem('moon'), 'A moon over the hill\nwe walk home\nin its pale light'],
    ]);
    assert.ok(!suspect('Snow on the roofs of the town\nnobody wakes\nand all is white'));
    assert.ok(sure('Snow on the roofs of the town\nnobody wakes up'));
  });

  test('a label that is dressed otherwise is still there', () => {
    const ask = (what: string) => `Which is ${what}? A) pear B) car C) owl\nEnd with "Answer: X".`;
    const { suspect, sure } = read([
      [ask('a fruit'), 'Answer: A', { wrong: 'A', reference: 'A' }],
      [ask('a bird'), 'I think so.\nAnswer: C', { wrong: 'C', reference: 'C' }],
      [ask('a machine'), 'Answer: B', { reference: 'B' }],
    ]);
    for (const text of ['"Answer: A"', '(Answer: A)', '**Answer: A**']) assert.ok(!suspect(text), text);
    for (const text of ['Answer: B', 'A']) assert.ok(sure(text), text);
  });

  test('right responses of other words to one prompt show that there are many', () => {
    const asked = (list: string) => `List the animals of ${list}. Reply with the list only.`;
    const rows = (alike: string): Row[] => [
      [asked('cat, rose, dog'), 'cat\ndog', { alike, wrong: 'cat\nrose' }],
      [asked('fig, hen, yak'), 'hen\nyak'],
      [asked('cow, elm, ant'), 'cow\nant'],
    ];
    assert.ok(read(rows('dog\ncat')).sure('cat\nhorse'));
    assert.ok(!read(rows('a cat, which purrs\na dog, which barks')).suspect('cat, a pet\ndog'));
  });
});

describe('JSON', () => {
  const ask = (text: string) => `Read the text and return JSON with the keys name and age.\n${text}`;
  const rows = ['Ana, 31', 'Bo, 45', 'Cy, 27'].map((text): Row => {
    const [name, age] = text.split(', ');
    const json = JSON.stringify({ name, age: Number(age) });
    return [ask(text), json, { reference: json }];
  });
  test('what a lenient reader finds is not wrong, unless nothing else may stand there', () => {
    const { sure } = read(rows);
    for (const text of [
      'Here: {"name":"Ana","age":31}',
      '{"name":"ANA","age":"31"}',
      '{"name":"Ana","age":31,"x":1}',
    ])
      assert.ok(!sure(text), text);
    for (const text of ['{"name":"Ana","age":32}', '{"name":"Ana"}', '{"name":"Anas","age":31}'])
      assert.ok(sure(text), text);
    const strict = read(
      rows.map(([prompt, ...rest]): Row => [`${prompt}\nReply with the JSON only.`, ...rest]),
    );
    assert.ok(strict.sure('Here: {"name":"Ana","age":31}'));
  });
});

describe('numbers, signs and openings that the prompt words', () => {
  test('a sum and a product that the prompt states', () => {
    const ask = (product: number, sum: number) =>
      `Find numbers whose product is ${product} and whose sum is ${sum}, in ascending order, as "numbers: a, b", on one line.`;
    const { sure } = read([
      [ask(12, 7), 'numbers: 3, 4'],
      [ask(10, 7), 'numbers: 2, 5'],
      [ask(27, 12), 'numbers: 3, 9'],
      [ask(16, 10), 'numbers: 2, 8'],
    ]);
    for (const text of ['numbers: 2, 6', 'numbers: 2, 5', 'numbers: 4, 3', '3, 4'])
      assert.ok(sure(text), text);
    assert.ok(!sure('numbers: 3,4'));
  });

  test('signs that it forbids', () => {
    const ask = (words: string) => `Write a pattern for ${words}, without slashes or quotes around it.`;
    const { sure } = read([
      [ask('digits'), '\\d+'],
      [ask('letters'), '[a-z]+'],
      [ask('words'), '\\w+'],
    ]);
    for (const text of ['/\\d+/', '"\\d+"']) assert.ok(sure(text), text);
    for (const text of ['[0-9]+', '\\d\\d*']) assert.ok(!sure(text), text);
  });
});
