import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import type { ChatUsage } from '../spec/chat-usage.ts';
import { plusUsage } from '../spec/chat-usage.ts';
import { styled, table } from './terminal.ts';

/** What one agent did for a command. */
export interface AgentWork {
  /** Kinds that were named or decided for, or tools that were to be acquired. */
  readonly worked: number;
  /** Of these, how many came to something: a decision within the rules, an admitted tool. */
  readonly kept: number;
  /** Null where no model was asked. */
  readonly usage: ChatUsage | null;
}

const AGENTS = ['policy', 'code', 'web', 'rubric'] as const;
export type AgentName = (typeof AGENTS)[number];
export type AgentsTally = Readonly<Record<AgentName, AgentWork>> & {
  /** What judges were asked while they were tried for admission; null where nothing was. */
  readonly trials: ChatUsage | null;
};

const IDLE: AgentWork = { worked: 0, kept: 0, usage: null };
export const NO_AGENTS: AgentsTally = { policy: IDLE, code: IDLE, web: IDLE, rubric: IDLE, trials: null };

/** @returns the tally with more work of one agent */
export function withWork(tally: AgentsTally, agent: AgentName, more: AgentWork): AgentsTally {
  const { worked, kept, usage } = tally[agent];
  const sum = plusUsage(usage, more.usage);
  return { ...tally, [agent]: { worked: worked + more.worked, kept: kept + more.kept, usage: sum } };
}

/** @returns the tally with what judges were asked while they were tried */
export function withTrials(tally: AgentsTally, more: ChatUsage | null): AgentsTally {
  return { ...tally, trials: plusUsage(tally.trials, more) };
}

/** @returns the tally with acquisitions that were worked on since a time, in milliseconds since 1970; answers of before cost nothing */
export function withAcquisitions(
  tally: AgentsTally,
  states: readonly AcquisitionState[],
  since: number,
): AgentsTally {
  return states
    .filter(({ updated }) => updated >= since)
    .reduce((sum, { target, status, usage }) => {
      const agent = target.what === 'reward-model' ? 'web' : 'code';
      return withWork(sum, agent, { worked: 1, kept: Number(status === 'admitted'), usage });
    }, tally);
}

/** @param judges what judges asked while they scored */
export function agentsTable(tally: AgentsTally, judges: ChatUsage | undefined): string {
  const row = (name: string, worked: string, usage: ChatUsage | null): string[] => [
    name,
    worked,
    String(usage?.calls ?? 0),
    String((usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0)),
    usage === null ? '0' : usage.costUsd === null ? '–' : usage.costUsd.toFixed(4),
  ];
  const rows = AGENTS.map((name) => {
    const { worked, kept, usage } = tally[name];
    return row(`${name} agent`, worked === 0 ? '0' : `${worked}, ${kept} kept`, usage);
  });
  if (tally.trials) rows.push(row('judges on trial', '', tally.trials));
  rows.push(row('judges', '', judges ?? null));
  return `${styled('bold', 'Who was asked:')}\n${table(['', 'worked', 'model calls', 'tokens', 'USD'], rows)}`;
}
