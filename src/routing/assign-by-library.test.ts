import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInLibrary } from '../library/built-in.ts';
import { RlarError } from '../spec/errors.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import type { Recogniser } from '../spec/tool.ts';
import {
  agentTool,
  checkers,
  finds,
  libraryWith,
  lineTool,
  NO_COMMA,
  queryOf,
  summary,
} from '../testing/constraint-library.ts';
import { fc } from '../testing/fc.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { builtInTools } from '../tools/index.ts';
import { assignQuery } from './assign.ts';
import { gradingOptions } from './grading.ts';

test('no tool serves it, and it asks for nothing of the form: the kind is missing, or unknown', async () => {
  const plain = await assignQuery(queryOf({ prompt: 'Good morning! How are you today?' }), builtInLibrary());
  assert.deepEqual(plain.missing, [{ what: 'kind', name: 'chat' }]);
  const unknown = await assignQuery(queryOf({ prompt: 'The lamp.' }), builtInLibrary());
  assert.equal(unknown.missing, undefined);
  const code = 'Write a Python function that must return the sorted list, in at most 20 lines.';
  const sure = await assignQuery(queryOf({ prompt: code }), builtInLibrary());
  assert.deepEqual(sure.missing, [{ what: 'kind', name: 'code' }]);
});

test('the library recognises what we do not; the prompt is asked about once', async () => {
  const recogniser = finds('Let every third line rhyme.', () => ({ nth: 3 }));
  const library = libraryWith([lineTool(recogniser)]);
  const prompt =
    'Write a product description of a lantern. Do not use any commas. Let every third line rhyme.';
  for (const id of [1, 2]) {
    const made = summary(await assignQuery(queryOf({ prompt, id }), library));
    assert.deepEqual(made.tools, [
      ['instruction-constraints', { constraints: [NO_COMMA] }],
      ['line-count', { constraint: { id: 'lines:count', kwargs: { nth: 3 } } }],
    ]);
  }
  assert.equal(recogniser.asked, 1);
});

test('arguments that cannot be read leave the prompt unscored', async () => {
  const prompt =
    'Write a product description of a lantern. Do not use any commas. Let every third line rhyme.';
  const unread = await assignQuery(
    queryOf({ prompt }),
    libraryWith([lineTool(finds('Let every third line rhyme.', () => null))]),
  );
  assert.deepEqual(unread.tools, []);
});

for (const [what, parts] of [
  ['constraint', { id: 'line-count', constraint: 'lines:count' }],
  ['kind', { id: 'towers', kinds: ['reasoning.towers'] }],
] as const)
  test(`a recogniser of a ${what} that breaks is an error, which is not kept`, async () => {
    let broken = true;
    const prompt = 'Write a product description of a lantern. Do not use any commas.';
    const recogniser: Recogniser = {
      recognise: () =>
        broken ? Promise.reject(new RlarError('RLAR_SANDBOX_FAILED', 'boom')) : Promise.resolve([]),
    };
    const library = libraryWith([agentTool({ ...parts, kinds: [...(parts.kinds ?? [])], recogniser })]);
    await assert.rejects(() => assignQuery(queryOf({ prompt }), library), { code: 'RLAR_SANDBOX_FAILED' });
    broken = false;
    const made = await assignQuery(queryOf({ prompt }), library);
    assert.deepEqual(
      checkers(made).map(({ id }) => id),
      ['instruction-constraints'],
    );
  });

test('a tool that may not be chosen decides nothing: rewards are as without it', async () => {
  const prompts = [
    { prompt: 'What is the capital of Peru?', reference: 'Lima' },
    { prompt: 'Write a product description of a lantern. Do not use any commas.' },
    { prompt: 'Tom has 3 bags with 4 apples each. How many apples does Tom have?', reference: '12' },
  ];
  for (const row of prompts) {
    const everything = finds(row.prompt, () => ({}));
    const tools = [
      agentTool({ id: 'towers', kinds: ['reasoning.towers'], recogniser: everything }),
      lineTool(everything),
    ];
    const without = summary(await assignQuery(queryOf(row), builtInLibrary()));
    assert.ok(without.tools.length > 0);
    for (const report of [{ provisional: true }, { admitted: false }])
      assert.deepEqual(summary(await assignQuery(queryOf(row), libraryWith(tools, report))), without);
    const needing = [
      agentTool({ id: 'towers', needs: ['schema'], kinds: ['reasoning.towers'], recogniser: everything }),
    ];
    assert.deepEqual(summary(await assignQuery(queryOf(row), libraryWith(needing))), without);
  }
});

