import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from '../intake/read-row.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { referenceShape } from '../reading/reference-shape.ts';
import type { Query } from '../spec/query.ts';
import { queryKey, withoutHints } from '../spec/query-key.ts';
import { assignQuery } from './assign.ts';

const library = builtInLibrary();
function queryOf(row: object): Query {
  const read = readRow(row, { needsResponse: false });
  if (!read.ok) assert.fail(read.reason);
  return read.row.group.query;
}
async function assigned(row: object, hints = true): Promise<[string | null, string]> {
  const { kind, tools } = await assignQuery(hints ? queryOf(row) : withoutHints(queryOf(row)), library);
  return [kind, tools.map((tool) => tool.id).join('+')];
}

test('what a query carries defines its kind', async () => {
  const prompt = 'Write something.';
  assert.deepEqual(await assigned({ prompt, instruction_id_list: ['punctuation:no_comma'], kwargs: [{}] }), [
    'instruction-following.constraints',
    'instruction-constraints+beyond-form',
  ]);
  assert.equal((await assigned({ prompt, tests: ['assert f() == 1'] }))[0], 'code.unit-tests');
  assert.equal((await assigned({ prompt, expected_calls: [{ name: 'f', arguments: {} }] }))[0], 'tool-calls');
  assert.equal((await assigned({ prompt, schema: { type: 'object' } }))[0], 'instruction-following.json');
  assert.deepEqual(await assigned({ prompt: 'Good morning.', pair: 'en-de', reference: 'Guten Morgen.' }), [
    'translation',
    'translation',
  ]);
});

test('prompt and reference together decide the detail', async () => {
  const apples = 'Tom has 3 bags with 4 apples each. How many apples does Tom have?';
  assert.deepEqual(await assigned({ prompt: apples, reference: '12' }), [
    'math.final-number',
    'final-number',
  ]);
  assert.equal(
    (await assigned({ prompt: 'Solve $x^2 = 2$ for positive $x$.', reference: '\\sqrt{2}' }))[0],
    'math.final-answer',
  );
  assert.equal(
    (await assigned({ prompt: 'who wrote the novel emma', reference: 'Jane Austen' }))[0],
    'qa.short-answer',
  );
  assert.equal((await assigned({ prompt: '', reference: '$\\frac{1}{2}$' }))[0], 'math.final-answer');
});

test('nothing fits: no tools, and a reason; never a default', async () => {
  const { tools, reason, rung } = await assignQuery(queryOf({ prompt: 'Write a poem about rain.' }), library);
  assert.deepEqual(tools, []);
  assert.equal(rung, 'none');
  assert.match(reason, /no tool of the library serves|no kind is likely/);
});

test('hints and pins win, and hints can be ignored', async () => {
  const row = { prompt: 'Say it.', reference: '12', task: 'gsm8k' };
  assert.equal((await assigned(row))[0], 'math.final-number');
  const { rung } = await assignQuery(queryOf(row), library);
  assert.equal(rung, 'hint');
  assert.notEqual((await assignQuery(withoutHints(queryOf(row)), library)).rung, 'hint');
  assert.deepEqual((await assigned({ ...row, tools: ['exact-answer'] }))[1], 'exact-answer');
  await assert.rejects(() => assigned({ ...row, tools: ['nobody'] }), { code: 'RLAR_TOOL_UNAVAILABLE' });
});

test('a query is the same query whatever stands beside it', async () => {
  const row = { prompt: 'x', reference: 'y' };
  const key = queryKey(queryOf(row));
  assert.match(key, /^[0-9a-f]{32}$/);
  assert.equal(
    queryKey(queryOf({ ...row, id: 7, response: 'z', correct: true, extra_info: { index: 9 }, uid: 'u' })),
    key,
  );
  assert.notEqual(queryKey(queryOf({ ...row, reference: 'w' })), key);
  const told = queryOf({ ...row, task: 'math', data_source: 'gsm8k' });
  assert.notEqual(queryKey(told), key);
  assert.equal(queryKey(withoutHints(told)), key);
});

