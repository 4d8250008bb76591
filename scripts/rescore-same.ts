/**
 * Scores rollouts, a part of them by functions that compare the rollouts of a group and look at each one's extra_info, then
 * makes all rewards again from the ledger, each with the assignment it had, and counts what changed: `node
 * scripts/with-node.mjs scripts/rescore-same.ts [--rewards 10000] [--times 2]`. Exit status 1 where anything did.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { addTool } from '../src/admission/added-tools/add-tool.ts';
import { defineTool } from '../src/index.ts';
import { readRow } from '../src/intake/read-row.ts';
import { createRewardService, type RewardService } from '../src/service.ts';
import { scored } from '../src/spec/verdict.ts';
import type { Group } from '../src/spec/wire.ts';
import type { RecordedGroup } from '../src/store/ledger.ts';

const ROLLOUTS = 8;
const BATCH = 32;

/** Compares the completions of its group with each other, by a column of each one's row. */
const DISTINCT = `
def distinct(completions, level, extra_info, **kwargs):
    most = max(level)
    return [(completions.count(c) + l / most + e["weight"]) / 10 for c, l, e in zip(completions, level, extra_info)]
`;

const share = defineTool({
  id: 'own-share',
  version: '1',
  title: 'Share',
  description: 'The share of the group that says the same, by the weight in extra_info.',
  type: 'metric',
  slot: 'quality',
  kinds: [],
  batch: 'group',
  prepare: () => ({
    score: (all) =>
      all.map(({ text, meta }) => {
        const same = all.filter((other) => other.text === text).length;
        return scored((Number(meta?.extra?.weight) * same) / all.length);
      }),
  }),
});

function groupAt(number: number, sandboxed: boolean): Group {
  const kinds = [
    { prompt: `Say a word, the ${number}th.`, tools: ['own-share'] },
    {
      prompt: `Tom has ${number} bags with 7 apples each. How many apples does Tom have?`,
      reference: String(number * 7),
    },
    { prompt: `Which colour is number ${number}?`, reference: 'red' },
    ...(sandboxed && number % 16 === 3 ? [{ prompt: `Compare, ${number}.`, tools: ['distinct'] }] : []),
  ];
  const responses = Array.from({ length: ROLLOUTS }, (_, index) => ({
    text: ['red', 'blue', String(number * 7), 'red'][(index * (number + 1)) % 4]!,
    extra_info: { weight: ((index * 7 + number) % 10) / 10 },
    columns: { level: ((index + number) % 5) + 1 },
  }));
  const read = readRow({ ...kinds[number % kinds.length], responses });
  if (!read.ok) throw new TypeError(read.reason);
  return read.row.group;
}

interface RescoreReport {
  readonly rewards: number;
  readonly scored: number;
  /** Changed rewards, by time of rescoring. */
  readonly changed: readonly number[];
  /** Rewards in the ledger that were made again. */
  readonly rescored: number;
}

/** @param sandboxed whether functions in the sandbox are among the tools */
export async function rescoreSame(
  rewards: number,
  times: number,
  sandboxed: boolean,
): Promise<RescoreReport> {
  const home = mkdtempSync(join(tmpdir(), 'rlar-rescore-'));
  let service: RewardService | null = null;
  try {
    if (sandboxed) {
      const file = join(home, 'distinct.py');
      writeFileSync(file, DISTINCT);
      await addTool({ home, file });
    }
    service = await createRewardService({ home, tools: [share] });
    let earned = 0;
    for (let from = 0; from * ROLLOUTS < rewards; from += BATCH) {
      const left = Math.min(BATCH, Math.ceil(rewards / ROLLOUTS) - from);
      const groups = Array.from({ length: left }, (_, at) => groupAt(from + at, sandboxed));
      const scoredNow = await service.score({ context: { run: 'r', step: from }, groups });
      earned += scoredNow.flat().filter(({ status }) => status === 'scored').length;
    }
    await service.close();
    const changed: number[] = [];
    for (let time = 0; time < times; time += 1) {
      service = await createRewardService({ home, tools: [share] });
      changed.push(await changedBy(service));
      await service.close();
    }
    service = await createRewardService({ home, tools: [share] });
    const { store } = service;
    const report = {
      rewards: await store!.countRewards(),
      scored: earned,
      changed,
      rescored: await store!.countRewards({ origin: 'rescored' }),
    };
    await service.close();
    return report;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function changedBy(service: RewardService): Promise<number> {
  let changed = 0;
  const work = async (groups: readonly RecordedGroup[]): Promise<void> => {
    const again = await service.rescore(groups, 'same');
    for (const [index, { records }] of groups.entries())
      for (const [at, { reward }] of records.entries())
        if (again[index]![at]!.reward !== reward.reward || again[index]![at]!.status !== reward.status)
          changed += 1;
  };
  let batch: RecordedGroup[] = [];
  for await (const group of service.store!.scanGroups()) {
    batch.push(group);
    if (batch.length < BATCH) continue;
    await work(batch);
    batch = [];
  }
  await work(batch);
  return changed;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      rewards: { type: 'string', default: '10000' },
      times: { type: 'string', default: '2' },
      'no-sandbox': { type: 'boolean', default: false },
    },
  });
  const report = await rescoreSame(Number(values.rewards), Number(values.times), !values['no-sandbox']);
  process.stdout.write(`${JSON.stringify(report)}\n`);
  process.exitCode = report.changed.every((count) => count === 0) ? 0 : 1;
}
