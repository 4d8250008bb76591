import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../spec/json.ts';
import { readRow } from './read-row.ts';

function queryOf(row: JsonObject): ReturnType<typeof read>['group']['query'] {
  return read(row).group.query;
}

function read(row: JsonObject) {
  const result = readRow({ response: 'x', ...row });
  assert.ok(result.ok, JSON.stringify(result));
  return result.row;
}

function promptOf(row: JsonObject): string {
  return queryOf(row).messages[0]?.content ?? '';
}

const REFERENCE_NAMES = [
  'target',
  'gold',
  'correct_answer',
  'expected_output',
  'final_answer',
  'answer_key',
  'tgt',
];

for (const name of REFERENCE_NAMES)
  test(`a reference under the name ${name} is read, and reported as read`, () => {
    const row = read({ prompt: 'Name the capital of Chile.', [name]: 'Santiago' });
    assert.deepEqual(row.group.query.references, ['Santiago']);
    assert.ok(row.renamed.includes(name));
  });

test('a field of its own wins over another name', () => {
  const row = { prompt: 'Name it.', answer: 'one', target: 'two', gold: 'three', instruction: 'other' };
  assert.deepEqual(queryOf(row).references, ['one']);
  assert.equal(promptOf(row), 'Name it.');
});

test('an instruction, its input and its output are prompt and reference', () => {
  const row = { instruction: 'Summarize.', input: 'A long text.', output: 'Short.' };
  assert.equal(promptOf(row), 'Summarize.\n\nA long text.');
  assert.deepEqual(queryOf(row).references, ['Short.']);
});

test('an output beside a prompt alone is no reference', () => {
  assert.deepEqual(queryOf({ prompt: 'Write a poem.', output: 'Roses are red.' }).references, []);
});

test('what a question is about stands beside it once', () => {
  assert.equal(promptOf({ question: 'Who?', passage: 'Ann came.', gold: 'Ann' }), 'Ann came.\n\nWho?');
  const held = { prompt: 'Ann came.\n\nWho?', passage: 'Ann came.', gold: 'Ann' };
  assert.equal(promptOf(held), held.prompt);
});

test('a text that holds the whole prompt, as chat templates make it, is left out', () => {
  assert.equal(promptOf({ prompt: 'Hi?', text: '<user>Hi?<bot>Hello!', gold: 'Hello!' }), 'Hi?');
});

test('options in columns of their own are options, by letter, index or text of the right one', () => {
  for (const answer of ['B', 'Oslo', 'b']) {
    const query = queryOf({ question: 'Capital of Norway?', A: 'Rome', B: 'Oslo', C: 'Bern', answer });
    assert.equal(query.options?.length, 3, answer);
    assert.match(query.messages[0]!.content, /B\. Oslo/);
  }
  assert.equal(queryOf({ question: 'Sum?', a: '1', c: '3', answer: '4' }).options, undefined);
});

test('tests under another name are tests, and a query in SQL is a reference', () => {
  assert.deepEqual(queryOf({ prompt: 'f', unit_tests: ['assert f() == 1'] }).tests, {
    asserts: ['assert f() == 1'],
  });
  const query = 'SELECT name FROM city';
  assert.deepEqual(queryOf({ question: 'Which cities?', query }).references, [query]);
});

test('languages under short names are read', () => {
  const row = { prompt: 'Translate: Haus', tgt: 'house', src_lang: 'de', tgt_lang: 'en' };
  assert.deepEqual(queryOf(row).languages, { source: 'de', target: 'en' });
});

test('a reference between tags of calls is a call, also where no functions are described', () => {
  const answer = '<tool_call>\n{"name": "search", "arguments": {"q": "x"}}\n</tool_call>';
  assert.deepEqual(queryOf({ prompt: 'find x', answer }).expected_calls, [
    { name: 'search', arguments: { q: 'x' } },
  ]);
});
