import { z } from 'zod';

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
  /** The library after it: built-in and published tools together. */
  snapshot: z.string(),
  changes: z.array(change),
});
export type LogEntry = z.infer<typeof logEntry>;

/** Who does something to the library, and why. */
export interface LibraryActor {
  readonly by: string;
  readonly reason?: string;
}
