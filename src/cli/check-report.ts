import type { CheckBucket, RunEstimate } from '../spec/views/check-report.ts';
import { visible } from '../text/visible.ts';
import { oneLine, percent, styled, table } from './terminal.ts';

/** The findings of `rlar check` in a file. */
export interface CheckResult {
  readonly file: string;
  readonly rows: number;
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
  readonly buckets: readonly CheckBucket[];
  /** Rows by the published shape that they were recognised as; '' for the field names of docs/input.md. */
  readonly shapes: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
  readonly estimate: RunEstimate;
}

/** @returns the result as tables for people */
export function checkReport({ file, rows, bad, buckets, shapes, notes, estimate }: CheckResult): string {
  const served = buckets.filter((bucket) => bucket.tools !== '');
  const unserved = buckets.filter((bucket) => bucket.tools === '');
  const sum = (list: readonly CheckBucket[]) => list.reduce((total, bucket) => total + bucket.count, 0);
  const line = (bucket: CheckBucket, last: string) => [
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
    estimateText(estimate),
  ];
  if (served.length > 0) {
    parts.push(
      '',
      table(
        ['kind', 'source', 'rows', 'share', 'reward from'],
        served.map((bucket) => line(bucket, bucket.tools)),
      ),
    );
  }
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
  if (buckets.length > 0) parts.push('', styled('bold', 'Examples'));
  for (const bucket of buckets) {
    parts.push(`${bucket.kind} · ${bucket.source} · ${bucket.tools || 'no reward'}`);
    parts.push(
      ...bucket.examples.map(({ id, prompt }) =>
        styled('dim', `  ${id}: ${oneLine(prompt) || '(no prompt)'}`),
      ),
    );
  }
  parts.push(
    ...bad.slice(0, 20).map(({ line: number, reason }) => visible(`${file}:${number}: ${reason}`)),
    '',
  );
  return parts.join('\n');
}

function estimateText({ rollouts, judgeCalls, judgeTokens, usd, ...agents }: RunEstimate): string {
  const judges =
    judgeCalls === 0
      ? 'no calls of judges'
      : `about ${judgeCalls} calls of judges, ${judgeTokens} tokens${usd > 0 ? `, $${usd.toFixed(2)}` : ''}`;
  const missing =
    agents.missingKinds === 0
      ? ''
      : `; an agent that acquires a tool for each of ${agents.missingKinds} kinds without one: about ${agents.agentCalls} calls, ${agents.agentTokens} tokens, once`;
  return `one pass with ${rollouts} rollouts of each row: ${judges}${missing}`;
}

function shapesText(shapes: ReadonlyMap<string, number>): string {
  const named = [...shapes].sort((left, right) => right[1] - left[1]);
  return (
    named
      .map(([name, count]) => `${name || 'no published shape, by its field names'} (${count})`)
      .join(', ') || 'nothing'
  );
}
