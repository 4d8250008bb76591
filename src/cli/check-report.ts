import type { Query } from '../spec/query.ts';
import { promptText } from '../spec/query.ts';
import type { CheckReply } from '../spec/wire.ts';
import { visible } from '../text/visible.ts';
import { generalReason } from './report.ts';
import { oneLine, percent, styled, table } from './terminal.ts';

/** The rows of one kind and one source with the same outcome, and three of them as examples. */
interface Bucket {
  readonly kind: string;
  readonly source: string;
  /** Tools that give the reward; empty without a reward. */
  readonly tools: string;
  /** The reason for no reward; empty with a reward. */
  readonly reason: string;
  count: number;
  readonly examples: { id: string; prompt: string }[];
}

/** The findings of `rlar check` in a file. */
export interface CheckResult {
  readonly file: string;
  readonly rows: number;
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly buckets: readonly Bucket[];
  /** Rows by the published shape that they were recognised as; '' for the field names of docs/input.md. */
  readonly shapes: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

const EXAMPLES = 3;

/** Counts rows by kind, source and outcome. */
export class Buckets {
  readonly #buckets = new Map<string, Bucket>();

  add({ id, assignment, unserved }: CheckReply, query: Query): void {
    const kind = assignment.kind ?? "don't know";
    const source = query.hints.source ?? query.hints.task ?? '–';
    const tools = unserved === null ? assignment.tools.map((tool) => tool.id).join(' + ') : '';
    const reason = unserved === null ? '' : generalReason(unserved);
    const key = [kind, source, tools, reason].join('\n');
    const bucket = this.#buckets.get(key) ?? { kind, source, tools, reason, count: 0, examples: [] };
    bucket.count += 1;
    if (bucket.examples.length < EXAMPLES)
      bucket.examples.push({ id, prompt: oneLine(promptText(query), 90) });
    this.#buckets.set(key, bucket);
  }

  /** @returns the buckets, the largest first */
  sorted(): Bucket[] {
    return [...this.#buckets.values()].sort((left, right) => right.count - left.count);
  }
}

/** @returns the result as tables for people */
export function checkReport({ file, rows, bad, buckets, shapes, notes }: CheckResult): string {
  const served = buckets.filter((bucket) => bucket.tools !== '');
  const unserved = buckets.filter((bucket) => bucket.tools === '');
  const sum = (list: readonly Bucket[]) => list.reduce((total, bucket) => total + bucket.count, 0);
  const line = (bucket: Bucket, last: string) => [
    bucket.kind,
    bucket.source,
    String(bucket.count),
    percent(bucket.count, rows),
    last,
  ];
  const parts = [
    `${file}: ${rows} rows, ${sum(served)} (${percent(sum(served), rows)}) get a reward, ${sum(unserved)} do not, ${bad.length} lines are unreadable`,
    `recognised as: ${visible(shapesText(shapes))}`,
    ...notes.map(visible),
    '',
    table(
      ['kind', 'source', 'rows', 'share', 'reward from'],
      served.map((bucket) => line(bucket, bucket.tools)),
    ),
  ];
  if (unserved.length > 0) {
    parts.push(
      '',
      styled('bold', 'Without a reward'),
      table(
        ['kind', 'source', 'rows', 'share', 'why'],
        unserved.map((bucket) => line(bucket, bucket.reason)),
      ),
    );
  }
  parts.push('', styled('bold', 'Examples'));
  for (const bucket of buckets) {
    parts.push(`${bucket.kind} · ${bucket.source} · ${bucket.tools || 'no reward'}`);
    parts.push(
      ...bucket.examples.map(({ id, prompt }) => styled('dim', `  ${id}: ${prompt || '(no prompt)'}`)),
    );
  }
  parts.push(
    ...bad.slice(0, 20).map(({ line: number, reason }) => visible(`${file}:${number}: ${reason}`)),
    '',
  );
  return parts.join('\n');
}

function shapesText(shapes: ReadonlyMap<string, number>): string {
  const named = [...shapes].sort((left, right) => right[1] - left[1]);
  return (
    named
      .map(([name, count]) => `${name || 'no published shape, by its field names'} (${count})`)
      .join(', ') || 'nothing'
  );
}
