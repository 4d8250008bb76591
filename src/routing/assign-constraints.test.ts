import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from '../intake/read-row.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { Library } from '../library/library.ts';
import { combine } from '../rewards/combine.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { EvidenceReport } from '../spec/evidence.ts';
import { oneSort } from '../spec/one-sort.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import type { Query } from '../spec/query.ts';
import type { Recogniser, Span, Tool } from '../spec/tool.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import { scored } from '../spec/verdict.ts';
import { testCard } from '../testing/test-card.ts';
import { assignQuery } from './assign.ts';

const NO_COMMA = { id: 'punctuation:no_comma', kwargs: {} };

function queryOf(row: object): Query {
  const read = readRow(row, { needsResponse: false });
  if (!read.ok) assert.fail(read.reason);
  return read.row.group.query;
}

type Parts = Partial<ToolDeclaration> & { id: string; recogniser?: Recogniser };
function agentTool({ recogniser, ...parts }: Parts): Tool {
  const { constraint } = parts;
  return {
    declaration: testCard({ execution: 'async', deadlineMs: 100, ...parts }),
    ...(recogniser && {
      recogniser: constraint === undefined ? recogniser : oneSort(constraint, recogniser),
    }),
    prepare: () => eachRollout(() => scored(1)),
  };
}

function libraryWith(tools: readonly Tool[], report: Partial<EvidenceReport> = {}): Library {
  return builtInLibrary(
    tools.map((tool) => {
      const { id, version } = tool.declaration;
      const evidence = {
        tool: id,
        version,
        source: 'x',
        gates: [],
        labelled: [],
        admitted: true,
        provisional: false,
      };
      return { tool, evidence: { ...evidence, ...report } };
    }),
  );
}

/** Recognises where the words stand. */
function finds(words: string, kwargs?: () => Record<string, number> | null): Recogniser & { asked: number } {
  const recogniser = {
    asked: 0,
    recognise: (prompt: string): Promise<readonly Span[]> => {
      recogniser.asked += 1;
      const at = prompt.indexOf(words);
      return Promise.resolve(at < 0 ? [] : [[at, at + words.length] as const]);
    },
    ...(kwargs && { extract: () => Promise.resolve(kwargs()) }),
  };
  return recogniser;
}

const lineTool = (recogniser?: Recogniser) =>
  agentTool({ id: 'line-count', constraint: 'lines:count', ...(recogniser && { recogniser }) });
/** Without the guard, which stands beside all checkers. */
const checkers = ({ tools }: Assignment) => tools.filter(({ id }) => id !== 'beyond-form');
const summary = ({ combine: how, missing, rung, ...made }: Assignment) => ({
  tools: checkers(made as Assignment).map(({ id, options }) => [id, options]),
  how,
  missing,
  rung,
});

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