test('shapes of references', async () => {
  const shapes: [string[], string][] = [
    [['1,250'], 'number'],
    [['$18'], 'number'],
    [['\\frac{1}{2}'], 'math'],
    [['$x = 11$'], 'math'],
    [['1,2,\\ldots,n'], 'math'],
    [['2, 4, \\dots'], 'math'],
    [['2x(x-2)(x+2)'], 'math'],
    [['(a+1)(b-1)'], 'math'],
    [['O(n log n)'], 'short-text'],
    [['4b(c)'], 'short-text'],
    [['user_id'], 'token'],
    [['304_5'], 'short-text'],
    [['[1, 2]'], 'value'],
    [['Jane Austen', 'Austen'], 'short-text'],
    [
      [
        'They paid $2 million for it and $3 million for the rest of the whole estate, said the owner on Friday.',
      ],
      'long-text',
    ],
    [
      [
        'Indeed it is',
        'It is a long sentence with far more than fifteen words in it, so that it is not short any more at all.',
      ],
      'long-text',
    ],
    [[], 'none'],
  ];
  for (const [references, shape] of shapes)
    assert.equal(referenceShape(references, ''), shape, references[0]);
});

test('a tool that a user named for a kind does not take the place of one that was measured', async () => {
  const measured = library.require('math-equivalence');
  const declaration = {
    ...measured.card,
    id: 'whole-numbers',
    kinds: ['math.final-answer'],
    provenance: { origin: 'user' as const },
  };
  const gate = { gate: 'G1', name: 'run', outcome: 'passed' as const, cases: 40 };
  const labelled = (items: number) => [
    { set: 'samples', items, scored: items, accuracy: 1, falsePositives: 0, falseNegatives: 0 },
  ];
  for (const items of [0, 40]) {
    const evidence = {
      tool: 'whole-numbers',
      version: declaration.version,
      source: 'x',
      gates: [gate],
      labelled: items > 0 ? labelled(items) : [],
      admitted: true,
      provisional: false,
    };
    const mine = { tool: { declaration, prepare: measured.tool.prepare }, evidence };
    const query = queryOf({ prompt: 'Solve $2x = 1$.', reference: '\\frac{1}{2}' });
    const { tools } = await assignQuery(query, builtInLibrary([mine]));
    assert.deepEqual(
      tools.map(({ id }) => id),
      ['math-equivalence'],
      `${items} samples`,
    );
  }
});

test('a pin may set options of its tool; what the tool does not know stands in the assignment, and scores nothing', async () => {
  const assigned = async (pin: string) => {
    const { tools } = await assignQuery(queryOf({ prompt: '2 + 2?', reference: '4', tools: [pin] }), library);
    return tools[0]!;
  };
  assert.deepEqual((await assigned('tool-calls?value=graded')).options, { value: 'graded' });
  assert.deepEqual((await assigned('exact-answer?case=true&__proto__=1')).options, {
    case: true,
    ['__proto__']: 1,
  });
  assert.equal((await assigned('exact-answer')).options, undefined);
  await assert.rejects(assigned('nobody?value=1'), /nobody/);
});

test('what a writer is asked goes by operation; a gap with a short answer is a question; without the original nobody is paid', async () => {
  const around = (mark: string) =>
    `Fill in the blank in this text.\n\nThe ferry left at nine, though nobody on the pier had expected it to leave.\n\n${mark}\n\nWhen it came back, the lamp was out.`;
  const reference =
    'All night long it circled the bay. The keeper counted its lights from the tower, and wrote them down one by one, until the ink froze.';
  assert.deepEqual(await assigned({ prompt: around('[fill in the blank]'), reference }), [
    'writing.cloze',
    'writing',
  ]);
  assert.deepEqual(await assigned({ prompt: around('[fill in the blank]') }), ['writing.cloze', '']);
  const [kind] = await assigned({
    prompt: 'Fill in the blank: the capital of France is ____.',
    reference: 'Paris',
  });
  assert.doesNotMatch(kind ?? '', /writing/);
  const edit =
    'Rewrite the draft.\n\ncontent:\nThe town was nice.\n\ncritique:\nShow the town, do not praise it.';
  assert.deepEqual(await assigned({ prompt: edit, reference }), ['writing.edit', 'writing']);
  assert.notEqual((await assigned({ prompt: edit, reference, task: 'translation' }))[0], 'writing.edit');
});
