import type { JudgeBudget, JudgeSpend } from '../spec/judge-budget.ts';
import type { EncodedBatch } from './encoded-batch.ts';
import type { GroupToJudge, JudgingReserved } from './runs.ts';

export interface EncodedAssignment {
  readonly run: string;
  readonly fromStep: number;
  readonly at: number;
  readonly queryKey: string;
  readonly query: string;
  readonly assignment: string;
}

/** The records from `from` to `to`, inclusive, that were made before `before` in a run that is (not) among the runs. */
interface DeletedWindow {
  readonly from: number;
  readonly to: number;
  readonly before?: number;
  readonly run?: string;
  readonly keepRuns: readonly string[];
  readonly query?: string;
  readonly user?: string;
}

/** The jobs of the writer, by name, with argument and answer. */
export interface WriterMethods {
  /** Answers with the number of the first record. */
  append(batch: EncodedBatch): number;
  /**
   * Answers with null where the assignment was stored. Answers with the JSON of the earlier assignment where a different
   * one was already stored.
   */
  putAssignments(entries: readonly EncodedAssignment[]): (string | null)[];
  /** Stores settings and a first phase for a run without them. */
  openRun(run: {
    readonly run: string;
    readonly settings: string;
    readonly snapshot: string;
    readonly at: number;
  }): null;
  /** Gives a phase another snapshot; by default the last phase. */
  pinRun(pin: {
    readonly run: string;
    readonly snapshot: string;
    readonly fromStep: number | null;
    readonly at: number;
  }): null;
  /** See `Runs.reachStep`. */
  reachStep(reached: {
    readonly run: string;
    readonly snapshot: string;
    readonly step: number;
    readonly epoch: number | null;
    readonly at: number;
  }): null;
  /** See `Runs.reserveJudging`. */
  reserveJudging(asked: {
    readonly run: string | null;
    readonly at: number;
    readonly groups: readonly GroupToJudge[];
    readonly budget: JudgeBudget;
  }): JudgingReserved[];
  settleJudging(settled: {
    readonly run: string | null;
    readonly expected: JudgeSpend;
    readonly real: JudgeSpend;
  }): null;
  /** Fills the facts of a window of new records. Answers with whether records without facts are left. */
  fillFacts(argument: null): boolean;
  /** Fills a window of the search index. Answers with whether texts are left that are not indexed. */
  fillSearch(argument: null): boolean;
  /** Deletes whole groups. Answers with the rows deleted, the assignments they had, and the last record that was read. */
  deleteRewards(window: DeletedWindow): { deleted: number; assignments: number[]; to: number };
  /** Deletes each given assignment that no record after `horizon` uses, and queries without any assignment left. */
  deleteAssignments(orphans: { readonly numbers: readonly number[]; readonly horizon: number }): {
    assignments: number;
    queries: number;
  };
  /** Deletes each given word that no record after `horizon` uses. */
  deleteWords(unused: { readonly numbers: readonly number[]; readonly horizon: number }): null;
  /** Deletes a run that has no rows, with its assignments. */
  deleteRun(run: string): { assignments: number; queries: number };
  /** Returns at most this number of free pages to the disk. */
  vacuum(pages: number): null;
  /** Moves the log into the file and empties it, unless a long read is in progress. It runs outside of any transaction. */
  checkpoint(argument: null): null;
}

export type WriterMethod = keyof WriterMethods;

export type WriterJob = {
  [Method in WriterMethod]: {
    readonly id: number;
    readonly method: Method;
    readonly argument: Parameters<WriterMethods[Method]>[0];
  };
}[WriterMethod];

export type JobAnswer = ReturnType<WriterMethods[WriterMethod]>;

/**
 * A message of the writer: the answers of one commit with its time, or the news that the writer has opened, failed to open,
 * or closed.
 */
export type WriterMessage =
  | { readonly type: 'opened' }
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  | {
      readonly type: 'answers';
      readonly answers: readonly JobReply[];
      /** Milliseconds from begin to commit. */
      readonly ms: number;
    };

export type JobReply =
  | { readonly id: number; readonly answer: JobAnswer }
  | { readonly id: number; readonly code: string; readonly message: string };
