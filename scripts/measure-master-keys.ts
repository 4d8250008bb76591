/**
 * Gives every master key of RLAR_DATA as the response to every query of the labelled sets that carries a reference,
 * tests or constraints: `RLAR_DATA=DIR node scripts/with-node.mjs scripts/measure-master-keys.ts`. Prints, by kind, how
 * many of them earned more than the floor. Constraint kinds stand apart: a colon does hold no comma.
 */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { readFile } from '../src/intake/read-file.ts';
import { createRewardService } from '../src/service.ts';
import { queryKey, withoutHints } from '../src/spec/query-key.ts';
import type { Group } from '../src/spec/wire.ts';

interface Count {
  responses: number;
  floor: number;
  paid: number;
  without: number;
}

const BATCH = 64;

async function measureMasterKeys(data: string): Promise<Map<string, Count>> {
  const keys: string[] = [];
  for await (const line of readFile(join(data, 'verify/master_keys.jsonl'), { needsResponse: false })) {
    if (line.ok) keys.push(...line.row.group.rollouts.map((rollout) => rollout.text));
  }
  const service = await createRewardService({ hints: false });
  const counts = new Map<string, Count>();
  const score = async (groups: Group[]): Promise<void> => {
    for (const reward of (await service.score({ context: {}, groups })).flat()) {
      const kind = reward.kind ?? "don't know";
      const count = counts.get(kind) ?? { responses: 0, floor: 0, paid: 0, without: 0 };
      counts.set(kind, count);
      count.responses += 1;
      if (reward.reward === null) count.without += 1;
      else count[reward.reward > 0 ? 'paid' : 'floor'] += 1;
    }
  };
  const seen = new Set<string>();
  for (const file of globSync(['verify/*', 'metrics/*', 'prompts/*'], { cwd: data }).sort()) {
    if (file.includes('master_keys')) continue;
    let groups: Group[] = [];
    for await (const line of readFile(join(data, file), { needsResponse: false })) {
      if (!line.ok) continue;
      const { query } = line.row.group;
      const key = queryKey(withoutHints(query));
      const checkable =
        query.references.length > 0 || query.tests !== undefined || query.constraints.length > 0;
      if (!checkable || seen.has(key)) continue;
      seen.add(key);
      groups.push({ query, rollouts: keys.map((text) => ({ text })) });
      if (groups.length === BATCH) await score(groups.splice(0));
    }
    await score(groups);
    groups = [];
  }
  await service.close();
  return counts;
}

const data = process.env.RLAR_DATA;
if (!data || !existsSync(data)) console.log('skipped: no data (set RLAR_DATA)');
else {
  for (const [kind, { responses, floor, paid, without }] of [...(await measureMasterKeys(data))].sort()) {
    console.log(
      `${kind.padEnd(36)} ${String(responses).padStart(7)} responses: floor ${floor}, paid ${paid}, without a reward ${without}`,
    );
  }
}
