import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from '../read-row.ts';

const SPEC = {
  type: 'function',
  function: {
    name: 'find_boat',
    parameters: { type: 'object', properties: { berths: { type: 'integer' } } },
  },
};
const WANTED = [{ name: 'find_boat', arguments: { berths: 4, home: 'Ems' } }];

function queryOf(row: object) {
  const read = readRow({ prompt: 'A boat with four berths at home in Ems?', response: 'x', ...row });
  assert.ok(read.ok, JSON.stringify(read));
  return read.row.group.query;
}

const FORMS: readonly unknown[] = [
  WANTED,
  WANTED[0],
  JSON.stringify(WANTED),
  JSON.stringify(WANTED[0]),
  [
    {
      id: 'c',
      type: 'function',
      function: { name: 'find_boat', arguments: JSON.stringify(WANTED[0]!.arguments) },
    },
  ],
  [{ name: 'find_boat', parameters: WANTED[0]!.arguments }],
  `<tool_call>${JSON.stringify(WANTED[0])}</tool_call>`,
  '[find_boat(berths=4, home="Ems")]',
  'find_boat(berths=4, home="Ems")',
  [{ find_boat: { berths: 4, home: 'Ems' } }],
  { find_boat: { berths: 4, home: 'Ems' } },
];
const SPECS: readonly object[] = [
  { tools: [SPEC] },
  { tools: JSON.stringify([SPEC]) },
  { functions: [SPEC.function] },
  { available_tools: [{ name: 'find_boat', input_schema: {} }] },
];

test('calls are read in every form, under every name, and are then no words to be compared', () => {
  for (const form of FORMS)
    for (const specs of SPECS)
      for (const column of ['reference', 'answer', 'ground_truth', 'expected_calls', 'expected_tool_calls']) {
        const query = queryOf({ ...specs, [column]: form });
        assert.deepEqual(query.expected_calls, WANTED, `${column}: ${JSON.stringify(form)}`);
        assert.deepEqual(query.references, []);
        assert.equal(query.pinned, undefined);
      }
  const both = queryOf({ tools: [SPEC], expected_calls: WANTED, reference: JSON.stringify(WANTED) });
  assert.deepEqual([both.expected_calls, both.references], [WANTED, []]);
});

test('no call is wanted where the row says so, and only where it is about calls', () => {
  for (const none of [[], '[]', 'no_call', 'No tool call needed', 'none', 'NONE.'])
    assert.deepEqual(queryOf({ tools: [SPEC], reference: none }).expected_calls, [], JSON.stringify(none));
  for (const answer of ['none', 'No call', 'nothing'])
    assert.equal(queryOf({ reference: answer }).expected_calls, undefined);
});

test('what is no call of a described function stays an answer', () => {
  for (const answer of [
    'There are two boats.',
    '{"name": "Alk", "berths": 4}',
    '4',
    'find_ship(berths=4)',
    { Alk: 4 },
  ]) {
    const query = queryOf({ tools: [SPEC], reference: answer });
    assert.equal(query.expected_calls, undefined, JSON.stringify(answer));
    assert.equal(query.references.length, 1);
  }
  assert.equal(queryOf({ reference: '{"name": "Alk"}' }).expected_calls, undefined);
});

test('tools that are ids pin them', () => {
  assert.deepEqual(queryOf({ tools: ['final-number'], reference: '4' }).pinned, ['final-number']);
});
