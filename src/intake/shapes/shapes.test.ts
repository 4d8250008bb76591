import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { query } from '../../spec/query.ts';
import { fc } from '../../testing/fc.ts';
import { readRow } from '../read-row.ts';
import { defineShape } from '../shape.ts';
import { SHAPES } from './index.ts';

const rows = globSync('fixtures/*.jsonl', { cwd: import.meta.dirname }).flatMap((file) =>
  readFileSync(join(import.meta.dirname, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>),
);

test('the published shapes are what a user may write', () => {
  for (const shape of SHAPES) assert.deepEqual(defineShape(shape), shape);
});

const cell = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    '',
    '[',
    "['a' 'b']",
    '{"func_name": "validate_end"}',
    "[{'instruction_id': [1]}]",
    '####',
    '\\boxed{',
    '<tool_call>{</tool_call>',
    -1,
    1e300,
    [null],
    [[]],
    {},
  ),
);

test('whatever stands in the columns, a row is read or refused, and a query is a query', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...rows),
      fc.array(fc.tuple(fc.nat(), cell), { minLength: 1, maxLength: 3 }),
      (row, changes) => {
        const names = Object.keys(row);
        const changed = { ...row };
        for (const [at, value] of changes) changed[names[at % names.length]!] = value;
        const read = readRow(changed);
        if (!read.ok) return assert.equal(read.defect, undefined, read.reason);
        return assert.ok(query.safeParse(read.row.group.query).success, JSON.stringify(read.row.group.query));
      },
    ),
    { numRuns: 3_000 },
  );
});

test('columns in another order, null columns and columns nobody knows change no query', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.infiniteStream(fc.nat()), (row, keys) => {
      const order = new Map(Object.keys(row).map((name) => [name, keys.next().value as number]));
      const sentences = Object.keys(row).some((name) => name.startsWith('sentence_'));
      // Of two columns `sentence_…` the first is the source.
      const names = sentences
        ? Object.keys(row)
        : Object.keys(row).toSorted((one, other) => order.get(one)! - order.get(other)!);
      const shuffled = Object.fromEntries([
        ...names.map((name) => [name, row[name]]),
        ['__index_level_0__', 3],
        ['policy', null],
      ]);
      const [one, other] = [readRow(row), readRow(shuffled)];
      assert.ok(one.ok && other.ok);
      assert.equal(other.row.shape?.name, one.row.shape?.name);
      assert.deepEqual(other.row.group.query, one.row.group.query);
    }),
  );
});

test('rows as a CSV of a data frame has them keep their query where every cell is text', () => {
  const texts = rows.filter((row) => Object.values(row).every((value) => typeof value !== 'boolean'));
  for (const row of texts) {
    const cells = Object.entries(row).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null
        ? JSON.stringify(value)
        : value === null
          ? null
          : String(value),
    ]);
    const [one, other] = [readRow(row), readRow(Object.fromEntries(cells))];
    assert.ok(one.ok);
    assert.ok(other.ok, `${JSON.stringify(row).slice(0, 200)}: ${other.ok ? '' : other.reason}`);
    assert.equal(other.row.shape?.name, one.row.shape?.name, JSON.stringify(row).slice(0, 200));
    assert.deepEqual(other.row.group.query, one.row.group.query, JSON.stringify(row).slice(0, 200));
  }
});

test('a shape of the user is tried first, and its own fields are held to their form', () => {
  const quiz = defineShape({
    name: 'our-quiz',
    when: { stem: 'text', picks: 'texts', right: 'index' },
    read: {
      prompt: { as: 'options', of: ['stem', 'picks'] },
      reference: { as: 'letter', of: ['right', 'picks'] },
    },
    kind: 'choice',
  });
  const read = readRow(
    { stem: 'Which is red?', picks: ['sky', 'blood'], right: 1, response: 'B' },
    { shapes: [quiz] },
  );
  assert.ok(read.ok);
  assert.equal(read.row.shape?.name, 'our-quiz');
  assert.deepEqual(read.row.group.query.references, ['B']);
  assert.throws(() => defineShape({ ...quiz, when: { stem: 'word' as never } }), /our-quiz.*when/);
  assert.throws(
    () => defineShape({ ...quiz, read: { prompt: { as: 'nothing' as never, of: 'stem' } } }),
    /our-quiz/,
  );
});
