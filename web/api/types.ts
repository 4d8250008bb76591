/** What the routes answer, as the server's own sources say it. Only types come from there. */
import type { RunReport, RunSummary } from '../../src/evaluation/run-report.ts';
import type { rewardLine } from '../../src/server/reward-line.ts';
import type { LedgerRecord } from '../../src/store/ledger-record.ts';
import type { PartFigures } from '../../src/store/views.ts';

export type { RewardComparison } from '../../src/evaluation/compare-rewards.ts';
export type { Message, Query } from '../../src/spec/query.ts';
export type { Reward, ToolResult } from '../../src/spec/reward.ts';
export type { Rollout, Step } from '../../src/spec/rollout.ts';
export type { ToolCard } from '../../src/spec/tool-card.ts';
export type { LedgerRecord, PartFigures, RunReport, RunSummary };

/** `GET v1/rewards`: one reward of a list. */
export type RewardLine = ReturnType<typeof rewardLine>;
/** `GET v1/rewards`. */
export interface RewardList {
  readonly found: number;
  readonly items: readonly RewardLine[];
  readonly next: string | null;
}
/** `GET v1/runs`. */
export interface RunList {
  readonly items: readonly RunSummary[];
}
