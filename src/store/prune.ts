/**
 * Deletes in four steps. Each step works in chunks, and appends run between the chunks. 1: whole groups, by windows of
 * records. 2: assignments that lost their last row, and queries that lost their last assignment. 3: words that no row uses.
 * 4: free pages are returned to the disk.
 */
import { RlarError } from '../spec/errors.ts';
import type { Pruned, PruneOptions, StoreSize } from './ledger.ts';
import { refuseNothing } from './prune-options.ts';
import { noRoomToDelete } from './reserve.ts';
import type { LedgerScan } from './scan.ts';
import type { WriterClient } from './writer-client.ts';

const ROWS = 1_000;
const ORPHANS = 500;
const PAGES = 1_000;

export interface PruneContext {
  readonly writer: WriterClient;
  readonly scan: LedgerScan;
  size(): Pick<StoreSize, 'usedBytes' | 'bytesPerItem'>;
  freePages(): number;
  /** @returns whether reserved room existed and is now free */
  releaseReserve(): boolean;
  keepReserve(): void;
  /** Bytes of file and log on the disk. */
  diskBytes(): number;
}

/**
 * @throws RLAR_INVALID_REQUEST where nothing says what to delete
 * @throws RLAR_DISK_FULL where the disk is so full that not even the reserve lets it delete
 */
export async function prune(context: PruneContext, options: PruneOptions): Promise<Pruned> {
  refuseNothing(options);
  const before = context.diskBytes();
  const progress: Progress = { rewards: 0, assignments: 0, queries: 0, orphans: new Set() };
  try {
    await pruneOnce(context, options, progress);
  } catch (error) {
    if (!isFull(error)) throw error;
    if (!context.releaseReserve()) throw noRoomToDelete(error);
    await pruneInReserve(context, options, progress);
  }
  context.keepReserve();
  const { rewards, assignments, queries } = progress;
  return { rewards, assignments, queries, bytes: before - context.diskBytes() };
}

async function pruneInReserve(context: PruneContext, options: PruneOptions, progress: Progress) {
  try {
    await context.writer.call('checkpoint', null);
    await pruneOnce(context, options, progress);
  } catch (error) {
    throw isFull(error) ? noRoomToDelete(error) : error;
  }
}

function isFull(thrown: unknown): thrown is RlarError {
  return thrown instanceof RlarError && thrown.code === 'RLAR_DISK_FULL';
}

interface Progress {
  rewards: number;
  assignments: number;
  queries: number;
  /** Assignments that lost rows, and may have no row left. */
  readonly orphans: Set<number>;
}

async function pruneOnce(context: PruneContext, options: PruneOptions, progress: Progress): Promise<void> {
  const { last } = context.scan.bounds();
  const before = progress.rewards;
  for (let quota = rowsToDelete(context, options); quota > 0; quota = rowsToDelete(context, options)) {
    const round = progress.rewards;
    await deleteRewards(context, options, { last, quota }, progress);
    await deleteOrphans(context, progress);
    if (options.maxBytes === undefined || progress.rewards === round) break;
  }
  if (options.run !== undefined && !options.keepRuns?.includes(options.run))
    add(progress, await context.writer.call('deleteRun', options.run));
  if (progress.rewards > before) await deleteWords(context);
  await vacuum(context);
}

/**
 * Estimates the number of rows to delete for the excess bytes. Orphaned queries and assignments are included in the
 * estimate, so the next round finds the rest.
 */
function rowsToDelete(context: PruneContext, { maxBytes }: PruneOptions): number {
  if (maxBytes === undefined) return Number.POSITIVE_INFINITY;
  const { usedBytes, bytesPerItem } = context.size();
  return bytesPerItem === null ? 0 : Math.ceil((usedBytes - maxBytes) / bytesPerItem);
}

async function deleteRewards(
  context: PruneContext,
  { olderThanMs, keepRuns = [], ...options }: PruneOptions,
  { last, quota }: { last: number; quota: number },
  progress: Progress,
): Promise<void> {
  const before = olderThanMs === undefined ? undefined : Date.now() - olderThanMs;
  const { maxBytes: _bytes, ...wanted } = options;
  if (wanted.query !== undefined)
    for (const number of context.scan.assignmentsOf(wanted.query)) progress.orphans.add(number);
  let from = context.scan.bounds().first;
  while (from <= last && quota > 0) {
    const to = Math.min(last, from + Math.min(ROWS, quota) - 1);
    const chunk = await context.writer.call('deleteRewards', { from, to, before, keepRuns, ...wanted });
    from = chunk.to + 1;
    quota -= chunk.deleted;
    progress.rewards += chunk.deleted;
    for (const assignment of chunk.assignments) progress.orphans.add(assignment);
  }
}

async function deleteOrphans(context: PruneContext, progress: Progress): Promise<void> {
  const horizon = await context.scan.keepUsed(progress.orphans);
  const numbers = [...progress.orphans];
  for (let from = 0; from < numbers.length; from += ORPHANS) {
    const chunk = { numbers: numbers.slice(from, from + ORPHANS), horizon };
    add(progress, await context.writer.call('deleteAssignments', chunk));
  }
  progress.orphans.clear();
}

async function deleteWords(context: PruneContext): Promise<void> {
  const { unused, horizon } = await context.scan.unusedWords();
  for (let from = 0; from < unused.length; from += ORPHANS)
    await context.writer.call('deleteWords', { numbers: unused.slice(from, from + ORPHANS), horizon });
}

function add(progress: Progress, deleted: { assignments: number; queries: number }): void {
  progress.assignments += deleted.assignments;
  progress.queries += deleted.queries;
}

async function vacuum(context: PruneContext): Promise<void> {
  let free = context.freePages();
  while (free > 0) {
    await context.writer.call('vacuum', PAGES);
    const left = context.freePages();
    if (left >= free) break;
    free = left;
  }
  await context.writer.call('checkpoint', null);
}
