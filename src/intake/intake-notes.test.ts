import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessField } from './guess-field.ts';
import { IntakeNotes } from './intake-notes.ts';
import { readRow } from './read-row.ts';

function notesOf(rows: readonly object[], map: Record<string, string> = {}): IntakeNotes {
  const notes = new IntakeNotes(map);
  for (const row of rows) {
    const read = readRow(row, { map });
    if (!read.ok) assert.fail(read.reason);
    notes.add(read.row);
  }
  return notes;
}

test('columns that nobody read are named once, with what was meant', () => {
  const row = { promt: 'What is 6*7?', reference: '42', response: '42', difficulty: 3 };
  const lines = notesOf([row, row, row]).lines();
  assert.equal(lines.filter((line) => line.includes('promt')).length, 1);
  assert.match(lines[0]!, /promt \(did you mean prompt\? --map prompt=promt\), difficulty/);
  assert.match(lines[1]!, /3 of 3 rows have no prompt/);
  assert.deepEqual(notesOf([row], { prompt: 'promt' }).lines(), ['columns that were not read: difficulty']);
});

test('ids that stand twice, columns that hold something else, and mappings of nothing are said', () => {
  const row = { id: 'a', prompt: 'x', reference: 'y', response: 'y', tools: 3 };
  const lines = notesOf([row, { ...row, tools: null }], { messages: 'chat' }).lines();
  assert.match(lines.join('\n'), /tools was not read in 1 rows: expected a list of tool ids/);
  const specs = { ...row, id: 'b', tools: [{ type: 'function', function: { name: 'f' } }] };
  assert.deepEqual(notesOf([specs]).lines(), []);
  assert.match(lines.join('\n'), /more than once: a/);
  assert.match(lines.join('\n'), /--map messages=chat: no row has a column chat/);
});

test('rows are counted by their shape, whose columns are no surprise', () => {
  const mmlu = { question: 'Which?', subject: 's', choices: ['a', 'b'], answer: 1, response: 'B' };
  const notes = notesOf([mmlu, mmlu, { prompt: 'x', response: 'y' }]);
  assert.deepEqual(
    [...notes.shapes],
    [
      ['mmlu', 2],
      ['', 1],
    ],
  );
  assert.deepEqual(notes.lines(), []);
});

test('a guess names a field that the row lacks', () => {
  const lacks = new Set<string>();
  const cases: [string, string | null][] = [
    ['promt', 'prompt'],
    ['Prompts', 'prompt'],
    ['query', 'prompt'],
    ['generation', 'response'],
    ['respones', 'response'],
    ['gold_answer', 'reference'],
    ['awnser', 'answer'],
    ['difficulty', null],
    ['id2', null],
    ['', null],
  ];
  for (const [column, field] of cases) assert.equal(guessField(column, lacks), field, column);
  assert.equal(guessField('promt', new Set(['prompt'])), null);
});
