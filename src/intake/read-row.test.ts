import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../spec/json.ts';
import { fc } from '../testing/fc.ts';
import { readRow } from './read-row.ts';

function read(value: unknown, needsResponse = true) {
  const result = readRow(value, { needsResponse });
  if (!result.ok) assert.fail(result.reason);
  return result.row;
}

test('one rollout a line', () => {
  const { group, labels } = read({
    id: 'a',
    prompt: '1+1?',
    response: '2',
    reference: 2,
    correct: true,
    task: 'math',
  });
  assert.deepEqual(group.query.references, ['2']);
  assert.deepEqual(group.rollouts, [{ id: 'a', text: '2' }]);
  assert.deepEqual(group.query.hints, { task: 'math' });
  assert.deepEqual(labels, [true]);
});

test('a program with its input or its output is what is to be run', () => {
  const code = 'def f(x): return x';
  const asked = (beside: object) => {
    const { query } = read({ code, response: '1', ...beside }).group;
    return [query.tests, query.references];
  };
  assert.deepEqual(asked({ input: '1' }), [{ code, input: '1' }, []]);
  assert.deepEqual(asked({ output: '1', entry_point: 'f' }), [{ code, entry_point: 'f', output: '1' }, []]);
  assert.deepEqual(asked({ input: '1', output: '1' }), [{ code, input: '1' }, ['1']]);
  assert.deepEqual(asked({ input: '1', output: '1', task: 'input-prediction' }), [{ code, output: '1' }, []]);
  assert.equal(read({ prompt: 'x', response: '1', input: 'a', output: 'b' }).group.query.tests, undefined);
});

test('one group a line, labels beside it', () => {
  const { group, labels } = read({
    id: 'q',
    prompt: 'x',
    responses: ['a', { text: 'b', finish_reason: 'length' }],
    answer: ['a', 'A'],
    correct: [true, false],
  });
  assert.deepEqual(group.rollouts, [
    { id: 'q/0', text: 'a' },
    { id: 'q/1', text: 'b', finish_reason: 'length' },
  ]);
  assert.deepEqual(group.query.references, ['a', 'A']);
  assert.deepEqual(labels, [true, false]);
});

test('a verl row', () => {
  const { group } = read({
    data_source: 'openai/gsm8k',
    prompt: [{ role: 'user', content: 'How many?' }],
    reward_model: { style: 'rule', ground_truth: '18' },
    extra_info: { index: 3 },
    solution_str: '#### 18',
    uid: 'a-1',
  });
  assert.deepEqual(group.query.messages, [{ role: 'user', content: 'How many?' }]);
  assert.deepEqual(group.query.references, ['18']);
  assert.equal(group.query.hints.source, 'openai/gsm8k');
  const meta = { source: 'openai/gsm8k', extra: { index: 3 }, columns: { uid: 'a-1' } };
  assert.deepEqual(group.rollouts, [{ text: '#### 18', meta }]);
});

test('fields that are other data to some functions reach them as columns', () => {
  const columns = { choices: ['a', 'b'], solution: 'b', functions: [{ name: 'f' }], match: ['x'] };
  const { group } = read({ prompt: 'Which?', answer: 'b', response: 'b', ...columns });
  assert.deepEqual(group.rollouts[0]!.meta?.columns, columns);
});

test('an empty cell of a table hides no other field', () => {
  const asked = { prompt: 'Which?', response: 'x' };
  for (const empty of ['', []] as JsonValue[]) {
    const { query } = read({ ...asked, reference: empty, answer: '4', tests: empty, test_list: [] }).group;
    assert.deepEqual([query.references, query.tests], [['4'], undefined]);
    const tested = read({ ...asked, answer: empty, tests: empty, test_cases: [{ input: '1', output: '2' }] });
    assert.deepEqual(tested.group.query.tests, { cases: [{ input: '1', output: '2' }] });
    const solved = read({ ...asked, label: empty, tests: empty, reward_model: { ground_truth: '5' } });
    assert.deepEqual(solved.group.query.references, ['5']);
    assert.deepEqual(read({ ...asked, label: empty, test_list: [], solution: '6' }).group.query.references, [
      '6',
    ]);
  }
});

test('an IFEval row drops the unused arguments', () => {
  const { group } = read({
    prompt: 'Write.',
    response: 'x',
    instruction_id_list: ['punctuation:no_comma', 'length_constraints:number_words'],
    kwargs: [{}, { num_words: 300, relation: 'at least', keyword: null }],
  });
  assert.deepEqual(group.query.constraints, [
    { id: 'punctuation:no_comma', kwargs: {} },
    { id: 'length_constraints:number_words', kwargs: { num_words: 300, relation: 'at least' } },
  ]);
});

test('HumanEval-like tests inside the reference, with the language beside it', () => {
  const { group } = read({
    prompt: 'def f():',
    response: ' return 1',
    language: 'python',
    reference: { declaration: 'def f():', test: 'assert f() == 1' },
  });
  assert.deepEqual(group.query.tests, {
    language: 'python',
    declaration: 'def f():',
    test: 'assert f() == 1',
  });
  assert.deepEqual(group.query.references, []);
});

