import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from './read-row.ts';

function read(value: unknown, needsResponse = true) {
  const result = readRow(value, { needsResponse });
  if (!result.ok) assert.fail(result.reason);
  return result.row;
}

test('a defect met while one row is read refuses that row alone, and says so', () => {
  const row = {
    prompt: 'x',
    get response(): string {
      throw new TypeError('a defect');
    },
  };
  assert.deepEqual(readRow(row), {
    ok: false,
    reason: 'internal error while the row was read: TypeError: a defect',
    defect: true,
  });
});

test('an assistant turn that calls tools is the response, with what came back', () => {
  const call = {
    id: 'c1',
    type: 'function',
    function: { name: 'get_weather', arguments: '{"city":"Berlin"}' },
  };
  const asked = { role: 'user', content: 'weather in Berlin?' };
  const called = { role: 'assistant', content: null, tool_calls: [call] };
  const made = [{ id: 'c1', name: 'get_weather', arguments: { city: 'Berlin' } }];
  const one = read({ messages: [asked, called] }).group;
  assert.equal(one.query.messages.length, 1);
  assert.deepEqual(one.rollouts[0]?.steps?.[0]?.tool_calls, made);
  const turns = [
    asked,
    called,
    { role: 'tool', content: '12 C' },
    { role: 'assistant', content: 'It is 12 °C.' },
  ];
  const two = read({ messages: turns }).group.rollouts[0];
  assert.equal(two?.text, 'It is 12 °C.');
  assert.deepEqual(
    two?.steps?.map(({ role }) => role),
    ['assistant', 'tool', 'assistant'],
  );
  assert.deepEqual(read({ prompt: 'x', response: called }).group.rollouts[0]?.steps?.[0]?.tool_calls, made);
  assert.equal(read({ messages: turns, response: 'other' }).group.query.messages.length, 3);
});

test('references in the wrappings of data sets, and as text of a list', () => {
  const references = (row: object) =>
    read({ prompt: 'Name the capital.', response: 'x', ...row }).group.query.references;
  for (const row of [
    { ground_truth: { target: ['Rome', 'Roma'] } },
    { reference: '["Rome", "Roma"]' },
    { answers: { text: ['Rome', 'Roma'], answer_start: [0, 9] } },
    { answer: { value: 'Rome', aliases: ['Roma'] } },
    { reward_model: { ground_truth: { target: 'Rome' } }, references: ['Rome', 'Roma'] },
  ])
    assert.deepEqual(references(row), ['Rome', 'Roma']);
  assert.deepEqual(references({ prompt: 'Return the list.', reference: '["a", "b"]' }), ['["a", "b"]']);
  assert.deepEqual(references({ reference: '[1, 2]' }), ['[1, 2]']);
  assert.deepEqual(references({ reference: '(1, 2)' }), ['(1, 2)']);
  assert.deepEqual(references({ solution: 'So $x = \\boxed{\\frac{1}{2}}$.' }), ['\\frac{1}{2}']);
});

test('a default holds for rows whose column of that name says nothing, or something else', () => {
  const spec = { type: 'function', function: { name: 'add', parameters: {} } };
  const pinnedWith = (own: object) => {
    const defaults = { tools: ['exact-answer'], kind: 'chat' };
    const result = readRow({ prompt: 'x', response: 'y', ...own }, { defaults });
    assert.ok(result.ok);
    return [result.row.group.query.pinned, result.row.group.query.kind];
  };
  for (const tools of [undefined, null, '', [], '[]', [spec], spec, JSON.stringify([spec]), 7, 'calculator'])
    assert.deepEqual(pinnedWith({ tools }), [['exact-answer'], 'chat'], JSON.stringify(tools));
  for (const kind of [undefined, null, ''])
    assert.deepEqual(pinnedWith({ kind }), [['exact-answer'], 'chat']);
  assert.deepEqual(pinnedWith({ tools: ['other'], kind: 'math' }), [['other'], 'math']);
});

test('a mapping and defaults of the user', () => {
  const result = readRow(
    { query: 'What is 6*7?', gold: '42', output: '42' },
    {
      map: { prompt: 'query', reference: 'gold', response: 'output' },
      defaults: { kind: 'math.final-answer' },
    },
  );
  assert.ok(result.ok);
  const { query } = result.row.group;
  assert.deepEqual(
    [query.messages[0]?.content, query.references, query.kind],
    ['What is 6*7?', ['42'], 'math.final-answer'],
  );
  assert.equal(result.row.group.rollouts[0]?.text, '42');
});

test('steps beside the one response of a row are its trajectory, and the response is the last thing said', () => {
  const steps = [
    { role: 'assistant', tool_calls: [{ name: 'delete', arguments: { id: 3 } }] },
    { role: 'tool', content: 'deleted' },
  ];
  const said = [...steps, { role: 'assistant', content: 'Done.' }];
  const told = (fields: object) => read({ prompt: 'Clear out.', ...fields }).group.rollouts[0];
  for (const fields of [
    { steps, response: 'Done.' },
    { steps, responses: ['Done.'] },
    { steps: said, completion: 'Done.' },
    { response: { text: 'Done.', steps } },
  ]) {
    assert.equal(told(fields)?.text, 'Done.');
    assert.deepEqual(
      told(fields)?.steps?.map(({ role, content }) => [role, content]),
      [
        ['assistant', ''],
        ['tool', 'deleted'],
        ['assistant', 'Done.'],
      ],
    );
  }
  const parts = [
    { role: 'assistant', content: 'One.' },
    { role: 'assistant', content: 'Two.' },
  ];
  assert.equal(told({ steps: parts, response: 'One. Two.' })?.steps?.length, 2);
  assert.equal(told({ steps, response: { text: 'x', steps: parts } })?.steps?.length, 2);
  assert.equal(read({ prompt: 'x', steps, responses: ['a', 'b'] }).group.rollouts[0]?.steps, undefined);
});
