/** What the registry of every store must do. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Decisions, NO_DECISIONS } from '../spec/decisions.ts';
import { type ToolCard, toolCard } from '../spec/tool-card.ts';
import type { NewEntry, Registry } from '../store/registry.ts';

export const card = (id: string): ToolCard =>
  toolCard.parse({
    id,
    version: '1',
    title: id,
    description: 'For a test.',
    type: 'verifier',
    slot: 'correctness',
    kinds: [],
    evidence: null,
  });
export function entry(published: ToolCard[], snapshot: string, decisions = NO_DECISIONS): NewEntry {
  const changes = published.map(({ id }) => ({ id, from: null, to: '1' }));
  return {
    action: 'publish',
    by: 'user',
    reason: 'a test',
    snapshot: { id: snapshot, cards: published, decisions },
    published,
    decisions,
    changes,
  };
}

export const only = (cards: ToolCard[]) => ({ cards, decisions: NO_DECISIONS });
const DECIDED: Decisions = {
  templates: [
    {
      kind: 'chat',
      carries: ['prompt'],
      tools: [{ id: 'a', version: '1', weight: 1 }],
      acquire: null,
      utility: 0.5,
      reason: 'a test',
      by: 'model',
      seen: 'none',
    },
  ],
  kinds: [
    {
      kind: 'chat.menus',
      says: 'menus',
      centre: [[3, 1]],
      nearness: 0.4,
      prompts: 3,
      mostTraits: 9,
      by: 'model',
    },
  ],
};

/** @param make makes an empty registry, and a function that opens it: once for each process that a test needs */
export function registryContract(name: string, make: () => Promise<() => Promise<Registry>>): void {
  test(`${name}: nothing is there before the first entry`, async () => {
    const registry = await (await make())();
    assert.deepEqual(await registry.head(), {
      seq: 0,
      published: [],
      decisions: NO_DECISIONS,
      staticCards: null,
    });
    assert.equal(await registry.seq(), 0);
    assert.deepEqual(await registry.entries(), []);
    assert.equal(await registry.snapshot('lib-0'), null);
    await assert.rejects(registry.publishedAt(1), { code: 'RLAR_NOT_FOUND' });
    await registry.close();
    await assert.rejects(
      registry.append(() => null),
      { code: 'RLAR_STORE_FAILED' },
    );
  });

  test(`${name}: entries, snapshots and static tools come back as they were given, in another process too`, async () => {
    const open = await make();
    const [one, other] = [await open(), await open()];
    await one.setStaticCards([card('static')]);
    const made = await one.append(() => entry([card('a')], 'lib-1', DECIDED));
    assert.equal(made?.seq, 1);
    await one.addSnapshot('lib-9', only([card('b'), card('a')]));
    await one.addSnapshot('lib-9', only([]));
    assert.deepEqual(await other.head(), {
      seq: 1,
      published: [card('a')],
      decisions: DECIDED,
      staticCards: [card('static')],
    });
    assert.deepEqual(await other.entries(), [made]);
    assert.deepEqual(await other.snapshot('lib-1'), { cards: [card('a')], decisions: DECIDED });
    assert.deepEqual(await other.publishedAt(1), { cards: [card('a')], decisions: DECIDED });
    assert.deepEqual(await other.snapshot('lib-9'), only([card('b'), card('a')]));
    assert.equal(await other.append(() => null), null);
    assert.equal(await other.seq(), 1);
    await assert.rejects(
      other.append(() => {
        throw new Error('on second thoughts');
      }),
    );
    assert.equal(await one.seq(), 1);
    await Promise.all([one.close(), other.close()]);
  });

  test(`${name}: of many that append at once each builds on the one before`, async () => {
    const open = await make();
    const registries = await Promise.all([open(), open(), open()]);
    await Promise.all(
      Array.from({ length: 15 }, (_, at) =>
        registries[at % 3]!.append(({ published }) => entry([...published, card(`t${at}`)], `lib-${at}`)),
      ),
    );
    const { seq, published } = await registries[0]!.head();
    assert.deepEqual([seq, published.length], [15, 15]);
    await Promise.all(registries.map((registry) => registry.close()));
  });
}