test('the one that reads more of the same words is heard', async () => {
  const words = 'Use at least 40 words per verse';
  const library = libraryWith([lineTool(finds(words, () => ({ words: 40 })))]);
  const prompt = `Write a product description of a lantern. ${words}. Do not use any commas.`;
  const made = summary(await assignQuery(queryOf({ prompt }), library));
  assert.deepEqual(
    made.tools.map(([id]) => id),
    ['instruction-constraints', 'line-count'],
  );
  assert.deepEqual(made.tools[0]?.[1], { constraints: [NO_COMMA] });
});

test('a kind tool that recognises the prompt decides its kind', async () => {
  const puzzle = agentTool({
    id: 'towers',
    kinds: ['reasoning.towers'],
    recogniser: finds('Move the discs'),
  });
  const prompt = 'Move the discs from the left peg to the right one.';
  const made = await assignQuery(queryOf({ prompt }), libraryWith([puzzle]));
  assert.equal(made.kind, 'reasoning.towers');
  assert.equal(made.rung, 'recogniser');
  assert.equal(made.tools[0]?.id, 'towers');
  const other = await assignQuery(
    queryOf({ prompt: 'who wrote the novel emma', reference: 'Jane Austen' }),
    libraryWith([puzzle]),
  );
  assert.equal(other.kind, 'qa.short-answer');
  const defined = await assignQuery(queryOf({ prompt, tests: ['assert f() == 1'] }), libraryWith([puzzle]));
  assert.equal(defined.kind, 'code.unit-tests');
  const hinted = await assignQuery(queryOf({ prompt, task: 'translation' }), libraryWith([puzzle]));
  assert.equal(hinted.kind, 'translation');
});

test('two kinds recognised: the better evidence decides, and where it is equal nobody knows', async () => {
  const towers = agentTool({
    id: 'towers',
    kinds: ['reasoning.towers'],
    recogniser: finds('Move the discs'),
  });
  const pegs = agentTool({ id: 'pegs', kinds: ['reasoning.pegs'], recogniser: finds('Move the discs') });
  const prompt = 'Move the discs from the left peg to the right one.';
  const tie = await assignQuery(queryOf({ prompt }), libraryWith([towers, pegs]));
  assert.equal(tie.kind, null);
  assert.match(tie.reason, /both recognise/);
  const dearer = agentTool({
    id: 'pegs',
    kinds: ['reasoning.pegs'],
    costPer1000: 3,
    recogniser: finds('Move the discs'),
  });
  assert.equal(
    (await assignQuery(queryOf({ prompt }), libraryWith([towers, dearer]))).kind,
    'reasoning.towers',
  );
});

test('hostile prompts get an assignment', async () => {
  const library = libraryWith([lineTool(finds('x', () => ({})))]);
  const prompts = [
    'x'.repeat(1_000_000),
    '"\'“'.repeat(5_000),
    '\ud800 do not use any commas \u202e',
    '\u0000',
  ];
  for (const prompt of prompts) {
    const made = await assignQuery(queryOf({ prompt, task: 'ifeval' }), library);
    assert.match(made.kind ?? '', /^instruction-following/, prompt.slice(0, 40));
    if (prompt.includes('commas'))
      assert.ok(made.tools.length > 0, 'a demand among hostile characters is still read');
  }
});

test('property: what a run says of grading comes to options that each tool takes, and to none where it says nothing', async () => {
  const asked = toToolQuery({ references: ['1,250'], expected_calls: [{ name: 'f', arguments: {} }] });
  const said = fc.record({
    partialCredit: fc.boolean(),
    strictToolCalls: fc.boolean(),
    numberLocale: fc.constantFrom(null, 'de', 'en-GB', 'fr', 'fa', ''),
  });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...builtInTools), said, async (tool, grading) => {
      const { id, range } = tool.declaration;
      const options = gradingOptions(tool.declaration, grading);
      const verdict = await scoreOne(tool.prepare(asked, options), { text: '[{"name":"f","arguments":{}}]' });
      if (verdict.status === 'unscored') assert.doesNotMatch(verdict.reason, /^Options of/, id);
      if (verdict.status === 'scored') assert.ok(verdict.value >= range[0] && verdict.value <= range[1], id);
    }),
    { numRuns: 60 },
  );
  const nothing = { partialCredit: false, strictToolCalls: false, numberLocale: null };
  for (const { declaration } of builtInTools) assert.deepEqual(gradingOptions(declaration, nothing), {});
});
