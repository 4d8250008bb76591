/** What the routes answer, as the server's own sources say it. Only types come from there. */
import type { z } from 'zod';
import type { RunReport, RunSummary } from '../../src/evaluation/run-report.ts';
import type { rewardLine } from '../../src/server/reward-line.ts';
import type { ToolCard } from '../../src/spec/tool-card.ts';
import type { fileCheck } from '../../src/spec/views/check-report.ts';
import type { agreement } from '../../src/spec/views/tool-history.ts';
import type { LedgerRecord } from '../../src/store/ledger-record.ts';
import type { PartFigures } from '../../src/store/views.ts';

export type { RewardComparison } from '../../src/evaluation/compare-rewards.ts';
export type { RescoreReply } from '../../src/server/routes/rescore.ts';
export type { Assignment } from '../../src/spec/assignment.ts';
export type { Message, Query } from '../../src/spec/query.ts';
export type { Reward, ToolResult } from '../../src/spec/reward.ts';
export type { Rollout, Step } from '../../src/spec/rollout.ts';

export type { LedgerRecord, PartFigures, RunReport, RunSummary, ToolCard };

/** `GET v1/rewards`: one reward of a list. */
export type RewardLine = ReturnType<typeof rewardLine>;
/** `GET v1/rewards`. */
export interface RewardList {
  /** Null where a search does not count. */
  readonly found: number | null;
  readonly items: readonly RewardLine[];
  readonly next: string | null;
  /** Of a search: how many rewards cannot be searched yet. */
  readonly behind?: number;
}
/** `GET v1/tools`. */
export interface ToolList {
  readonly snapshot: string;
  readonly tools: readonly ToolCard[];
  readonly health: readonly {
    readonly tool: string;
    readonly ok: boolean | null;
    readonly reason?: string;
  }[];
}
/** `GET v1/runs`. */
export interface RunList {
  readonly items: readonly RunSummary[];
}

export type { GroupRecord } from '../../src/server/group-record.ts';
export type { GroupLine, GroupPage, GroupSort } from '../../src/spec/views/group-line.ts';
export type { Histogram } from '../../src/spec/views/histogram.ts';
export type { Series } from '../../src/spec/views/series.ts';
/** `POST v1/check`. */
export type FileCheck = z.infer<typeof fileCheck>;
/** Part of `GET v1/tools/:id/history`. */
export type Agreement = z.infer<typeof agreement>;
