import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignQuery } from '../../routing/assign.ts';
import { type Decisions, NO_DECISIONS } from '../../spec/decisions.ts';
import { query } from '../../spec/query.ts';
import { type CardParts, cardLibrary } from '../../testing/card-library.ts';
import { choicesIn } from '../../testing/choosing-agent.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { candidatesFor } from './candidates.ts';
import { decide } from './decide.ts';
import { measureOnRows } from './measure-on-rows.ts';
import { PolicyWork } from './policy-work.ts';
import { workOnPolicy } from './work-on-policy.ts';

const CARDS: CardParts[] = [
  { id: 'first', kinds: ['chat'], right: 300, of: 350 },
  { id: 'second', kinds: ['chat'], right: 900, of: 1000 },
  { id: 'numbers', kinds: ['math'], needs: ['reference'], right: 980, of: 1000 },
];
const ROWS = [
  { messages: [{ role: 'user', content: 'Good morning!' }], kind: 'chat' },
  { messages: [{ role: 'user', content: 'What is 3 + 4?' }], references: ['7'], kind: 'math.final-number' },
  { messages: [{ role: 'user', content: 'Write a letter.' }], kind: 'writing' },
  { messages: [{ role: 'user', content: 'Hello' }], pinned: ['first'], kind: 'summarization' },
].map((row) => query.parse(row));

/** Asks about the rows, over a library that keeps what is decided. */
async function worked(
  before: Decisions,
  model = scriptedModel(({ prompt }) => ({ decisions: choicesIn(prompt) })),
  cards = CARDS,
) {
  const kept: { decisions: Decisions } = { decisions: before };
  const library = cardLibrary(cards, before);
  const work = new PolicyWork();
  for (const row of ROWS) work.note(row, await assignQuery(row, library));
  const outcome = await workOnPolicy(work, library, model, {
    publish: async ({ templates, kinds }) => {
      kept.decisions = { templates: [...kept.decisions.templates, ...templates], kinds };
      return cardLibrary(cards, kept.decisions);
    },
  });
  return { ...outcome, ...kept, model };
}

test('it is asked where there is a choice or nothing at all, and not again before the evidence changes', async () => {
  const first = await worked(NO_DECISIONS);
  assert.deepEqual(
    first.decided.map(({ ask }) => ask.kind),
    ['chat', 'writing'],
  );
  assert.equal(first.decisions.templates[0]!.tools[0]!.id, 'second');
  assert.equal(first.decisions.templates[1]!.acquire?.agent, 'web');
  const again = await worked(first.decisions);
  assert.deepEqual([again.decided, again.model.requests], [[], []]);
  const better = [{ id: 'third', kinds: ['chat'], right: 999, of: 1000 }, ...CARDS];
  const changed = await worked(first.decisions, undefined, better);
  assert.deepEqual(
    changed.decided.map((one) => ('template' in one ? one.template.tools[0]!.id : '')),
    ['third'],
    'a new tool is chosen by its card alone',
  );
});

test('a decision that is refused is kept as refused: the rules decide, and the agent is not asked again', async () => {
  const first = await worked(
    NO_DECISIONS,
    scriptedModel(() => 'no'),
  );
  assert.deepEqual(
    first.decisions.templates.map(({ refused }) => refused),
    [true, true],
  );
  const again = await worked(first.decisions);
  assert.equal(again.model.requests.length, 0);
  const made = await assignQuery(ROWS[0]!, cardLibrary(CARDS, first.decisions));
  assert.deepEqual([made.rung, made.tools[0]!.id], ['pinned', 'second']);
});

const BY_LANGUAGE: CardParts[] = [
  { id: 'english', kinds: ['chat'], languages: ['en'], right: 990, of: 1000 },
  { id: 'romance', kinds: ['chat'], languages: ['es', 'fr'], right: 950, of: 1000 },
  { id: 'any', kinds: ['chat'], right: 800, of: 1000 },
  { id: 'weak', kinds: ['chat'], right: 600, of: 1000 },
];
const GREETINGS = {
  en: ['Good morning! How are you today?', 'What would you cook for a friend who is ill?'],
  fr: ['Bonjour, comment allez-vous aujourd’hui ?'],
  es: ['Buenos días, ¿cómo está usted hoy, mi querido amigo?'],
  de: ['Guten Morgen, wie geht es Ihnen heute?'],
  none: ['12 34 !!'],
};
const greet = (content: string) => query.parse({ messages: [{ role: 'user', content }], kind: 'chat' });

/** Asks about greetings in some languages. */
function asksIn(languages: readonly (keyof typeof GREETINGS)[], library = cardLibrary(BY_LANGUAGE)) {
  const work = new PolicyWork();
  for (const language of languages) for (const prompt of GREETINGS[language]) work.add('chat', greet(prompt));
  return work.asks(library);
}

