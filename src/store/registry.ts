/**
 * The registry: tool cards, snapshots, the published tools, and the log of all changes. The last entry of the log is the
 * head. An entry is made in one transaction. If a process dies, the old head stays. If two processes publish at once, the
 * second entry builds on the first.
 */
import { z } from 'zod';
import type { Decisions } from '../spec/decisions.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import type { ToolShelf } from './tool-shelf.ts';

/**
 * `publish`: tools were added, or got new evidence · `decide`: the policy agent decided for kinds, or a decision was taken out · `remove`: a tool was taken out · `rollback`: the tools of another
 * entry were published again · `pin`: a run was pinned by hand · `refuse`: a tool did not pass its gates and stays out of
 * the library · `adopt`: tools that are older than the log were published
 */
const action = z.enum(['publish', 'decide', 'remove', 'rollback', 'pin', 'refuse', 'adopt']);
export type LibraryAction = z.infer<typeof action>;

/** The change of one tool: its version before and after. Null means that the tool was not in the library. */
const change = z.object({
  id: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type LibraryChange = z.infer<typeof change>;

/** One entry of the library's log. */
export const logEntry = z.object({
  /** From 1, in the order of commits. */
  seq: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  action,
  /** `user`, `agent`, or the id of an acquisition. */
  by: z.string(),
  reason: z.string(),
  /** The library after this entry: static and published tools together. */
  snapshot: z.string(),
  changes: z.array(change),
});
export type LogEntry = z.infer<typeof logEntry>;

/** What a library is made of: its cards, and what the policy agent decided. */
export interface LibraryContent {
  readonly cards: readonly ToolCard[];
  readonly decisions: Decisions;
}

/** Characters of the reason of an entry that are kept. */
export const LONGEST_REASON = 2_000;

/** The present state of the registry. */
export interface RegistryHead {
  /** Number of the last entry; 0 where there is none. */
  readonly seq: number;
  readonly published: readonly ToolCard[];
  readonly decisions: Decisions;
  /**
   * Cards of the static tools of the deployment, which need no publishing: the tools of the package and of the
   * configuration. They are recorded each time the library is opened; null before the first time.
   */
  readonly staticCards: readonly ToolCard[] | null;
}

/** A new entry without its number and time. */
export interface NewEntry extends Omit<LogEntry, 'seq' | 'at' | 'snapshot'> {
  readonly snapshot: LibraryContent & { readonly id: string };
  /** The published tools after this entry. */
  readonly published: readonly ToolCard[];
  readonly decisions: Decisions;
}

/** All methods reject with RLAR_STORE_FAILED or RLAR_STORE_NEWER where the registry cannot be read, and after `close`. */
export interface Registry {
  /** Where the files of added tools are shared; absent where each home keeps its own. */
  readonly shelf?: ToolShelf;
  /** A cheap call, made once a second. */
  seq(): Promise<number>;
  head(): Promise<RegistryHead>;
  /** @returns the published tools and the decisions at an entry. @throws RLAR_NOT_FOUND */
  publishedAt(seq: number): Promise<LibraryContent>;
  /** @returns the entries, the newest first */
  entries(): Promise<LogEntry[]>;
  /** @returns all cards and decisions of a snapshot, or null where the snapshot is not stored */
  snapshot(id: string): Promise<LibraryContent | null>;
  /** Stores a snapshot. An existing snapshot is not changed. @throws RLAR_DISK_FULL */
  addSnapshot(id: string, content: LibraryContent): Promise<void>;
  /** Stores the cards of the static tools of this deployment. @throws RLAR_DISK_FULL */
  setStaticCards(cards: readonly ToolCard[]): Promise<void>;
  /**
   * Makes an entry from the head. No other process changes the registry between reading the head and writing the entry.
   * @param make returns null where there is nothing to enter
   * @throws RLAR_DISK_FULL, and the errors of `make`
   */
  append(make: (head: RegistryHead) => NewEntry | null): Promise<LogEntry | null>;
  close(): Promise<void>;
}
