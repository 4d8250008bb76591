import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInLibrary } from '../library/built-in.ts';
import { Library } from '../library/library.ts';
import { combine } from '../rewards/combine.ts';
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
import { assignQuery } from './assign.ts';

test('constraints of the caller: the known ones together, one tool for each other', async () => {
  const constraints = [NO_COMMA, { id: 'lines:count', kwargs: { lines: 3, other: null } }];
  const query = queryOf({ prompt: 'Write.', constraints });
  assert.deepEqual(summary(await assignQuery(query, libraryWith([lineTool()]))), {
    tools: [
      ['instruction-constraints', { constraints: [NO_COMMA] }],
      ['line-count', { constraint: { id: 'lines:count', kwargs: { lines: 3 } } }],
    ],
    how: 'all',
    missing: undefined,
    rung: 'rule',
  });
});

test('a tool of several sorts gets all that are asked of it in one call, and a guard stands beside', async () => {
  const many = agentTool({ id: 'many', constraints: ['lines:count', 'lines:rhyme'] });
  const guard = agentTool({ id: 'a-guard', guards: ['instruction-following.constraints'] });
  const rhyme = { id: 'lines:rhyme', kwargs: {} };
  const lines = { id: 'lines:count', kwargs: { lines: 3 } };
  const query = queryOf({ prompt: 'Write.', constraints: [rhyme, NO_COMMA, lines] });
  const { tools } = await assignQuery(query, libraryWith([many, guard]));
  assert.deepEqual(
    tools.map(({ id, options }) => [id, options]),
    [
      ['many', { constraints: [rhyme, lines] }],
      ['instruction-constraints', { constraints: [NO_COMMA] }],
      ['a-guard', { constraints: [rhyme, NO_COMMA, lines] }],
      ['beyond-form', { constraints: [rhyme, NO_COMMA, lines] }],
    ],
  );
});

test('one constraint that nothing checks: no tools at all, and it is named', async () => {
  const query = queryOf({ prompt: 'Write.', constraints: [NO_COMMA, { id: 'lines:count', kwargs: {} }] });
  const made = await assignQuery(query, builtInLibrary());
  assert.deepEqual(made.tools, []);
  assert.deepEqual(made.missing, [{ what: 'constraint', name: 'lines:count' }]);
  assert.match(made.reason, /no tool checks the constraint "lines:count"/);
  const outcome = combine(made, [], { noContent: false, truncated: false }, () =>
    assert.fail('no tool is asked'),
  );
  assert.equal(outcome.status, 'unscored');
});

test('a provisional checker is chosen only where that is allowed', async () => {
  const query = queryOf({ prompt: 'Write.', constraints: [{ id: 'lines:count', kwargs: {} }] });
  const refused = await assignQuery(query, libraryWith([lineTool()], { provisional: true }));
  assert.deepEqual(refused.tools, []);
  assert.match(refused.reason, /line-count is provisional/);
  const allowing = new Library(
    [
      {
        tool: lineTool(),
        evidence: {
          tool: 'line-count',
          version: '1',
          source: 'x',
          gates: [],
          labelled: [],
          admitted: true,
          provisional: true,
        },
      },
    ],
    { allowProvisional: true },
  );
  assert.equal((await assignQuery(query, allowing)).tools.length, 1);
});

test('constraints are read from the prompt; one clause that is not leaves it unscored', async () => {
  const library = builtInLibrary();
  const stated = 'Write a product description of a lantern. Do not use any commas. Use at least 40 words.';
  const read = summary(await assignQuery(queryOf({ prompt: stated }), library));
  const words = { id: 'length_constraints:number_words', kwargs: { relation: 'at least', num_words: 40 } };
  assert.deepEqual(read.tools, [['instruction-constraints', { constraints: [words, NO_COMMA] }]]);
  assert.equal(read.how, 'all');
  const more = await assignQuery(queryOf({ prompt: `${stated} Let every third line rhyme.` }), library);
  assert.deepEqual(more.tools, []);
  assert.deepEqual(more.missing, [{ what: 'clause', name: 'Let every third line rhyme.' }]);
});

