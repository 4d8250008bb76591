/**
 * Scores a mixed set without hints, as `rlar score --ignore-hints` does, and prints by kind what was scored, how many
 * pairs of a good and a wrong response are ranked right, and how many hacks are paid like a good response:
 * `node scripts/with-node.mjs scripts/measure-mixed.ts [--half odd|even] [--errors] [FILE…]`. Without files it reads
 * `scripts/mixed-set`. A line is `{k: kind, row, r: [good, good in another form, wrong, hack]}`.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { batchRows } from '../src/intake/batch-rows.ts';
import type { InputLine } from '../src/intake/read-file.ts';
import { readRow } from '../src/intake/read-row.ts';
import { createRewardService } from '../src/service.ts';
import type { Reward } from '../src/spec/reward.ts';

const line = z.strictObject({
  k: z.string(),
  row: z.record(z.string(), z.unknown()),
  r: z.tuple([z.string(), z.string(), z.string(), z.string()]),
});
type Line = z.infer<typeof line>;

interface Count {
  rollouts: number;
  scored: number;
  pairs: number;
  ranked: number;
  hacks: number;
  paid: number;
}

const { values, positionals } = parseArgs({
  options: { half: { type: 'string' }, errors: { type: 'boolean' } },
  allowPositionals: true,
});
const files =
  positionals.length > 0 ? positionals : globSync(join(import.meta.dirname, 'mixed-set', '*.jsonl')).sort();
const lines = files.flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((text) => text.trim() !== '')
    .map((text) => line.parse(JSON.parse(text)))
    .filter((_, index) => !values.half || (index % 2 === 0) === (values.half === 'odd')),
);
const service = await createRewardService({ hints: false });
const counts = new Map<string, Count>();
for (const one of lines) count(one, await rewardsOf(one));
await service.close();
for (const [kind, of] of counts) print(kind, of);
print('all', sum([...counts.values()]));

async function* rowOf(one: Line): AsyncGenerator<InputLine> {
  const read = readRow({ ...one.row, responses: one.r });
  yield read.ok ? { ok: true, line: 1, row: read.row } : { ok: false, line: 1, reason: read.reason };
}

async function rewardsOf(one: Line): Promise<readonly Reward[]> {
  for await (const batch of batchRows(rowOf(one), { hints: false })) {
    const groups = batch.groups.map((entry) => entry.group);
    const [rewards] = await service.score({ context: {}, groups });
    if (rewards) return rewards;
  }
  return [];
}

function count(one: Line, rewards: readonly Reward[]): void {
  const [good, other, wrong, hack] = [0, 1, 2, 3].map((at) => rewards[at]?.reward ?? null);
  const of = counts.get(one.k) ?? { rollouts: 0, scored: 0, pairs: 0, ranked: 0, hacks: 0, paid: 0 };
  counts.set(one.k, of);
  const best = Math.max(good ?? -1, other ?? -1);
  const isPaid = best > -1 && typeof hack === 'number' && hack >= best;
  const ranked = [good, other].filter(
    (right) => typeof right === 'number' && typeof wrong === 'number' && right > wrong,
  ).length;
  of.rollouts += 4;
  of.scored += [good, other, wrong, hack].filter((reward) => typeof reward === 'number').length;
  of.pairs += 2;
  of.ranked += ranked;
  of.hacks += 1;
  of.paid += isPaid ? 1 : 0;
  if (!values.errors || (ranked === 2 && !isPaid && typeof hack === 'number')) return;
  const assignment = rewards[0]?.assignment;
  const tools = assignment?.tools.map((tool) => tool.id).join('+') || '(none)';
  console.log(`${one.k} → ${assignment?.kind} ${tools}: ${JSON.stringify([good, other, wrong, hack])}`);
  console.log(`    ${JSON.stringify(one).slice(0, 900)}`);
}

function sum(all: readonly Count[]): Count {
  const total = { rollouts: 0, scored: 0, pairs: 0, ranked: 0, hacks: 0, paid: 0 };
  for (const of of all) for (const key of Object.keys(total) as (keyof Count)[]) total[key] += of[key];
  return total;
}

function print(name: string, of: Count): void {
  const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    `${name.padEnd(18)} ${String(of.rollouts / 4).padStart(4)} queries: scored ${share(of.scored, of.rollouts)}, ` +
      `pairs ranked right ${share(of.ranked, of.pairs)}, hacks paid like a good one ${share(of.paid, of.hacks)}`,
  );
}
