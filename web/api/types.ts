/** What the routes answer, as the server's own sources say it. Only types come from there. */
import type { z } from 'zod';
import type { AcquisitionEvent } from '../../src/agents/acquisitions/acquisition-event.ts';
import type { AcquisitionState } from '../../src/agents/acquisitions/state.ts';
import type { RunReport, RunSummary } from '../../src/evaluation/run-report.ts';
import type { EvolutionEvent, EvolutionState } from '../../src/evolution/loop/state.ts';
import type { SnapshotDifference } from '../../src/library/snapshot-diff.ts';
import type { rewardLine } from '../../src/server/reward-line.ts';
import type { ToolCard } from '../../src/spec/tool-card.ts';
import type { fileCheck } from '../../src/spec/views/check-report.ts';
import type { agreement } from '../../src/spec/views/tool-history.ts';
import type { FeedbackEntry } from '../../src/store/feedback.ts';
import type { LedgerRecord } from '../../src/store/ledger-record.ts';
import type { LogEntry } from '../../src/store/registry.ts';
import type { PartFigures } from '../../src/store/views.ts';

export type { RewardComparison } from '../../src/evaluation/compare-rewards.ts';
export type { RescoreReply } from '../../src/server/routes/rescore.ts';
export type { Assignment } from '../../src/spec/assignment.ts';
export type { Query } from '../../src/spec/query.ts';
export type { Reward, ToolResult } from '../../src/spec/reward.ts';
export type { Step } from '../../src/spec/rollout.ts';

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
export type { GroupLine, GroupPage } from '../../src/spec/views/group-line.ts';
export type { Histogram } from '../../src/spec/views/histogram.ts';
export type { Series } from '../../src/spec/views/series.ts';
/** `POST v1/check`. */
export type FileCheck = z.infer<typeof fileCheck>;
type Agreement = z.infer<typeof agreement>;

export type { GateReport } from '../../src/spec/evidence.ts';
export type { AcquisitionEvent, AcquisitionState, EvolutionEvent, LogEntry };
/** `GET v1/acquisitions`. */
export interface AcquisitionList {
  readonly acquisitions: readonly AcquisitionState[];
}
/** `GET v1/acquisitions/:id`. */
export interface AcquisitionDetail extends AcquisitionState {
  readonly events: readonly AcquisitionEvent[];
  readonly calls: readonly {
    readonly purpose: string;
    readonly calls: number;
    readonly inputTokens: number;
    readonly outputTokens: number;
    readonly ms: number;
  }[];
}
/** `GET v1/feedback`. */
export interface FeedbackList {
  readonly items: readonly FeedbackEntry[];
  readonly next: string | null;
}
/** `GET v1/library/log`. */
export interface LibraryLog {
  readonly snapshot: string;
  readonly items: readonly LogEntry[];
  readonly next: string | null;
}
/** `GET v1/library/diff`. */
export interface LibraryDiff {
  readonly before: string;
  readonly after: string;
  readonly differences: readonly SnapshotDifference[];
  readonly cards?: readonly [ToolCard | null, ToolCard | null];
}
/** `GET v1/tools/:id/history`. */
export interface ToolHistory {
  readonly items: readonly LogEntry[];
  readonly agreement: Agreement;
}
/** `GET v1/evolution`. */
export interface EvolutionNow {
  readonly groups: number;
  readonly changes: readonly Omit<EvolutionState['changes'][number], 'used'>[];
  readonly today: EvolutionState['day'];
  readonly updated: number;
  readonly alarms: readonly EvolutionEvent[];
  /** The newest, the newest last. */
  readonly events: readonly EvolutionEvent[];
}
