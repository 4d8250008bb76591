/**
 * The registry: tool cards, snapshots, what is published, and the log of how it came to be. Its last entry is the head. An
 * entry is made in one transaction, so a process that dies leaves the old head, and of two that publish at once each
 * builds on the other.
 */
import { z } from 'zod';
import type { ToolCard } from '../spec/tool-card.ts';

/**
 * `publish`: tools came in, or got other evidence · `remove` · `rollback`: what was published at another entry is again ·
 * `pin`: a run was pinned by hand · `refuse`: a tool did not pass its gates and is kept aside · `adopt`: tools that were
 * there before the log
 */
const action = z.enum(['publish', 'remove', 'rollback', 'pin', 'refuse', 'adopt']);
export type LibraryAction = z.infer<typeof action>;

/** What became of one tool: null where it was not, or is not any more, in the library. */
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
  /** The library after it: static and published tools together. */
  snapshot: z.string(),
  changes: z.array(change),
});
export type LogEntry = z.infer<typeof logEntry>;

/** What the registry says now. */
export interface RegistryHead {
  /** Number of the last entry; 0 where there is none. */
  readonly seq: number;
  readonly published: readonly ToolCard[];
  /**
   * Cards of the static tools of the deployment, which need no publishing: those of the package and of the configuration,
   * as whoever opened the library last had them. Null where nobody has.
   */
  readonly staticCards: readonly ToolCard[] | null;
}

/** An entry as it is made out of the head: everything but its number and time. */
export interface NewEntry extends Omit<LogEntry, 'seq' | 'at' | 'snapshot'> {
  readonly snapshot: { readonly id: string; readonly cards: readonly ToolCard[] };
  /** What is published after it. */
  readonly published: readonly ToolCard[];
}

/** All methods reject with RLAR_STORE_FAILED or RLAR_STORE_NEWER where the registry cannot be read, and after `close`. */
export interface Registry {
  /** Cheap: what is asked for once a second. */
  seq(): Promise<number>;
  head(): Promise<RegistryHead>;
  /** @returns what was published at an entry. @throws RLAR_NOT_FOUND */
  publishedAt(seq: number): Promise<ToolCard[]>;
  /** @returns the entries, the newest first */
  entries(): Promise<LogEntry[]>;
  /** @returns all cards of a snapshot, or null where it was not kept */
  snapshot(id: string): Promise<ToolCard[] | null>;
  /** Keeps a snapshot; one that is there already stands. @throws RLAR_DISK_FULL */
  addSnapshot(id: string, cards: readonly ToolCard[]): Promise<void>;
  /** Keeps the cards of the static tools of this deployment. @throws RLAR_DISK_FULL */
  setStaticCards(cards: readonly ToolCard[]): Promise<void>;
  /**
   * Makes an entry out of the head as it is when its turn comes; nobody else's turn is in between.
   * @param make returns null where there is nothing to enter
   * @throws RLAR_DISK_FULL, and what `make` throws
   */
  append(make: (head: RegistryHead) => NewEntry | null): Promise<LogEntry | null>;
  close(): Promise<void>;
}
