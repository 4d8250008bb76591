import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignQuery } from '../../routing/assign.ts';
import { type Decisions, NO_DECISIONS } from '../../spec/decisions.ts';
import { query } from '../../spec/query.ts';
import { type CardParts, cardLibrary } from '../../testing/card-library.ts';
import { choicesIn } from '../../testing/choosing-agent.ts';
import { scriptedModel } from '../../testing/scripted-model.ts';
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
