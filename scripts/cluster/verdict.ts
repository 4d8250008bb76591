import { openPostgresStore } from '../../src/store/postgres/store.ts';
import type { QueryRow } from './queries.ts';
import type { ToldReward, Trainers } from './trainers.ts';

/** What is left after everything that was done to a deployment. All but the counts of work must be 0. */
export interface Verdict {
  /** Rewards that trainers were told of, and that have a record. */
  readonly acknowledged: number;
  readonly steps: number;
  readonly retries: number;
  /** Rewards without a number because something broke: told as such. */
  readonly failed: number;
  /** Acknowledged rewards that are not in the ledger, or stand there otherwise. */
  readonly lost: number;
  /** Groups of one run, step and query that stand in the ledger more than once. */
  readonly doubled: number;
  /** Queries of a run with more than one assignment, or rewards that another replica gave otherwise. */
  readonly disagreements: number;
  /** Numbers that no single process gives. */
  readonly invented: number;
  /** Trainers that did not end their step. */
  readonly unended: number;
  readonly causes: readonly string[];
}

interface Looked {
  readonly url: string;
  readonly rows: readonly QueryRow[];
  /** By row and response. */
  readonly sole: readonly (readonly (number | null)[])[];
  readonly trainers: Pick<Trainers, 'rewards' | 'steps' | 'retries' | 'broken'>;
  readonly unended: number;
}

/** Holds what trainers were told against what one process alone gives, and against what stands in the ledger. */
export async function judge({ url, rows, sole, trainers, unended }: Looked): Promise<Verdict> {
  const { rewards, steps, retries, broken } = trainers;
  const causes: string[] = [...broken];
  const blame = (what: string, told: object): void => {
    if (causes.length < 20) causes.push(`${what}: ${JSON.stringify(told)}`);
  };
  const invented = rewards.filter(
    ({ row, place, status, reward }) => status !== 'failed' && reward !== sole[row]![place],
  );
  for (const one of invented) blame('invented', one);
  const at = new Map(rows.map(({ prompt }, row) => [prompt, row]));
  const store = await openPostgresStore(url, { readOnly: true });
  const kept = new Map<string, number | null>();
  const assignments = new Map<string, Set<string>>();
  const whole = new Map<string, number>();
  try {
    for await (const group of store.scanGroups()) {
      const { run = '', step } = group.context;
      const prompt = String(group.query?.messages[0]?.content);
      const { reason: _, ...same } = group.assignment;
      const key = `${run} ${at.get(prompt)}`;
      // Where the store was away no assignment could be made. Such a group is recorded as failed, without a reward function.
      const isUnassigned =
        same.tools.length === 0 && group.records.every(({ reward }) => reward.status === 'failed');
      if (!isUnassigned) assignments.set(key, (assignments.get(key) ?? new Set()).add(JSON.stringify(same)));
      for (const { record, reward } of group.records) kept.set(record, reward.reward);
      const isWhole = group.records.every(({ reward }) => reward.status !== 'failed');
      const place = `${key} ${step}`;
      if (isWhole) whole.set(place, (whole.get(place) ?? 0) + 1);
    }
  } finally {
    await store.close();
  }
  const isLost = ({ record, reward }: ToldReward) =>
    record === null || !kept.has(record) || kept.get(record) !== reward;
  const lost = rewards.filter((told) => told.status !== 'failed' && isLost(told));
  for (const one of lost) blame('lost', one);
  const doubled = [...whole].filter(([, times]) => times > 1);
  for (const [place] of doubled) blame('doubled', { place });
  const split = [...assignments].filter(([, made]) => made.size > 1);
  for (const [key, made] of split) blame('assignments', { key, made: [...made] });
  return {
    acknowledged: rewards.filter(({ record }) => record !== null).length,
    steps,
    retries,
    failed: rewards.filter(({ status }) => status === 'failed').length,
    lost: lost.length,
    doubled: doubled.length,
    disagreements: split.length,
    invented: invented.length,
    unended,
    causes,
  };
}

export function isClean({ lost, doubled, disagreements, invented, unended }: Verdict): boolean {
  return lost + doubled + disagreements + invented + unended === 0;
}
