import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../config.ts';
import { Library } from '../library/library.ts';
import { RewardService } from '../service.ts';
import { type Decisions, type NamedKind, NO_DECISIONS, type Template } from '../spec/decisions.ts';
import type { JsonObject } from '../spec/json.ts';
import { query } from '../spec/query.ts';
import { type CardParts, cardLibrary } from '../testing/card-library.ts';
import { assignQuery } from './assign.ts';
import { promptTraits } from './classifier/prompt-traits.ts';

const asked: { style: number } = { style: 0 };
const CARDS: CardParts[] = [
  {
    id: 'numbers',
    kinds: ['math'],
    needs: ['reference'],
    right: 990,
    of: 1000,
    value: (text) => Number(text.includes('7')),
  },
  { id: 'other', kinds: ['math'], needs: ['reference'], right: 600, of: 1000 },
  { id: 'form', slot: 'format', right: 500, of: 500, value: (text) => Number(text.startsWith('<')) },
  {
    id: 'style',
    type: 'judge',
    slot: 'quality',
    kinds: ['math', 'chat'],
    right: 300,
    of: 350,
    value: (text) => {
      asked.style += 1;
      return text.includes('because') ? 1 : 0.5;
    },
  },
];
const TEMPLATE: Template = {
  kind: 'math.final-number',
  carries: ['prompt', 'reference'],
  tools: [
    { id: 'form', version: '1', weight: 1, gate: true },
    { id: 'numbers', version: '1', weight: 2, gate: true },
    { id: 'style', version: '1', weight: 1 },
  ],
  combine: 'composite',
  acquire: null,
  utility: 0.9,
  reason: 'a right answer in good form',
  by: 'a model',
  seen: 'then',
};
const NOTHING: Template = {
  ...TEMPLATE,
  kind: 'writing',
  carries: ['prompt'],
  tools: [],
  acquire: { agent: 'web', what: 'a tool for writing' },
  utility: null,
  reason: 'no card judges prose',
};
const SUM = {
  messages: [{ role: 'user', content: 'What is 3 + 4?' }],
  references: ['7'],
  kind: 'math.final-number',
};

function libraryOf(templates: Template[], cards = CARDS, more: Partial<Decisions> = {}) {
  return cardLibrary(cards, { ...NO_DECISIONS, templates, ...more });
}
const assign = (row: JsonObject, library = libraryOf([TEMPLATE])) => assignQuery(query.parse(row), library);
const idsOf = ({ tools }: { tools: readonly { id: string }[] }) => tools.map(({ id }) => id);

test('a template decides the tools of its kind, and says so', async () => {
  const made = await assign(SUM);
  assert.deepEqual(
    [made.rung, made.combine, idsOf(made)],
    ['agent', 'composite', ['form', 'numbers', 'style']],
  );
  assert.match(made.reason, /the policy agent \(a model\): a right answer in good form/);
  assert.deepEqual(
    made.tools.map(({ weight, gate }) => [weight, gate ?? false]),
    [
      [1, true],
      [2, true],
      [1, false],
    ],
  );
});

const BELOW: readonly (readonly [string, JsonObject, Template, CardParts[]])[] = [
  ['the queries carry something else', { ...SUM, tests: ['x'] }, TEMPLATE, CARDS],
  ['a version is another', SUM, { ...TEMPLATE, tools: [{ id: 'other', version: '2', weight: 1 }] }, CARDS],
  [
    'a tool is not in the library',
    SUM,
    { ...TEMPLATE, tools: [{ id: 'lost', version: '1', weight: 1 }] },
    CARDS,
  ],
  [
    'a tool has lost its evidence',
    SUM,
    TEMPLATE,
    CARDS.map((card) => (card.id === 'style' ? { ...card, of: 0 } : card)),
  ],
  [
    'a tool is provisional',
    SUM,
    TEMPLATE,
    CARDS.map((card) => (card.id === 'form' ? { ...card, provisional: true } : card)),
  ],
];
for (const [what, row, template, cards] of BELOW)
  test(`the rules below decide where ${what}`, async () => {
    const made = await assign(row, libraryOf([template], cards));
    assert.notEqual(made.rung, 'agent');
    assert.deepEqual(idsOf(made), ['numbers']);
  });

test('a version that is not on this machine changes no reward function: its rollouts fail', async () => {
  const whole = libraryOf([TEMPLATE]);
  const parts = whole.parts().map((part) => ({ ...part, gone: part.tool.declaration.id === 'numbers' }));
  const lacking = new Library(parts, whole.policy, whole.decisions);
  assert.equal(lacking.snapshot, whole.snapshot);
  assert.deepEqual(await assign(SUM, lacking), await assign(SUM, whole));
  const service = new RewardService(parseConfig({ home: null }), lacking, null);
  const asking = { query: query.parse(SUM), rollouts: [{ text: '<7>' }] };
  const [rewards] = await service.score({ context: {}, groups: [asking] });
  await service.close();
  assert.deepEqual([rewards![0]!.reward, rewards![0]!.error?.code], [null, 'RLAR_VERSION_GONE']);
});