test('a kind is decided by groups of languages where its tools tell them apart, in one request; no tool gets a language it does not read', async () => {
  const library = cardLibrary(BY_LANGUAGE);
  const asks = asksIn(['en', 'fr', 'es', 'de', 'none']);
  assert.deepEqual(
    asks.map(({ languages, queries }) => [languages, queries.length]),
    [
      [{ only: ['en'] }, 2],
      [{ only: ['es', 'fr'] }, 2],
      [{ except: ['en', 'es', 'fr'] }, 2],
    ],
  );
  const model = scriptedModel(({ prompt }) => {
    const codes = ['english', 'romance', 'any'].map((id) => codeOf(id, asks, library));
    assert.match(prompt, /kind chat; the queries carry prompt\nthey are in any language but en, es, fr/);
    return { decisions: codes.map((code, at) => chosen(at + 1, code)) };
  });
  const decided = await decide(asks, library, model);
  assert.equal(model.requests.length, 1);
  const templates = decided.flatMap((one) => ('template' in one ? [one.template] : []));
  const made = cardLibrary(BY_LANGUAGE, { templates, kinds: [] });
  for (const [language, id] of [
    ['en', 'english'],
    ['fr', 'romance'],
    ['de', 'any'],
    ['none', 'any'],
  ] as const) {
    const assigned = await assignQuery(greet(GREETINGS[language][0]!), made);
    assert.deepEqual([assigned.rung, assigned.tools[0]!.id], ['agent', id], language);
  }
  assert.deepEqual(asksIn(['en', 'de'], made), [], 'decided is decided');
  assert.equal(asksIn(['en'], cardLibrary(BY_LANGUAGE.slice(3))).length, 0, 'one tool, nothing to decide');
});

test('a tool that reads one of the languages of a question, but not all, is refused for it; without limits nothing is split', async () => {
  const library = cardLibrary(BY_LANGUAGE);
  const [romance] = asksIn(['fr']);
  const answer = { decisions: [chosen(1, codeOf('english', [romance!], library))] };
  const [one] = await decide([romance!], library, scriptedModel([answer, answer]));
  assert.ok('refused' in one!);
  assert.match(one.refused.join(), /it judges prompts in en, and these are in es, fr/);
  const free = cardLibrary(BY_LANGUAGE.map(({ languages: _, ...card }) => card));
  const [whole, ...more] = asksIn(['en', 'fr', 'de'], free);
  assert.deepEqual([whole!.languages, whole!.queries.length, more.length], [undefined, 4, 0]);
  const work = new PolicyWork();
  work.ask('chat', ['prompt']);
  assert.equal(work.asks(library).length, 3, 'without a query there is one question for each group');
});

function codeOf(id: string, asks: Parameters<typeof candidatesFor>[0], library: typeof NO_LIBRARY): string {
  return candidatesFor(asks, library, 1).find(({ entry }) => entry.card.id === id)!.code;
}
const NO_LIBRARY = cardLibrary([]);
const chosen = (question: number, code: string) => ({
  question,
  how: 'one',
  tools: [code],
  weights: [],
  acquire: 'nothing',
  why: 'a test',
});

/** A question with labelled pairs; the better response says "good", and every third pair says it in capitals. */
function labelledAsk(pairs: number) {
  const queries = Array.from({ length: pairs }, (_, at) =>
    query.parse({ messages: [{ role: 'user', content: `Why ${at}?` }], references: ['x'], kind: 'qa' }),
  );
  const work = new PolicyWork();
  for (const [at, asked] of queries.entries())
    work.add('qa', asked, [
      { text: at % 3 === 0 ? 'GOOD' : 'good', good: true },
      { text: 'bad', good: false },
    ]);
  return work.asks(cardLibrary([]), true)[0]!;
}
const RANKING: CardParts[] = [
  { id: 'strict', kinds: ['qa'], right: 900, of: 1000, value: (text) => Number(text === 'good') },
  { id: 'lenient', kinds: ['writing'], right: 900, of: 1000, value: (text) => Number(/good/i.test(text)) },
  { id: 'blind', kinds: ['writing'], right: 900, of: 1000 },
  { id: 'unproved', kinds: ['writing'], value: (text) => Number(/good/i.test(text)) },
  { id: 'model', type: 'judge', kinds: ['qa'], right: 900, of: 1000 },
];

test('labelled rows show how programs rank the responses of a kind; a tie is not right, and few rows show nothing', async () => {
  const library = cardLibrary(RANKING);
  const { measured } = await measureOnRows(labelledAsk(60), library);
  assert.deepEqual(
    [...measured!],
    [
      ['blind', { right: 0, of: 60 }],
      ['lenient', { right: 60, of: 60 }],
      ['strict', { right: 40, of: 60 }],
    ],
  );
  assert.equal((await measureOnRows(labelledAsk(29), library)).measured, undefined);
});

test('a tool of another kind may stand behind one of the kind where labelled rows surely show it, and nowhere else', async () => {
  const library = cardLibrary(RANKING);
  const ask = await measureOnRows(labelledAsk(60), library);
  const codes = new Map(candidatesFor([ask], library, 1).map(({ code, entry }) => [entry.card.id, code]));
  const decidedBy = async (how: string, ids: readonly string[], asked = ask) => {
    const tools = ids.map((id) => codes.get(id)!);
    const answer = { question: 1, how, tools, weights: [], acquire: 'nothing', why: 'a test' };
    const model = scriptedModel(() => ({ decisions: [answer] }));
    const [one] = await decide([asked], library, model);
    return { one: one!, prompt: model.requests[0]!.prompt };
  };
  const { one, prompt } = await decidedBy('first', ['strict', 'lenient']);
  assert.match(prompt, /of 60 labelled pairs of such responses they rank right: .*100 %/);
  assert.ok('template' in one, JSON.stringify(one));
  assert.deepEqual(one.template.tools[1]!.measured, { right: 60, of: 60 });
  for (const [how, ids] of [
    ['one', ['lenient']],
    ['first', ['lenient', 'strict']],
    ['first', ['strict', 'blind']],
  ] as const)
    assert.ok('refused' in (await decidedBy(how, ids)).one, ids.join());
  const { measured: _, ...unmeasured } = ask;
  assert.ok('refused' in (await decidedBy('first', ['strict', 'lenient'], unmeasured)).one);
});