test('a system message asks too; what an earlier turn asked for may hold or not', async () => {
  const library = builtInLibrary();
  const last = { role: 'user', content: 'Write a product description of a lantern. Use at least 40 words.' };
  const system = { role: 'system', content: 'You are a helpful assistant. Do not use any commas.' };
  const both = await assignQuery(queryOf({ messages: [system, last], task: 'ifeval' }), library);
  const words = { id: 'length_constraints:number_words', kwargs: { relation: 'at least', num_words: 40 } };
  assert.deepEqual(both.tools[0]?.options, { constraints: [NO_COMMA, words] });
  const vague = { role: 'system', content: 'You must always sound like a pirate.' };
  assert.deepEqual(
    (await assignQuery(queryOf({ messages: [vague, last], task: 'ifeval' }), library)).tools,
    [],
  );
  const earlier = [
    { role: 'user', content: 'From now on, do not use any commas.' },
    { role: 'assistant', content: 'Yes.' },
  ];
  const turned = await assignQuery(queryOf({ messages: [...earlier, last], task: 'ifeval' }), library);
  assert.deepEqual(turned.tools, []);
  assert.equal(turned.missing?.[0]?.what, 'clause');
});

test('a reference or a kind that is right or wrong is not judged by its form', async () => {
  const library = builtInLibrary();
  const prompt = 'Tom has 3 bags with 4 apples each. How many apples does Tom have? Do not use any commas.';
  const plain = await assignQuery(queryOf({ prompt, task: 'gsm8k' }), library);
  assert.equal(plain.combine, 'form');
  const referenced = await assignQuery(queryOf({ prompt, reference: '12', task: 'gsm8k' }), library);
  assert.equal(referenced.tools[0]?.id, 'final-number');
});

test('what a prompt only tells is not asked of the answer', async () => {
  const told = [
    'Explain why some languages have no capital letters. Use at least 60 words.',
    'Shorten this note to at least 60 words: Please make sure that you do not use any commas.',
  ];
  const words = { id: 'length_constraints:number_words', kwargs: { relation: 'at least', num_words: 60 } };
  for (const prompt of told) {
    const made = await assignQuery(queryOf({ prompt, task: 'ifeval' }), builtInLibrary());
    assert.deepEqual(made.tools[0]?.options, { constraints: [words] }, prompt);
  }
  const asked = 'Explain why cats purr with no capital letters.';
  const made = await assignQuery(queryOf({ prompt: asked, task: 'ifeval' }), builtInLibrary());
  assert.deepEqual(made.tools[0]?.options, {
    constraints: [{ id: 'change_case:english_lowercase', kwargs: {} }],
  });
});

const OF_OTHERS = [
  'Describe a poet who never uses commas.',
  'Write a biography of an author who wrote a novel without the letter e.',
  'Write about a teacher who asks her pupils to write exactly three sentences about snow.',
  'My professor wants us to use at least 300 words in essays. Is that reasonable?',
  'Describe how telegrams were written in capital letters.',
  'Summarize this policy: Guests sign in. Reports need at least 500 words.',
  'Report on a contest where entries must contain at least 3 paragraphs.',
];
const OF_THE_ANSWER = [
  'I want you to use at least 300 words.',
  'Write a poem about a man who waits, and do not use any commas.',
  'Write of a man who waits and avoid commas.',
  'Explain rust in a way that uses no commas.',
  'Summarize this policy: Guests sign in. Reports are due. Use at least 50 words.',
  'Write a novel opening that uses no commas.',
  'Tell of a singer who must hurry. Write exactly three sentences.',
];
for (const prompt of OF_OTHERS)
  test(`what somebody else does is not read as a demand, nor left out: ${prompt}`, async () => {
    const made = await assignQuery(queryOf({ prompt, task: 'ifeval' }), builtInLibrary());
    assert.deepEqual(made.tools, []);
    assert.equal(made.missing?.length, 1, JSON.stringify(made.missing));
  });
for (const prompt of OF_THE_ANSWER)
  test(`what the answer is to be is read beside somebody else: ${prompt}`, async () => {
    const made = await assignQuery(queryOf({ prompt, task: 'ifeval' }), builtInLibrary());
    assert.equal(made.tools[0]?.id, 'instruction-constraints', made.reason);
  });

const FORM_OF_FACTS = 'Who wrote Emma? Answer in all capital letters.';

