import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { readRow } from '../read-row.ts';

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

test('a column named correct that labels nothing is the answer, or is named where another field has the answer', () => {
  const asked = { prompt: 'Name the capital of Chile.' };
  assert.deepEqual(queryOf({ ...asked, correct: 'Santiago' }).references, ['Santiago']);
  for (const correct of ['Santiago', 'yes', 7, { by: 'me' }]) {
    const row = read({ ...asked, reference: 'Santiago', correct });
    assert.deepEqual(row.group.query.references, ['Santiago']);
    assert.deepEqual(row.labels, [null]);
    assert.deepEqual(row.unfit, [{ column: 'correct', expected: 'true or false, or a list of them' }]);
  }
  for (const correct of [true, 1, '1.0', 'True'])
    assert.deepEqual([read({ ...asked, correct }).labels, read({ ...asked, correct }).unfit], [[true], []]);
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

test('an answer under one name inside another column, or in an object of its own', () => {
  const rows: JsonObject[] = [
    { ground_truth: { answer: '144' } },
    { answer: { value: 144 } },
    { verification_info: '{"ground_truth": "144"}' },
    { metadata: { answer: '144' } },
    { correct: '144' },
    { Answer: '144' },
    { 'Ground Truth': '144' },
    { numerical_answer: 144 },
  ];
  for (const row of rows)
    assert.deepEqual(queryOf({ prompt: '12 * 12?', ...row }).references, ['144'], JSON.stringify(row));
});

test('names that say nothing of a right answer are none', () => {
  const rows: JsonObject[] = [
    { result: 'pass' },
    { final_response: 'x' },
    { human: 'y' },
    { notes: 'z' },
    { correct: 'true' },
    { a: 'one' },
  ];
  for (const row of rows)
    assert.deepEqual(queryOf({ prompt: 'Name it.', ...row }).references, [], JSON.stringify(row));
});

test('a label of a response stays one', () => {
  for (const correct of [true, 'True', '0', 1]) assert.equal(read({ prompt: 'x', correct }).labels.length, 1);
});

test('wrong answers beside the right one make it an option, and an index names one', () => {
  const wrong = { distractor1: 'Oslo', distractor2: 'Bern' };
  assert.equal(
    queryOf({ question: 'Capital of Italy?', correct_answer: 'Rome', ...wrong }).options?.length,
    3,
  );
  const row = { question: 'Capital of Italy?', options: ['Oslo', 'Rome'], correct_index: 1 };
  assert.deepEqual(queryOf(row).references, ['Rome']);
});

test('cases of a function, of stdin, and of a pattern', () => {
  const cases = [{ args: [1, 2], expected: 3 }];
  assert.equal(
    Reflect.get(
      Object(queryOf({ prompt: 'add', function_name: 'add', test_cases: cases }).tests),
      'entry_point',
    ),
    'add',
  );
  const io = { prompt: 'double', inputs: ['4'], outputs: ['8'] };
  assert.deepEqual(queryOf(io).tests, { inputs: ['4'], outputs: ['8'] });
  assert.ok(queryOf({ prompt: 'double', examples: [{ input: '4', output: '8' }] }).tests);
  assert.equal(queryOf({ prompt: 'double', examples: [{ question: '4', output: '8' }] }).tests, undefined);
  assert.ok(queryOf({ prompt: 're', positive_examples: ['1'], negative_examples: ['a'] }).tests);
});

test('calls under other names are wanted where functions are described', () => {
  const tools = [{ name: 'play', parameters: { genre: 'string' } }];
  const calls = [{ name: 'play', arguments: { genre: 'jazz' } }];
  assert.deepEqual(
    queryOf({ user: 'Play jazz', functions: tools, expected_call: calls[0]! }).expected_calls,
    calls,
  );
  assert.deepEqual(queryOf({ prompt: 'Play jazz', tools, tool_calls: calls }).expected_calls, calls);
  assert.equal(queryOf({ prompt: 'Play jazz', tool_calls: calls }).expected_calls, undefined);
});

test('columns named for two languages are a sentence and its translation', () => {
  const row = {
    english: 'Hi.',
    german: 'Hallo.',
    instruction: 'Translate the English sentence into German.',
  };
  const query = queryOf(row);
  assert.deepEqual(query.references, ['Hallo.']);
  assert.match(query.messages[0]!.content, /Hi\./);
});

test('tables in a prompt, or named with their columns, are what a query is run on', () => {
  const answer = 'SELECT city FROM shops WHERE id > 3';
  const shown = { prompt: 'CREATE TABLE shops (id INT, city TEXT);\n\nCities with ids above 3?', answer };
  const named = { question: 'Cities with ids above 3?', schema: { shops: ['id', 'city'] }, answer };
  const both: JsonObject[] = [shown, named];
  for (const row of both) assert.ok(queryOf(row).tests, JSON.stringify(row));
  const json = { prompt: 'JSON please', schema: { type: 'object', properties: {} } };
  assert.ok(queryOf(json).schema);
});

test('a program that is asked about is shown, one beside tests is not', () => {
  const code = 'print(3 * "ab")';
  assert.match(promptOf({ question: 'What does it print?', code, answer: 'ababab' }), /print\(3/);
  assert.doesNotMatch(promptOf({ question: 'Write it.', code, test_list: ['assert f()'] }), /print\(3/);
});
