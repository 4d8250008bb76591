import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commonForm, readShape } from '../demands/shape.ts';
import { freeEdits, inAnyOrder } from './free-edits.ts';

const input = (text: string, prompt = '') => ({
  shape: readShape(text, commonForm([text])),
  prompt,
  sums: [],
  words: [],
});
const free = (text: string, prompt = ''): Record<string, string> =>
  Object.fromEntries(freeEdits(input(text, prompt)).map((edit) => [edit.sort, edit.text]));

test('a fence stands around what a machine reads, and around no prose', () => {
  assert.equal(free('{"a": 1}')['a fence around it'], '```json\n{"a": 1}\n```');
  assert.equal(free('a,b\nc,2')['a bare fence around it'], '```\na,b\nc,2\n```');
  assert.equal(
    free('def f(x):\n    return x')['a fence around it'],
    '```python\ndef f(x):\n    return x\n```',
  );
  for (const text of ['- one\n- two', 'Answer: 5 m', 'So it is.', '| a | b |\n| --- | --- |\n| c | d |'])
    assert.equal(free(text)['a fence around it'], undefined, text);
});

test('quantities: a comma at the thousands, a nought behind the point, a label in bold', () => {
  const made = free('So it is.\nAnswer: 4512 m');
  assert.equal(made['a comma at the thousands'], 'So it is.\nAnswer: 4,512 m');
  assert.equal(made['a nought behind the point'], 'So it is.\nAnswer: 4512.0 m');
  assert.equal(made['its last line in bold'], 'So it is.\n**Answer: 4512 m**');
  const years = free('It was in 1984');
  assert.deepEqual(
    [years['a comma at the thousands'], years['a nought behind the point']],
    [undefined, undefined],
  );
  assert.equal(free('Answer: 4512 m', 'Round to 1 decimal.')['a nought behind the point'], undefined);
});

test('lists: blank lines, another mark where the prompt names none, all moved in', () => {
  const made = free('- one\n- two');
  assert.equal(made['blank lines between'], '- one\n\n- two');
  assert.equal(made['another list mark'], '* one\n* two');
  assert.equal(made['all items moved in'], '  - one\n  - two');
  assert.equal(free('- one\n- two', 'Begin each line with "-".')['another list mark'], undefined);
});

test('a text of a CSV row in quotes is the same row', () => {
  assert.equal(free('item,qty\npens,3\npads,2')['a text in quotes'], 'item,qty\n"pens",3\npads,2');
  assert.equal(free('item,qty\npens,3\npads,2', 'pens and pads')['a text in quotes'], undefined);
});

test('parts stand in another order only where the prompt leaves it open', () => {
  const turned = (text: string, prompt: string) => inAnyOrder(input(text, prompt)).map((edit) => edit.text);
  assert.deepEqual(turned('red\nblue', 'Name two colours, in any order.'), ['blue\nred']);
  assert.deepEqual(turned('[1,2]', 'The order does not matter.'), ['[2,1]']);
  assert.deepEqual(turned('a,b\n1,2\n3,4', 'Rows in any order.'), ['a,b\n3,4\n1,2']);
  assert.deepEqual(turned('red\nblue', 'Name two colours in order.'), []);
  assert.deepEqual(turned('1. red\n2. blue', 'in any order'), []);
});

test('what a response is written with already is not made again', () => {
  assert.deepEqual(Object.keys(free('- one\n\n- two')).includes('blank lines between'), false);
});
