/**
 * Runs the labelled sets of RLAR_DATA through the whole service, the router choosing without hints:
 * `RLAR_DATA=DIR node scripts/with-node.mjs scripts/measure-labelled.ts [SET…]`.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { batchRows } from '../src/intake/batch-rows.ts';
import { readFile } from '../src/intake/read-file.ts';
import { createRewardService } from '../src/service.ts';
import type { LabelledReport } from '../src/spec/evidence.ts';
import { pairedTasks, rewardsOf } from './writing/pairs.ts';

interface Count {
  items: number;
  scored: number;
  right: number;
  falsePositives: number;
  falseNegatives: number;
}

/** @returns by tool, its agreement with each labelled set: `scored` and errors of the items that it decided */
export async function measureLabelled(
  data: string,
  sets?: readonly string[],
): Promise<Map<string, LabelledReport[]>> {
  const reports = new Map<string, LabelledReport[]>();
  const service = await createRewardService({ hints: false });
  for (const file of readdirSync(join(data, 'verify')).sort()) {
    const set = file.replace(/\.jsonl(\.gz)?$/, '');
    if (set === 'master_keys' || (sets && !sets.includes(set))) continue;
    for (const [tool, count] of await countSet(service, join(data, 'verify', file))) {
      const { items, scored, right, falsePositives, falseNegatives } = count;
      const accuracy = scored === 0 ? 0 : Math.round((10_000 * right) / scored) / 10_000;
      const list = reports.get(tool) ?? [];
      list.push({ set, items, scored, accuracy, falsePositives, falseNegatives });
      reports.set(tool, list);
    }
  }
  if (!sets || sets.includes(WRITING))
    for (const [tool, report] of await measureWriting(service, data)) {
      const list = reports.get(tool) ?? [];
      list.push(report);
      reports.set(tool, list);
    }
  await service.close();
  return reports;
}

/** Pairs of an original and a text that is worse by construction, of the half of the items that nothing was fitted to. */
const WRITING = 'c3ebench_pairs';
const ITEMS_OF_A_SORT = 12;

async function measureWriting(
  service: Awaited<ReturnType<typeof createRewardService>>,
  data: string,
): Promise<Map<string, LabelledReport>> {
  const reports = new Map<string, LabelledReport>();
  if (!existsSync(join(data, 'writing'))) return reports;
  const counts = { items: 0, scored: 0, right: 0 };
  for (const task of pairedTasks(data, 'left-out', ITEMS_OF_A_SORT, false)) {
    const rewards = await rewardsOf(service, task, { carries: true });
    for (const { better, worse } of task.pairs) {
      const [one, other] = [rewards[better] ?? null, rewards[worse] ?? null];
      counts.items += 1;
      if (one === null || other === null) continue;
      counts.scored += 1;
      if (one > other) counts.right += 1;
    }
  }
  const { items, scored, right } = counts;
  if (scored > 0)
    reports.set('writing', {
      set: WRITING,
      items,
      scored,
      accuracy: Math.round((10_000 * right) / scored) / 10_000,
      falsePositives: scored - right,
      falseNegatives: 0,
    });
  return reports;
}

async function countSet(
  service: Awaited<ReturnType<typeof createRewardService>>,
  path: string,
): Promise<Map<string, Count>> {
  const counts = new Map<string, Count>();
  for await (const batch of batchRows(readFile(path), { hints: false })) {
    const rewards = await service.score({
      context: {},
      groups: batch.groups.map((entry) => entry.group),
    });
    for (const [index, group] of rewards.entries()) {
      for (const [at, reward] of group.entries()) {
        const tool = reward.assignment.tools[0]?.id ?? '(none)';
        const label = batch.groups[index]!.labels[at];
        const count = counts.get(tool) ?? {
          items: 0,
          scored: 0,
          right: 0,
          falsePositives: 0,
          falseNegatives: 0,
        };
        counts.set(tool, count);
        count.items += 1;
        if (reward.reward === null || label === null || label === undefined) continue;
        count.scored += 1;
        const said = reward.reward > 0.5;
        if (said === label) count.right += 1;
        else if (said) count.falsePositives += 1;
        else count.falseNegatives += 1;
      }
    }
  }
  return counts;
}

if (process.argv[1] === import.meta.filename) {
  const data = process.env.RLAR_DATA;
  if (!data || !existsSync(data)) console.log('skipped: no data (set RLAR_DATA)');
  else {
    const sets = process.argv.slice(2);
    for (const [tool, reports] of await measureLabelled(data, sets.length > 0 ? sets : undefined)) {
      for (const { set, items, scored, accuracy, falsePositives, falseNegatives } of reports) {
        console.log(
          `${set.padEnd(24)} ${tool.padEnd(24)} ${String(scored).padStart(6)}/${String(items).padEnd(6)} accuracy ${(100 * accuracy).toFixed(2).padStart(6)} %  false + ${falsePositives}  false – ${falseNegatives}`,
        );
      }
    }
  }
}