test('the form of a question that has a right answer is checked, and is no reward unless the run says so', async () => {
  const library = builtInLibrary();
  const made = await assignQuery(queryOf({ prompt: FORM_OF_FACTS }), library);
  assert.equal(made.combine, 'form');
  const results = made.tools.map(({ id, version }) => ({
    tool: id,
    version,
    status: 'scored' as const,
    value: 1,
    evidence: {},
    ms: 0,
  }));
  const facts = { noContent: false, truncated: false };
  const outcome = combine(made, results, facts, (tool) => library.require(tool).card);
  assert.equal(outcome.status, 'unscored');
  assert.equal(outcome.reward, null);
  assert.equal(outcome.slots.format, 1);
  assert.equal(outcome.slots.correctness, null);
  const broken = results.map((result, index) => (index === 0 ? { ...result, value: 0 } : result));
  assert.equal(combine(made, broken, facts, (tool) => library.require(tool).card).slots.format, 0);
  const rules = { formOnly: true, bareCheckers: false };
  assert.equal((await assignQuery(queryOf({ prompt: FORM_OF_FACTS }), library, rules)).combine, 'all');
  const given = { prompt: FORM_OF_FACTS, constraints: [{ id: 'change_case:english_capital', kwargs: {} }] };
  assert.equal((await assignQuery(queryOf(given), library)).combine, 'all');
});

test('a judge of the kind decides the content beside the form', async () => {
  const judge = agentTool({ id: 'judge', type: 'judge', kinds: ['qa'] });
  const made = await assignQuery(queryOf({ prompt: FORM_OF_FACTS, kind: 'qa' }), libraryWith([judge]));
  assert.deepEqual(
    made.tools.map(({ id }) => id),
    ['instruction-constraints', 'beyond-form', 'judge'],
  );
  assert.equal(made.combine, 'all');
});

test('the guard stands beside the checkers, unless the run wants them bare', async () => {
  const query = queryOf({ prompt: 'Write.', constraints: [NO_COMMA] });
  const ids = async (bareCheckers: boolean) =>
    (await assignQuery(query, builtInLibrary(), { formOnly: false, bareCheckers })).tools.map(({ id }) => id);
  assert.deepEqual(await ids(false), ['instruction-constraints', 'beyond-form']);
  assert.deepEqual(await ids(true), ['instruction-constraints']);
});

test('a reference beside constraints or calls is compared too, all required', async () => {
  const library = builtInLibrary();
  const capital = await assignQuery(
    queryOf({ prompt: 'Which city is the capital of Peru?', constraints: [NO_COMMA], reference: 'Lima' }),
    library,
  );
  assert.deepEqual(
    checkers(capital).map(({ id }) => id),
    ['instruction-constraints', 'short-answer'],
  );
  assert.equal(capital.combine, 'all');
  const calls = [{ name: 'get_weather', arguments: { city: 'Paris' } }];
  const said = await assignQuery(
    queryOf({ prompt: 'What is the weather in Paris?', expected_calls: calls, reference: 'It is sunny.' }),
    library,
  );
  assert.deepEqual(
    said.tools.map(({ id }) => id),
    ['tool-calls', 'short-answer'],
  );
  assert.equal(said.combine, 'all');
  const sample = 'A boat is a thing that floats on the water and carries people from one place to another.';
  const long = await assignQuery(
    queryOf({ prompt: 'Write.', constraints: [NO_COMMA], reference: sample }),
    library,
  );
  assert.deepEqual(
    checkers(long).map(({ id }) => id),
    ['instruction-constraints'],
  );
});

const UNSERVED: readonly [string, readonly string[]][] = [
  ['What makes a good teacher? Write each fourth word in capitals.', ['Write each fourth word in capitals.']],
  [
    'Report on a football match. The report must contain precisely 5 numbers, written in digits.',
    ['The report must contain precisely 5 numbers'],
  ],
  ['Write a poem of 4 lines without the letter e.', ['Write a poem of 4 lines without the letter e.']],
  [
    "Write a farewell note in which every line opens with the letter that follows the previous line's letter in the alphabet.",
    [
      "Write a farewell note in which every line opens with the letter that follows the previous line's letter in the alphabet.",
    ],
  ],
];
for (const [prompt, clauses] of UNSERVED)
  test(`no tool serves it, and what it asks for is missing, not a kind: ${prompt}`, async () => {
    const made = await assignQuery(queryOf({ prompt }), builtInLibrary());
    assert.deepEqual(made.tools, []);
    assert.deepEqual(
      made.missing,
      clauses.map((name) => ({ what: 'clause', name })),
    );
  });

for (const [prompt] of UNSERVED)
  test(`no tool serves it, and all it asks for is recognised: ${prompt}`, async () => {
    const library = libraryWith([lineTool(finds(prompt, () => ({ n: 4 })))]);
    const made = await assignQuery(queryOf({ prompt }), library);
    assert.equal(made.kind, 'instruction-following.constraints');
    assert.deepEqual(
      checkers(made)
        .map(({ id }) => id)
        .filter((id) => id !== 'instruction-constraints'),
      ['line-count'],
    );
    assert.match(made.reason, /the prompt asks for .*lines:count/);
  });
