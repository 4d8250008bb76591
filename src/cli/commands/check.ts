import { type Command, InvalidArgumentError } from 'commander';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { createRewardService } from '../../service.ts';
import { visibleJson } from '../../text/visible.ts';
import { askBatch } from '../ask-batch.ts';
import { Buckets, type CheckResult, checkReport } from '../check-report.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';

interface CheckFlags extends RowFlags {
  ignoreHints?: boolean;
  failUnder?: number;
  json?: boolean;
  config?: string;
}

export function checkCommand(program: Command): void {
  withRowFlags(program.command('check'))
    .argument('<file>', 'JSONL, JSON, CSV, TSV or Parquet; .gz too; - for standard input')
    .description('before a run: which rows get a reward, from what, and which do not and why')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option(
      '--fail-under <percent>',
      'exit code 4 where a smaller share of the rows gets a reward',
      readPercent,
    )
    .option('--json', 'print the result as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, flags: CheckFlags) => {
      process.exitCode = await checkFile(file, flags);
    });
}

async function checkFile(file: string, flags: CheckFlags): Promise<number> {
  const config = await effectiveConfig({ ...flags, record: false });
  const service = await createRewardService(config);
  const buckets = new Buckets();
  const notes = new IntakeNotes(flags.map);
  const bad: { line: number; reason: string }[] = [];
  let rows = 0;
  try {
    const { library } = service;
    const how = { flags, config, library, merge: false, needsResponse: false, notes };
    const batches = readBatches(file, how);
    for await (const batch of batches) {
      bad.push(...batch.bad);
      const replies = await askBatch(batch, (request) => service.check(request));
      for (const [index, reply] of replies.entries()) buckets.add(reply, batch.groups[index]!.group.query);
      rows += replies.length;
    }
  } finally {
    await service.close();
  }
  const { shapes } = notes;
  const result: CheckResult = { file, rows, bad, buckets: buckets.sorted(), shapes, notes: notes.lines() };
  process.stdout.write(flags.json ? `${visibleJson(asJson(result))}\n` : checkReport(result));
  if (bad.length > 0) return EXIT.badLines;
  const served = result.buckets.reduce((sum, { tools, count }) => sum + (tools === '' ? 0 : count), 0);
  const isTooFew = rows > 0 && (served === 0 || (100 * served) / rows < (flags.failUnder ?? 0));
  return isTooFew ? EXIT.noReward : EXIT.ok;
}

function readPercent(text: string): number {
  const percent = text.trim() === '' ? Number.NaN : Number(text);
  if (!(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('expected a number from 0 to 100');
  return percent;
}

function asJson({ rows, bad, buckets, shapes, notes }: CheckResult): string {
  return JSON.stringify({ rows, bad, shapes: Object.fromEntries(shapes), notes, buckets }, null, 2);
}
