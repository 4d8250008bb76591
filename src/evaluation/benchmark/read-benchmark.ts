import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { readParquet } from '../../intake/read-parquet.ts';
import { readRow } from '../../intake/read-row.ts';
import { asRlarError, RlarError } from '../../spec/errors.ts';
import { type JsonObject, jsonObject } from '../../spec/json.ts';
import { queryKey, withoutHints } from '../../spec/query-key.ts';
import { readJsonObjects } from '../json-lines.ts';
import type { Benchmark, BenchmarkItem, Recording } from './benchmark.ts';
import { bestOfItem, itemOf, queryOf, type Read } from './make-item.ts';
import { readPlans } from './plan-rows.ts';
import {
  bestOfRow,
  type JudgeBenchRow,
  judgeBenchRow,
  type ListRow,
  labelledRow,
  listRow,
  type PairRow,
  pairRow,
} from './row-formats.ts';
import { readWriting } from './writing-rows.ts';

const FORMS =
  'Write rows as docs/benchmarks.md lists them: prompt with chosen and rejected, or prompt with responses and correct.';

/**
 * Reads a file of pairs, best-of-N or labelled rollouts: RewardBench 1 and 2, JudgeBench, RM-Bench, Plan-RewardBench, RewardMATH's
 * scores, items of writing as C3EBench has them, or the labelled data of this project. The columns say which it is.
 * @throws RlarError RLAR_FILE_UNREADABLE where the file is missing or its rows are none of these
 */
export async function readBenchmark(path: string): Promise<Benchmark> {
  const rows = path.endsWith('.parquet') ? await parquetRows(path) : readJsonObjects(path);
  const file = basename(path).replace(/\.(jsonl|json|parquet)(\.gz)?$/, '');
  const readers = [readPairs, readLists, readJudgeBench, readPlanned, readWritten, readBestOf, readLabelled];
  const read = readers.reduce<Parts | null>((found, reader) => found ?? reader(rows, file), null);
  if (!read) {
    const reason = 'its rows are neither pairs, nor best-of-N, nor rollouts with `correct`';
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: ${reason}`, { remedy: FORMS });
  }
  if (read.items.length === 0) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: no query has a right and a wrong rollout`, {
      remedy:
        'Put right and wrong rollouts of one query into the file, or write a suite that pairs all with all.',
    });
  }
  return { file, ...read };
}

type Parts = Omit<Benchmark, 'file'>;

