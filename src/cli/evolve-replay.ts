import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAcquisitions } from '../agents/acquisitions/open-acquisitions.ts';
import { askPolicy, type PolicyAnswer } from '../agents/policy-agent/ask-policy.ts';
import type { Config } from '../config.ts';
import { type Audited, exploitedBy } from '../evolution/changes/audited.ts';
import { withdrawnCard } from '../evolution/changes/withdrawal.ts';
import type { AskPolicy } from '../evolution/new-kinds/naming.ts';
import { NewKinds } from '../evolution/new-kinds/new-kinds.ts';
import type { ScoredItem } from '../evolution/replay/replay-stream.ts';
import type { Alarm } from '../evolution/watches/alarm.ts';
import { makeChange, stageChange } from '../library/registry/stage.ts';
import type { RewardService } from '../service.ts';
import { asRlarError } from '../spec/errors.ts';
import { countedQuery, queryKey } from '../spec/query-key.ts';

/** A replay in which the library evolves: what it acquires is published into a home of its own. */
export interface Evolving {
  readonly agentCalls: () => number;
  /** @returns what was changed in the library after a batch. The stream stands meanwhile */
  readonly evolve: (batch: readonly ScoredItem[]) => Promise<string[]>;
  close(): Promise<void>;
}

/** @returns a new home for a replay, and how it is removed */
export function replayHome(): { readonly home: string; readonly remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'rlar-replay-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** @returns what takes an exploited tool out of routing during a replay, and says so */
export function withdrawing(
  home: string,
  service: RewardService,
): (alarm: Alarm, audits: readonly Audited[]) => Promise<string> {
  return async (alarm, audits) => {
    const found = exploitedBy(alarm, audits, service.library);
    if ('why' in found) return `nothing is withdrawn: ${found.why}`;
    const card = withdrawnCard(found.card, alarm);
    const name = `${found.card.id}@${found.card.version}`;
    const staged = card && (await stageChange({ home }, { card }));
    if (!staged) return `${name} was withdrawn before`;
    const actor = { by: 'evolution', reason: `${alarm.meaning} (${alarm.subject})` };
    await makeChange({ home }, { card }, staged.incumbent, actor);
    await service.refreshLibrary();
    return `${name} is withdrawn: ${alarm.meaning}`;
  };
}

/** @param config with the home of the replay */
export function evolving(config: Config, service: RewardService, leastQueries: number): Evolving {
  const acquisitions = openAcquisitions(config, () => service.library);
  const { seed } = config.evolution;
  const pool = new NewKinds({ leastQueries, seed, models: config.acquire.models });
  const opened: string[] = [];
  let namingCalls = 0;
  const ask: AskPolicy = async (work, mostNamings) => {
    const answer = await askPolicy(config, work, { mostNamings, library: () => service.refreshLibrary() });
    namingCalls += answer.usage.calls;
    return answer;
  };
  return {
    agentCalls: () => acquisitions.calls + namingCalls,
    evolve: async (batch) => {
      for (const { item, rewards } of batch) {
        const assignment = rewards[0]?.assignment;
        const query = countedQuery(item.group.query, config.hints);
        if (assignment) pool.add(queryKey(query), query, assignment);
      }
      const changes: string[] = [];
      try {
        changes.push(...namesIn(await pool.name(() => service.library, ask)));
      } catch (thrown) {
        changes.push(`kinds have no name: ${asRlarError(thrown).message}`);
      }
      for (const { key, title, request } of pool.frequent(service.library, opened)) {
        opened.push(key);
        try {
          const { status, note } = await (await acquisitions.request(request)).done;
          changes.push(`acquisition for ${title}: ${status}, ${note}`);
        } catch (thrown) {
          changes.push(`acquisition for ${title}: ${asRlarError(thrown).message}`);
        }
      }
      if (changes.length > 0) await service.refreshLibrary();
      return changes;
    },
    close: () => acquisitions.close(),
  };
}

function namesIn(answer: PolicyAnswer | null): string[] {
  return (answer?.named ?? []).map(
    ({ kind, says, prompts, by }) => `${by} calls ${prompts} prompts of no known kind ${kind}: ${says}`,
  );
}
