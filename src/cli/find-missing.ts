import { MissingParts } from '../agents/acquisitions/missing-parts.ts';
import { MOST_ANSWERS, type SampleGroup } from '../agents/acquisitions/request-for.ts';
import type { PolicyWork } from '../agents/policy-agent/policy-work.ts';
import type { FileBatch } from '../intake/batch-rows.ts';
import type { RewardService } from '../service.ts';
import type { Query } from '../spec/query.ts';
import type { Group } from '../spec/wire.ts';
import type { Store } from '../store/store.ts';

/** @returns the groups of a file, with answers and labels */
export function samplesOf({ groups }: FileBatch): SampleGroup[] {
  return groups.map(({ group, labels }) => sampleOf(group, labels));
}

/**
 * Looks at what each query of a file would be scored with, and collects what is missing.
 * @param work gets what the policy agent could be asked about
 */
export async function missingInFile(
  service: RewardService,
  batches: AsyncIterable<FileBatch>,
  work?: PolicyWork,
): Promise<MissingParts> {
  const missing = new MissingParts(service.library);
  for await (const batch of batches) {
    const groups = batch.groups.map(({ group }) => group);
    const assigned = await service.assign({ context: {}, groups });
    for (const [index, sample] of samplesOf(batch).entries()) {
      missing.add(sample, assigned[index]!.assignment);
      work?.note(sample.query, assigned[index]!.assignment, sample.answers);
    }
  }
  return missing;
}

/** Queries of the ledger that are looked at. */
const MOST_RECORDED = 5_000;

/** Looks at what the ledger could not score: what each query would be scored with today. */
export async function missingInLedger(
  service: RewardService,
  store: Store,
  run: string | undefined,
): Promise<MissingParts> {
  const missing = new MissingParts(service.library);
  const found = new Map<string, { query: Query; answers: string[]; reason: string }>();
  for await (const record of store.scanRewards({ status: 'unscored', ...(run !== undefined && { run }) })) {
    const { query, rollout, queryKey: key, reward } = record;
    const entry = found.get(key);
    if (!query || !rollout) missing.addUnacquirable('the ledger keeps no texts');
    else if (entry && entry.answers.length < MOST_ANSWERS) entry.answers.push(rollout.text);
    else if (!entry && found.size < MOST_RECORDED)
      found.set(key, { query, answers: [rollout.text], reason: reward.reason ?? 'no reason was recorded' });
  }
  for (const { query, answers, reason } of found.values()) {
    const [assigned] = await service.assign({ context: {}, groups: [{ query, rollouts: [] }] });
    if (!assigned) continue;
    if (assigned.assignment.tools.length > 0) missing.addUnacquirable(`there is a tool for it: ${reason}`);
    else missing.add({ query, answers: answers.map((text) => ({ text, good: null })) }, assigned.assignment);
  }
  return missing;
}

function sampleOf({ query, rollouts }: Group, labels: readonly (boolean | null)[]): SampleGroup {
  return { query, answers: rollouts.map(({ text }, index) => ({ text, good: labels[index] ?? null })) };
}