async function parquetRows(path: string): Promise<JsonObject[]> {
  if (!existsSync(path)) throw new RlarError('RLAR_FILE_UNREADABLE', `no such file: ${path}`);
  try {
    const rows: JsonObject[] = [];
    for await (const { value } of readParquet(path, 0)) rows.push(jsonObject.parse(value));
    return rows;
  } catch (thrown) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${path}: ${asRlarError(thrown).message}`, { cause: thrown });
  }
}

/** @returns the rows that have the shape, or null where the first has not */
function parsed<T>(
  schema: { safeParse(row: JsonObject): { success: true; data: T } | { success: false } },
  rows: readonly JsonObject[],
): Read<T>[] | null {
  if (!rows[0] || !schema.safeParse(rows[0]).success) return null;
  return rows.flatMap((row, index) => {
    const result = schema.safeParse(row);
    return result.success ? [{ ...result.data, id: idOf(row, index), query: queryOf(row) }] : [];
  });
}

/** A row without an id is named by its place. */
function idOf({ id, pair_id }: JsonObject, index: number): string {
  const given = id ?? pair_id;
  return typeof given === 'string' || typeof given === 'number' ? String(given) : String(index);
}

function readPairs(rows: readonly JsonObject[], file: string): Parts | null {
  const pairs = parsed(pairRow, rows);
  if (!pairs) return null;
  if (pairs[0]!.item && pairs[0]!.style) return readStyles(pairs);
  const isMakers = pairs[0]!.chosen_model !== undefined || /^(judgebench|rewardbench)/.test(file);
  return {
    format: pairs[0]!.chosen_model === undefined ? 'pairs' : 'RewardBench',
    counting: isMakers ? 'strict' : 'half',
    items: pairs.map((row) => ({
      ...itemOf(row.id, row.subset ?? row.category, row.query, [row.chosen], [row.rejected]),
      recordings: pairRecordings(row),
    })),
  };
}

function pairRecordings({ scores, judges }: PairRow): Map<string, Recording> {
  const models = Object.entries(scores).map(([name, { chosen, rejected }]): [string, Recording] => [
    name,
    { type: 'reward-model', values: [chosen, rejected] },
  ]);
  const judged = Object.entries(judges).map(([name, verdicts]): [string, Recording] => {
    const votes = verdicts.flatMap((verdict) =>
      verdict === null ? [] : verdict === 'tie' ? 0 : verdict === 'chosen' ? 1 : -1,
    );
    const sum = votes.reduce((total: number, vote) => total + vote, 0);
    return [name, { type: 'judge', values: votes.length === 0 ? [null, null] : [sum, -sum] }];
  });
  return new Map([...models, ...judged]);
}

const STYLES = ['concise', 'plain', 'markdown'];

function readStyles(pairs: readonly Read<PairRow>[]): Parts {
  const items = [...Map.groupBy(pairs, (row) => row.item ?? row.id)].flatMap(([id, rows]) => {
    const ordered = STYLES.flatMap((style) => rows.find((row) => row.style === style) ?? []);
    if (ordered.length !== STYLES.length) return [];
    const { category, query } = ordered[0]!;
    const [right, wrong] = [ordered.map((row) => row.chosen), ordered.map((row) => row.rejected)];
    return [itemOf(id, category, query, right, wrong)];
  });
  return { format: 'RM-Bench', counting: 'styles', items };
}

function readLists(rows: readonly JsonObject[]): Parts | null {
  const lists = parsed(listRow, rows);
  if (!lists) return null;
  const styles = typeof lists[0]!.domain === 'string';
  const item = (row: Read<ListRow>) =>
    itemOf(row.id, row.domain ?? row.subset ?? row.category, row.query, row.chosen, row.rejected);
  return {
    format: styles ? 'RM-Bench' : lists[0]!.subset ? 'RewardBench 2' : 'best of N',
    counting: styles ? 'styles' : 'best',
    items: lists.map(item),
  };
}

/** As its makers report it: by what a source asks for, and not by each of its subjects. */
const PARTS_OF_JUDGEBENCH = [
  ['mmlu-pro', 'knowledge'],
  ['livebench-reasoning', 'reasoning'],
  ['livebench-math', 'math'],
  ['livecodebench', 'coding'],
] as const;

function readJudgeBench(rows: readonly JsonObject[]): Parts | null {
  const pairs = parsed(judgeBenchRow, rows);
  const item = ({ id, source: named, query, response_A, response_B, label }: Read<JudgeBenchRow>) => {
    const source = PARTS_OF_JUDGEBENCH.find(([prefix]) => named.startsWith(prefix))?.[1] ?? named;
    return label === 'A>B'
      ? itemOf(id, source, query, [response_A], [response_B])
      : itemOf(id, source, query, [response_B], [response_A]);
  };
  return pairs && { format: 'JudgeBench', counting: 'strict', items: pairs.map(item) };
}

function readPlanned(rows: readonly JsonObject[]): Parts | null {
  const items = readPlans(rows);
  return items && { format: 'Plan-RewardBench', counting: 'strict', items };
}

function readWritten(rows: readonly JsonObject[]): Parts | null {
  const items = readWriting(rows);
  return items && { format: 'writing', counting: 'half', items };
}

function readBestOf(rows: readonly JsonObject[]): Parts | null {
  const found = parsed(bestOfRow, rows);
  return found && { format: 'best of N', counting: 'strict', items: found.map(bestOfItem) };
}

function readLabelled(rows: readonly JsonObject[]): Parts | null {
  const first = rows[0];
  if (!first || !labelledRow.safeParse(first).success) return null;
  const read = rows.flatMap((row) => {
    const label = labelledRow.safeParse(row);
    const group = readRow(row);
    return label.success && group.ok ? [{ ...label.data, query: group.row.group.query }] : [];
  });
  const groups = Map.groupBy(read, (row) => row.group ?? queryKey(withoutHints(row.query)));
  const items = [...groups].flatMap(([id, members]): BenchmarkItem[] => {
    const right = members.map((row) => row.correct);
    if (!right.includes(true) || !right.includes(false)) return [];
    const { query, task } = members[0]!;
    const candidates = members.map((row) => ({ text: row.response }));
    return [{ id, category: task ?? 'all', query, candidates, right, recordings: new Map() }];
  });
  return { format: 'labelled rollouts', counting: 'half', items };
}
