import { countedQuery, queryKey } from '../spec/query-key.ts';
import type { Group, RunContext } from '../spec/wire.ts';
import type { InputLine } from './read-file.ts';
import type { ReadRow } from './read-row.ts';

/** Rollouts of one query under one context, with the other data of their rows. */
interface FileGroup {
  readonly context: RunContext;
  readonly group: Group;
  readonly labels: readonly (boolean | null)[];
  /** Where each rollout stands among those of the batch, in the order of the file. */
  readonly places: readonly number[];
}

/** A part of a file: its groups, its invalid lines, and the place where it ends. */
export interface FileBatch {
  readonly groups: readonly FileGroup[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly lastLine: number;
}

interface BatchOptions {
  /** Whether `task` and `data_source` are part of the query: one value for all rows, or the setting of a row's run. */
  readonly hints: boolean | ((context: RunContext) => Promise<boolean>);
  /** False: each row is a group of its own. */
  readonly merge?: boolean;
}

/** Number of rollouts after which a batch ends, between two queries. */
const BATCH = { rollouts: 512, characters: 8 * 1024 * 1024 };
/** The same limit for a file in which rows of one query lie apart. A step of a training run fits in. */
const WINDOW = { rollouts: 8_192, characters: 64 * 1024 * 1024 };

interface OpenGroup {
  readonly context: RunContext;
  readonly group: Group;
  readonly rollouts: Group['rollouts'];
  readonly labels: (boolean | null)[];
  readonly places: number[];
}

/**
 * Gathers lines into batches. Rows of a batch with the same query and the same run and step are one group, wherever they
 * stand, so that a file with one rollout a line is scored by groups all the same. A batch ends where a query ends;
 * once rows of one query were found apart, batches are as large as memory allows.
 */
export async function* batchRows(
  lines: AsyncIterable<InputLine>,
  { hints, merge = true }: BatchOptions,
): AsyncGenerator<FileBatch> {
  const countHints = hintsOf(hints);
  let open = new Map<string, OpenGroup>();
  let bad: { line: number; reason: string }[] = [];
  let rollouts = 0;
  let characters = 0;
  let lastLine = 0;
  let lastKey = '';
  let scattered = false;
  const flush = (): FileBatch => {
    const groups = [...open.values()].map(({ group, rollouts: all, ...rest }) => ({
      ...rest,
      group: { ...group, rollouts: all },
    }));
    const batch = { groups, bad, lastLine };
    open = new Map();
    bad = [];
    rollouts = 0;
    characters = 0;
    return batch;
  };
  for await (const line of lines) {
    if (!line.ok) {
      bad.push({ line: line.line, reason: line.reason });
      lastLine = line.line;
      continue;
    }
    const { row } = line;
    const key = merge ? keyOf(row, await countHints(row.context)) : String(line.line);
    const most = scattered ? WINDOW : BATCH;
    const full = rollouts >= most.rollouts || characters >= most.characters;
    const tooFull = rollouts >= WINDOW.rollouts || characters >= WINDOW.characters;
    if (open.size > 0 && (tooFull || (full && !open.has(key)))) yield flush();
    const numbered = withOrigin(row.group.rollouts, line.line);
    let entry = open.get(key);
    if (entry && key !== lastKey) scattered = true;
    if (!entry) {
      const group = { id: `line-${line.line}`, ...row.group };
      entry = { context: row.context, group, rollouts: [], labels: [], places: [] };
      open.set(key, entry);
    }
    for (const [at, rollout] of numbered.entries()) {
      entry.rollouts.push(rollout);
      entry.labels.push(row.labels[at] ?? null);
      entry.places.push(rollouts + at);
      characters += rollout.text.length;
    }
    rollouts += numbered.length;
    lastKey = key;
    lastLine = line.line;
  }
  if (open.size > 0 || bad.length > 0) yield flush();
}

/** Asks once for each run. */
function hintsOf(hints: BatchOptions['hints']): (context: RunContext) => boolean | Promise<boolean> {
  if (typeof hints === 'boolean') return () => hints;
  const known = new Map<string | undefined, Promise<boolean>>();
  return (context) => {
    const found = known.get(context.run) ?? hints(context);
    known.set(context.run, found);
    return found;
  };
}

function keyOf({ group: { query }, context }: ReadRow, hints: boolean): string {
  return `${JSON.stringify(context)}\n${queryKey(countedQuery(query, hints))}`;
}

/** Gives an id to rollouts without one, and records the line of each rollout. */
function withOrigin(rollouts: Group['rollouts'], line: number): Group['rollouts'] {
  const first = { ...rollouts[0]?.meta, line };
  return rollouts.map((rollout, index) => ({
    ...rollout,
    id: rollout.id ?? (rollouts.length === 1 ? `line-${line}` : `line-${line}/${index}`),
    meta: rollout.meta === rollouts[0]?.meta ? first : { ...rollout.meta, line },
  }));
}

/** A request's share of a batch. */
interface BatchRequest {
  readonly context: RunContext;
  readonly groups: readonly FileGroup[];
}

/** @returns the groups of a batch by the run and step that they belong to, since a request has one */
export function requestsOf({ groups }: FileBatch): BatchRequest[] {
  const byContext = Map.groupBy(groups, ({ context }) => JSON.stringify(context));
  return [...byContext.values()].map((list) => ({ context: list[0]!.context, groups: list }));
}

/** @returns what belongs to the rollouts of requests, by request, group and rollout, in the order of the file */
export function inFileOrder<T>(requests: readonly BatchRequest[], results: readonly T[][][]): T[] {
  const ordered: T[] = [];
  for (const [index, { groups }] of requests.entries())
    for (const [at, { places }] of groups.entries())
      for (const [rollout, place] of places.entries()) ordered[place] = results[index]![at]![rollout]!;
  return ordered;
}
