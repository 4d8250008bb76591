import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workOnPolicy } from '../../agents/policy-agent/work-on-policy.ts';
import { choiceSettings } from '../../agents/web-agent/demand.ts';
import { assignQuery } from '../../routing/assign.ts';
import { type Decisions, NO_DECISIONS } from '../../spec/decisions.ts';
import type { JsonObject } from '../../spec/json.ts';
import { query } from '../../spec/query.ts';
import { type CardParts, cardLibrary } from '../../testing/card-library.ts';
import { choicesIn } from '../../testing/choosing-agent.ts';
import { type Script, scriptedModel } from '../../testing/scripted-model.ts';
import type { AskPolicy } from './naming.ts';
import { NewKinds } from './new-kinds.ts';

const WORDS = [
  'tomato',
  'garlic',
  'onion',
  'pepper',
  'leek',
  'bean',
  'pea',
  'beet',
  'kale',
  'rice',
  'oat',
  'rye',
];
const SNARKS = WORDS.map((word) => `Blorple the snark: ${word} zup`);
const SCRAPS = Array.from({ length: 130 }, (_, at) => `${'qzxj'[at % 4]}${at * 7919} vv${at}w k${at ** 3}`);
const KNOWN = ['What is the capital of Peru?', 'Translate to German: the house is old'];

const namesIn = (prompt: string, kind: string) =>
  [...prompt.matchAll(/^(\d+)\. \d+ prompts, such as\n(.*)/gm)].map(([, number, first = '']) => ({
    cluster: Number(number),
    kind: first.includes('snark') ? kind : 'none',
    says: 'a test',
  }));

/** Names a cluster of snarks by `kind`, and everything else `none`; decides by the cards. */
const agent =
  (kind: string): Script =>
  ({ prompt }): JsonObject =>
    prompt.startsWith('Cards:') ? { decisions: choicesIn(prompt) } : { names: namesIn(prompt, kind) };

/** A pool over a library that keeps what the agent decides. */
function opened(script: Script, cards: readonly CardParts[] = [], least = 6) {
  let decisions: Decisions = NO_DECISIONS;
  const model = scriptedModel(script);
  const library = () => cardLibrary(cards, decisions);
  const ask: AskPolicy = async (work, mostNamings) => {
    const before = model.usage.calls;
    const outcome = await workOnPolicy(work, library(), model, {
      mostNamings,
      publish: async ({ templates, kinds }) => {
        decisions = {
          templates: [...decisions.templates, ...templates],
          kinds: [...decisions.kinds, ...kinds],
        };
        return library();
      },
    });
    return { ...outcome, usage: { ...model.usage, calls: model.usage.calls - before } };
  };
  const settings = { leastQueries: least, seed: 1, models: choiceSettings.parse({}) };
  let pool = new NewKinds(settings);
  return {
    model,
    library,
    add: async (prompts: readonly string[]) => {
      for (const content of prompts) {
        const asked = query.parse({ messages: [{ role: 'user', content }] });
        pool.add(content, asked, await assignQuery(asked, library()));
      }
    },
    name: () => pool.name(library, ask),
    frequent: (done: readonly string[] = []) => pool.frequent(library(), done),
    /** As a process does that goes on where another one died. */
    restart: () => {
      pool = new NewKinds(settings, pool.pool(), pool.naming());
    },
  };
}

test('prompts that no rule knows get one name, and what then lacks a tool is acquired, without a rollout', async () => {
  const pool = opened(agent('reasoning.snarks'));
  await pool.add([...KNOWN, ...SNARKS.slice(0, 5)]);
  assert.equal(await pool.name(), null, 'too few');
  await pool.add(SNARKS.slice(5, 8));
  pool.restart();
  const answer = await pool.name();
  assert.deepEqual(
    answer?.named.map(({ kind, prompts }) => [kind, prompts]),
    [['reasoning.snarks', 8]],
  );
  const [target, ...more] = pool.frequent();
  assert.deepEqual([target?.key, more], ['kind reasoning.snarks', []]);
  const { request } = target!;
  assert.ok('rollouts' in request && request.rollouts.length === 0 && request.queries.length === 6);
  assert.deepEqual(pool.frequent([target!.key]), []);
  const calls = pool.model.requests.length;
  pool.restart();
  await pool.add(SNARKS);
  assert.equal(await pool.name(), null, 'a kind with a name is not asked about again');
  assert.equal(pool.model.requests.length, calls);
});

test('a named kind that a tool serves is acquired by nobody; what the policy agent decides says who acquires', async () => {
  const served = opened(agent('chat.snarks'), [{ id: 'style', kinds: ['chat'], right: 300, of: 350 }]);
  await served.add(SNARKS);
  assert.equal((await served.name())?.named.length, 1);
  assert.deepEqual(served.frequent(), []);
  const open = opened(agent('chat.snarks'));
  await open.add(SNARKS);
  await open.name();
  assert.equal(open.frequent()[0]?.request.target.what, 'reward-model');
});

test('there is one request for 100 prompts at most, whatever the prompts are and whether the model fails', async () => {
  for (const script of [agent('reasoning.snarks'), () => 'no JSON']) {
    const pool = opened(script);
    let asked = 0;
    const all = [...SNARKS, ...SCRAPS];
    for (let at = 0; at < all.length; at += 12) {
      await pool.add(all.slice(at, at + 12));
      const before = pool.model.requests.length;
      await pool.name().catch(() => null);
      if (pool.model.requests.slice(before).some(({ purpose }) => purpose === 'name-kinds')) asked += 1;
    }
    assert.ok(asked >= 1 && asked <= 2, `${asked} requests for ${all.length} prompts`);
  }
});
