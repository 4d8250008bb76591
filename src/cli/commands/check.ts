import type { Command } from 'commander';
import { batchRows } from '../../intake/batch-rows.ts';
import { readFile } from '../../intake/read-file.ts';
import { createRewardService } from '../../service.ts';
import type { Assignment } from '../../spec/assignment.ts';
import { promptText, type Query } from '../../spec/query.ts';
import { assignBatch } from '../assign-batch.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { generalReason } from '../report.ts';
import { oneLine, percent, styled, table } from '../terminal.ts';

interface CheckFlags {
  ignoreHints?: boolean;
  json?: boolean;
  config?: string;
}

/** What rows of one kind and source get, and three of them. */
interface Bucket {
  readonly kind: string;
  readonly source: string;
  readonly tools: string;
  readonly reason: string;
  count: number;
  readonly examples: { id: string; prompt: string }[];
}

const EXAMPLES = 3;

export function checkCommand(program: Command): void {
  program
    .command('check')
    .argument('<file>', 'JSONL, JSONL.gz or Parquet; - for standard input')
    .description('before a run: which rows get a reward, from what, and which do not and why')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--json', 'print the result as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, flags: CheckFlags) => {
      process.exitCode = await checkFile(file, flags);
    });
}

async function checkFile(file: string, flags: CheckFlags): Promise<number> {
  const config = await effectiveConfig({ ...flags, record: false });
  const service = await createRewardService(config);
  const buckets = new Map<string, Bucket>();
  const bad: { line: number; reason: string }[] = [];
  let rows = 0;
  const lines = readFile(file, { needsResponse: false, shapes: config.shapes });
  try {
    for await (const batch of batchRows(lines, { hints: config.hints, merge: false })) {
      bad.push(...batch.bad);
      const groups = batch.groups.map((entry) => entry.group);
      const replies = await assignBatch(service, batch);
      for (const [index, { id, assignment }] of replies.entries()) {
        rows += 1;
        addRow(buckets, id, groups[index]!.query, assignment);
      }
    }
  } finally {
    await service.close();
  }
  const sorted = [...buckets.values()].sort((left, right) => right.count - left.count);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify({ rows, bad, buckets: sorted }, null, 2)}\n`
      : forPeople(file, rows, sorted, bad),
  );
  return bad.length > 0 ? EXIT.badLines : EXIT.ok;
}

function addRow(buckets: Map<string, Bucket>, id: string, query: Query, assignment: Assignment): void {
  const kind = assignment.kind ?? "don't know";
  const source = query.hints.source ?? query.hints.task ?? '–';
  const tools = assignment.tools.map((tool) => tool.id).join(' + ');
  const reason = tools ? '' : generalReason(assignment.reason);
  const key = [kind, source, tools, reason].join('\n');
  const bucket = buckets.get(key) ?? { kind, source, tools, reason, count: 0, examples: [] };
  bucket.count += 1;
  if (bucket.examples.length < EXAMPLES) bucket.examples.push({ id, prompt: oneLine(promptText(query), 90) });
  buckets.set(key, bucket);
}

function forPeople(
  file: string,
  rows: number,
  buckets: readonly Bucket[],
  bad: readonly { line: number; reason: string }[],
): string {
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
  parts.push(...bad.slice(0, 20).map(({ line: number, reason }) => `${file}:${number}: ${reason}`), '');
  return parts.join('\n');
}
