/**
 * Times lists and figures on a large ledger of made-up rewards, in a folder of its own that is deleted afterwards.
 *
 *     node scripts/measure-lists.ts [rewards]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/open-store.ts';
import type { Store } from '../src/store/store.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';

const KINDS = ['math.final-answer', 'code.unit-tests', 'translation', 'qa.short-answer'];
const GROUPS = 500;
const rewards = Number(process.argv[2] ?? 1_000_000);
const home = mkdtempSync(join(tmpdir(), 'rlar-lists-'));

try {
  const store = await openStore({ home });
  await timed(`${rewards} rewards appended`, () => fill(store));
  await timed('facts filled, and first page', () => store.views.listRewards({}));
  await timed('first page', () => store.views.listRewards({}));
  await timed('second page', async () => {
    const { next } = await store.views.listRewards({});
    return store.views.listRewards({ ...(next !== null && { cursor: next }) });
  });
  await timed('run', () => store.views.listRewards({ run: 'run-1' }));
  await timed('kind, lowest', () => store.views.listRewards({ kind: 'translation', sort: 'lowest' }));
  await timed('run, step, tool, flag, longest', () =>
    store.views.listRewards({
      run: 'run-2',
      step: 7,
      tool: 'final-number',
      flag: 'reviewed',
      sort: 'longest',
    }),
  );
  await timed('flag, lowest', () => store.views.listRewards({ flag: 'reviewed', sort: 'lowest' }));
  await timed('rare: status failed', () => store.views.listRewards({ status: 'failed' }));
  await timed('runs', () => store.views.figures('run'));
  await timed('a run by step', () => store.views.figures('step', { run: 'run-1' }));
  await timed('a run by kind', () => store.views.figures('kind', { run: 'run-1' }));
  await store.close();
  const again = await openStore({ home });
  await timed('first page after opening again', () => again.views.listRewards({}));
  const { usedBytes } = await again.size();
  process.stdout.write(`${(usedBytes / rewards).toFixed(0)} bytes a reward\n`);
  await again.close();
} finally {
  rmSync(home, { recursive: true, force: true });
}

async function fill(store: Store): Promise<void> {
  for (let first = 0; first * 8 < rewards; first += GROUPS) {
    const groups = Array.from({ length: GROUPS }, (_, index) => {
      const number = first + index;
      const group = fixtureGroup(number, {
        run: `run-${Math.floor((first * 8 * 4) / rewards)}`,
        kind: KINDS[number % KINDS.length]!,
        characters: 150 + (number % 50),
      });
      return { ...group, context: { ...group.context, step: Math.floor(number / 64) } };
    });
    await store.appendRewards(groups);
  }
}

async function timed<Found>(name: string, work: () => Promise<Found>): Promise<Found> {
  const begin = performance.now();
  const found = await work();
  process.stdout.write(`${name}: ${Math.round(performance.now() - begin)} ms\n`);
  return found;
}
