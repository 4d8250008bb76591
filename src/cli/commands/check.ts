import { type Command, InvalidArgumentError } from 'commander';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { checkRows } from '../../service/check-rows.ts';
import { EstimateSum } from '../../service/run-estimate.ts';
import { createRewardService } from '../../service.ts';
import { visibleJson } from '../../text/visible.ts';
import { type CheckResult, checkReport } from '../check-report.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';

interface CheckFlags extends RowFlags {
  ignoreHints?: boolean;
  failUnder?: number;
  rollouts: number;
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
    .option(
      '--rollouts <number>',
      'of each row in a run, for the estimate of calls and cost',
      readRollouts,
      8,
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
  const notes = new IntakeNotes(flags.map);
  const sum = new EstimateSum(service.library, flags.rollouts);
  const { rows, served, bad, buckets } = await (async () => {
    try {
      const { library } = service;
      const how = { flags, config, library, merge: false, needsResponse: false, notes };
      return await checkRows(
        readBatches(file, how),
        (request) => service.check(request),
        (asked, said) => sum.add(asked, said),
      );
    } finally {
      await service.close();
    }
  })();
  const { shapes } = notes;
  const { estimate } = sum;
  const result: CheckResult = { file, rows, bad, buckets, shapes, notes: notes.lines(), estimate };
  process.stdout.write(flags.json ? `${visibleJson(asJson(result))}\n` : checkReport(result));
  if (bad.length > 0) return EXIT.badLines;
  const isTooFew = rows > 0 && (served === 0 || (100 * served) / rows < (flags.failUnder ?? 0));
  return isTooFew ? EXIT.noReward : EXIT.ok;
}

function readRollouts(text: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1 || count > 1_000)
    throw new InvalidArgumentError('expected a whole number from 1 to 1000');
  return count;
}

function readPercent(text: string): number {
  const percent = text.trim() === '' ? Number.NaN : Number(text);
  if (!(percent >= 0 && percent <= 100)) throw new InvalidArgumentError('expected a number from 0 to 100');
  return percent;
}

function asJson({ rows, bad, buckets, shapes, notes, estimate }: CheckResult): string {
  return JSON.stringify({ rows, bad, shapes: Object.fromEntries(shapes), notes, buckets, estimate }, null, 2);
}