test('a template is for its languages alone: in others, and in none that is known, another one or the rules decide', async () => {
  const one = (id: string): Template => {
    const { combine: _, ...plain } = TEMPLATE;
    return { ...plain, tools: [{ id, version: '1', weight: 1 }] };
  };
  const english = { ...one('other'), languages: { only: ['en'] } };
  const rest = { ...one('style'), languages: { except: ['de', 'en'] } };
  const idsIn = async (prompt: string, templates: Template[]) => {
    const row = { ...SUM, messages: [{ role: 'user', content: prompt }] };
    const { rung, tools } = await assign(row, libraryOf(templates));
    return [rung, ...tools.map(({ id }) => id)].join(' ');
  };
  const [inEnglish, inGerman] = ['What is three and four together?', 'Wie viel ist drei und vier zusammen?'];
  for (const templates of [
    [english, rest],
    [rest, english],
  ]) {
    assert.equal(await idsIn(inEnglish, templates), 'agent other');
    assert.equal(await idsIn('三加四等于多少？', templates), 'agent style');
    assert.equal(await idsIn('= 3 4 ?', templates), 'agent style');
    assert.equal(await idsIn(inGerman, templates), 'pinned numbers');
  }
  assert.equal(await idsIn(inGerman, [one('other')]), 'agent other');
  assert.notEqual(libraryOf([english]).snapshot, libraryOf([one('other')]).snapshot);
});

test('a caller who pins tools gets these', async () => {
  assert.deepEqual(idsOf(await assign({ ...SUM, pinned: ['other'] })), ['other']);
});

test('"nothing fits" says what is wanted of whom, and takes away no tool that has evidence', async () => {
  const letter = { messages: [{ role: 'user', content: 'Write a letter to my aunt.' }], kind: 'writing' };
  const made = await assign(letter, libraryOf([NOTHING]));
  assert.deepEqual([made.rung, made.tools, made.missing], ['agent', [], [{ what: 'kind', name: 'writing' }]]);
  assert.match(made.reason, /no card judges prose; it would have the web agent acquire a tool for writing/);
  const barred = libraryOf(
    [NOTHING],
    [{ id: 'prose', kinds: ['writing'], right: 9, of: 10, provisional: true }],
  );
  assert.match((await assign(letter, barred)).reason, /a tool for writing; prose is provisional/);
  const served = await assign(SUM, libraryOf([{ ...NOTHING, kind: SUM.kind, carries: TEMPLATE.carries }]));
  assert.deepEqual([served.rung, idsOf(served)], ['pinned', ['numbers']]);
});

test('a composite: gates in order, the judge is asked about what passed, and nothing is made up', async () => {
  const service = new RewardService(parseConfig({ home: null }), libraryOf([TEMPLATE]), null);
  const texts = ['<7> because', '<7>', '<8> because', '7 because', ''];
  const rollouts = texts.map((text) => ({ text }));
  asked.style = 0;
  const [rewards] = await service.score({ context: {}, groups: [{ query: query.parse(SUM), rollouts }] });
  await service.close();
  assert.deepEqual(
    rewards!.map(({ reward }) => reward),
    [1, 0.875, 0, 0, 0],
  );
  assert.equal(asked.style, 2, 'the judge is dear: it sees what passed');
  assert.match(rewards![3]!.results[1]!.reason!, /not asked/);
  assert.deepEqual(rewards![2]!.slots, {
    correctness: 0,
    quality: null,
    format: 1,
    efficiency: null,
    safety: null,
  });
});

/** A cluster whose traits are those that all of these prompts share. */
function cluster(kind: string, prompts: readonly string[]): NamedKind {
  const [first, ...rest] = prompts.map(promptTraits);
  const shared = [...first!].filter((trait) => rest.every((traits) => traits.has(trait)));
  const centre = shared.map((trait): [number, number] => [trait, 1 / shared.length]);
  return { kind, says: kind, centre, nearness: 0.8, prompts: prompts.length, mostTraits: 400, by: 'a model' };
}

test('a prompt that no rule knows gets the kind of the named cluster that it is near to', async () => {
  const menus = [
    'Blorple the snark: tomato zup',
    'Blorple the snark: garlic zup',
    'Blorple the snark: onion zup',
  ];
  const kinds = [cluster('chat.snarks', menus)];
  const ask = (content: string, decisions: Partial<Decisions> = { kinds }) =>
    assign({ messages: [{ role: 'user', content }] }, libraryOf([], CARDS, decisions));
  const near = await ask('Blorple the snark: pepper zup');
  assert.deepEqual([near.kind, near.rung, idsOf(near)], ['chat.snarks', 'agent', ['style']]);
  assert.match(near.reason, /like those that the policy agent \(a model\) calls chat\.snarks/);
  assert.equal((await ask('Blorple the snark: pepper zup', {})).kind, null);
  assert.equal((await ask('zzkq wub 77 ## lamp')).kind, null);
  assert.equal(
    (await ask('What is the capital of Peru?')).kind,
    'qa',
    'what the classifier knows stays as it is',
  );
});