test('tool calls as reference, and a trajectory as response', () => {
  const { group } = read({
    prompt: 'Weather in Oslo?',
    ground_truth: [{ name: 'weather', arguments: { city: 'Oslo' } }],
    steps: [
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ function: { name: 'weather', arguments: '{"city":"Oslo"}' } }],
      },
      { role: 'tool', content: '3 °C' },
      { role: 'assistant', content: 'It is 3 °C.' },
    ],
  });
  assert.deepEqual(group.query.expected_calls, [{ name: 'weather', arguments: { city: 'Oslo' } }]);
  assert.equal(group.rollouts[0]?.text, 'It is 3 °C.');
  assert.deepEqual(group.rollouts[0]?.steps?.[0]?.tool_calls, [
    { name: 'weather', arguments: { city: 'Oslo' } },
  ]);
});

test('a pair is a group of two with labels known', () => {
  const { group, labels } = read({ id: 'p', prompt: 'x', chosen: 'good', rejected: 'bad' });
  assert.deepEqual(
    group.rollouts.map((rollout) => rollout.id),
    ['p/chosen', 'p/rejected'],
  );
  assert.deepEqual(labels, [true, false]);
});

test('a GSM8K worked answer gives what stands behind the hashes', () => {
  assert.deepEqual(
    read({ question: 'x', answer: 'He has 9.\n#### 9', response: '9' }).group.query.references,
    ['9'],
  );
});

test('asserts where a reference stands are tests', () => {
  const asserts = ['assert add(1, 2) == 3', 'assert add(2, 2) == 4'];
  for (const given of [asserts, JSON.stringify(asserts), asserts.join('\n')]) {
    const { query } = read({
      data_source: 'mbpp',
      prompt: 'Write add.',
      ground_truth: given,
      response: 'x',
    }).group;
    assert.deepEqual([query.tests, query.references], [{ test_list: asserts }, []]);
  }
  for (const given of ['assertive', 'We assert that.\nassert x', '["a"]', '["assert x", 1]', '["assert x"'])
    assert.equal(read({ prompt: 'x', answer: given, response: 'y' }).group.query.tests, undefined, given);
});

test('what is no rollout is refused with a reason', () => {
  const reason = (value: unknown) => {
    const result = readRow(value);
    return result.ok ? 'ok' : result.reason;
  };
  assert.match(reason([]), /not a JSON object/);
  assert.match(reason({ prompt: 'x' }), /no response/);
  assert.match(reason({ responses: [] }), /no query/);
  assert.match(reason({ prompt: 3, response: 'x' }), /^prompt/);
});

test('property: no JSON value throws or meets a defect', () => {
  const reads = (value: unknown): void => {
    const result = readRow(value);
    if (!result.ok) assert.equal(result.defect, undefined, result.reason);
  };
  fc.assert(fc.property(fc.jsonValue(), reads));
  const keys = fc.constantFrom(
    'prompt',
    'messages',
    'response',
    'responses',
    'reference',
    'kwargs',
    'instruction_id_list',
    'tests',
    'steps',
    'kind',
  );
  fc.assert(fc.property(fc.dictionary(keys, fc.jsonValue()), reads));
});

test('responses of a base policy are a part of the query, in every form that a cell has, and no right answer', () => {
  const forms: [unknown, string[]][] = [
    ['One.', ['One.']],
    [
      ['One.', ' ', 'Two.'],
      ['One.', 'Two.'],
    ],
    ['["One.", "Two."]', ['One.', 'Two.']],
    ["['One.', 'Two.']", ['One.', 'Two.']],
    [
      [{ text: 'One.' }, { role: 'assistant', content: 'Two.' }],
      ['One.', 'Two.'],
    ],
    ['[1] is what the list says.', ['[1] is what the list says.']],
    ['[1, 2]', ['[1, 2]']],
  ];
  const told = { prompt: 'Say something.', response: 'Hm.' };
  const queryOf = (row: object) => {
    const read = readRow({ ...told, ...row });
    return read.ok ? read.row.group.query : read.reason;
  };
  for (const [given, expected] of forms) {
    for (const row of [{ par_references: given }, { extra_info: { par_references: given } }]) {
      const query = queryOf(row);
      assert.ok(typeof query === 'object', JSON.stringify(given));
      assert.deepEqual([query.par_references, query.references], [expected, []]);
    }
  }
  for (const nothing of [null, '', [], [' ']])
    assert.deepEqual(queryOf({ par_references: nothing }), queryOf({}));
  for (const wrong of [7, [7], [['One.']], { one: 1 }])
    assert.match(String(queryOf({ par_references: wrong })), /par_references: expected a text/);
  assert.match(String(queryOf({ par_references: Array(65).fill('x') })), /at most 64/);
});

test('labels are one for each response: a list of another length refuses its row', () => {
  const read = (correct: unknown, responses: unknown = ['4', '5']) =>
    readRow({ prompt: 'What is 2 + 2?', reference: '4', responses, correct });
  for (const wrong of [[true], [true, false, true], []]) {
    const result = read(wrong);
    assert.match(
      result.ok ? '' : result.reason,
      new RegExp(`^correct: ${wrong.length} labels for 2 responses`),
    );
  }
  for (const right of [[true, false], [null, true], true, null]) assert.ok(read(right).ok);
});
