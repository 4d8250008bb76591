import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { fc } from '../../testing/fc.ts';
import { instructionConstraints } from './index.ts';
import { layoutChecks } from './layout.ts';

function value(id: string, kwargs: JsonObject, text: string): number | null {
  const query = { prompt: '', messages: [], references: [], constraints: [{ id, kwargs }] };
  const verdict = scoreOne(instructionConstraints.prepare(query, {}), { text });
  assert.ok('status' in verdict);
  return verdict.status === 'scored' ? verdict.value : null;
}

const VERSE = 'Rivers run.\nReeds bend.\nRain falls.\nRoots drink.';
const SORTS: Readonly<Record<string, readonly [JsonObject, readonly string[], readonly string[]]>> = {
  'layout:paragraphs': [
    { least: 2, most: 2 },
    [
      'One is here.\n\nTwo is here.',
      '# Title\n\nOne.\n\nTwo.',
      'On rivers\n\nOne is long.\n\nTwo is long.',
      'One.\nTwo.',
    ],
    ['One alone.', 'One.\n\nTwo.\n\nThree is here.', '\n\n---\n\n'],
  ],
  'layout:stanzas': [
    { least: 2, most: 2, lines: 2 },
    ['a b\nc d\n\ne f\ng h', 'Title\n\na b\nc d\n\ne f\ng h'],
    ['a b\nc d\n\ne f', 'a b\nc d', 'a b\nc d\n\ne f\ng h\n\ni j\nk l'],
  ],
  'layout:lines': [
    { least: 4, most: 4 },
    [VERSE, `Rain\n\n${VERSE}`, 'a b\nc d\n\ne f\ng h'],
    ['Rivers run.', `${VERSE}\nRest comes.`, 'a\nb\nc\n-\n'],
  ],
  'layout:numbered_items': [
    { least: 2 },
    ['1. oak\n2. elm', '1) oak\n2) elm\n3) ash', '**1. Oak**\nold\n**2. Elm**\nold'],
    ['- oak\n- elm', '1. oak', '1.\n2.'],
  ],
  'layout:list_items': [
    { least: 2, most: 2 },
    ['- oak\n- elm', '* oak\n* elm', '• oak\n• elm', '1. oak\n2. elm'],
    ['- oak', '- oak\n- elm\n- ash', 'oak\nelm', '-\n-'],
  ],
  'layout:line_start': [
    { letter: 'R' },
    [VERSE, VERSE.toLowerCase()],
    ['Rivers run.', `${VERSE}\nAnd sleep.`],
  ],
  'layout:acrostic': [
    { word: 'Oak' },
    ['Old it stands\nAll alone\nKing of the hill', '**Oak**\n\nOld\nAnd\nKind'],
    ['Oak', 'Old\nKing\nAlone', 'Old\nAll\nKind\nTree'],
  ],
  'layout:last_mark': [{ mark: '!' }, ['Go!', '"Go!"', 'Stop. **Go!**'], ['Go.', 'Go! Now.', '!?']],
  'layout:json_keys': [
    { keys: ['name', 'age'] },
    ['{"name":"Ann","age":3}', '```json\n{"age":3,"name":"Ann","job":"x"}\n```'],
    ['{"name":"Ann"}', '["name","age"]', 'name and age', '{"of":{"name":1,"age":2}}'],
  ],
  'layout:letter_case': [{ case: 'lower' }, ['árboles y ríos', 'straße 5'], ['Árboles', 'ein Haus', '5']],
};

test('every sort of layout is tried', () => {
  assert.deepEqual(Object.keys(SORTS).sort(), Object.keys(layoutChecks).sort());
});

for (const [id, [kwargs, kept, broken]] of Object.entries(SORTS))
  test(`${id}: kept and broken`, () => {
    for (const text of kept) assert.equal(value(id, kwargs, text), 1, text);
    for (const text of broken) assert.equal(value(id, kwargs, text), 0, text);
  });

test('so many paragraphs, lines and items as are written are counted', () => {
  const word = fc.constantFrom(
    'rivers run to the sea.',
    'old trees stand on the hill.',
    'rain falls on the roofs.',
  );
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 2, maxLength: 9 }),
      fc.integer({ min: 1, max: 9 }),
      (parts, wanted) => {
        const bound = { least: wanted, most: wanted };
        const holds = parts.length === wanted ? 1 : 0;
        assert.equal(value('layout:paragraphs', bound, parts.join('\n\n')), holds);
        assert.equal(value('layout:lines', bound, parts.join('\n')), holds);
        assert.equal(value('layout:list_items', bound, parts.map((part) => `- ${part}`).join('\n')), holds);
        assert.equal(
          value('layout:numbered_items', bound, parts.map((part, at) => `${at + 1}. ${part}`).join('\n')),
          holds,
        );
      },
    ),
  );
});

test('arguments that say nothing leave the response unscored, and hostile texts are answered', () => {
  assert.equal(value('layout:paragraphs', {}, 'x'), null);
  assert.equal(value('layout:acrostic', { word: 'a' }, 'x'), null);
  for (const [id, [kwargs]] of Object.entries(SORTS))
    for (const text of [
      '\n'.repeat(200_000),
      'a\n'.repeat(100_000),
      '1.'.repeat(100_000),
      '{'.repeat(100_000),
    ])
      assert.equal(typeof value(id, kwargs, text), 'number', id);
});
