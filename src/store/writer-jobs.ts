import type { EncodedBatch } from './encoded-batch.ts';

interface EncodedAssignment {
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
}

/** What the writer does, by name: argument and answer. */
export interface WriterMethods {
  /** Answers with the number of the first record. */
  append(batch: EncodedBatch): number;
  /** Answers with null where it was stored, with what was stored before where that is another, as JSON. */
  putAssignments(entries: readonly EncodedAssignment[]): (string | null)[];
  /** Stores settings and a first phase where the run has none. */
  openRun(run: {
    readonly run: string;
    readonly settings: string;
    readonly snapshot: string;
    readonly at: number;
  }): null;
  /** Gives a phase, by default the last one, another snapshot. */
  pinRun(pin: {
    readonly run: string;
    readonly snapshot: string;
    readonly fromStep: number | null;
    readonly at: number;
  }): null;
  /** Deletes whole groups. Answers with the rows deleted, the assignments they had, and the last record that it looked at. */
  deleteRewards(window: DeletedWindow): { deleted: number; assignments: number[]; to: number };
  /** Deletes those of the assignments that no record after `horizon` has, and queries that have none left. */
  deleteAssignments(orphans: { readonly numbers: readonly number[]; readonly horizon: number }): {
    assignments: number;
    queries: number;
  };
  /** Deletes those of the words that no record after `horizon` has. */
  deleteWords(unused: { readonly numbers: readonly number[]; readonly horizon: number }): null;
  /** Deletes a run that has no rows, with its assignments. */
  deleteRun(run: string): { assignments: number; queries: number };
  /** Gives back at most this many free pages. */
  vacuum(pages: number): null;
  /** Moves the log into the file and empties it, unless somebody reads it for long. Outside of any transaction. */
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

/** The answers of one commit, with the time it took; or that the writer has opened, failed to, or closed. */
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
