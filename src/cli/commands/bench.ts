import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../../config.ts';
import { type MeasuredBenchmark, measureBenchmark } from '../../evaluation/benchmark/measure-benchmark.ts';
import { readBenchmark } from '../../evaluation/benchmark/read-benchmark.ts';
import { reportBenchmark } from '../../evaluation/benchmark/report-benchmark.ts';
import { labelMakers } from '../../evaluation/label-makers.ts';
import { measureSuite } from '../../evaluation/measure-suite.ts';
import type { ScoreGroups } from '../../evaluation/measure-task.ts';
import { benchmarkPage, suitePage } from '../../evaluation/page/page.ts';
import { readSuite } from '../../evaluation/suite.ts';
import { WITHOUT_CHECKERS } from '../../evaluation/ways.ts';
import { Library, type LibraryEntry } from '../../library/library.ts';
import { createRewardService, RewardService } from '../../service.ts';
import { benchmarkTable, suiteTable } from '../bench-table.ts';
import { effectiveConfig } from '../effective-config.ts';
import { OutputFile } from '../output-file.ts';
import { type Progress, startProgress } from '../progress.ts';

interface Outputs {
  readonly out: OutputFile | null;
  readonly page: OutputFile | null;
}

interface BenchFlags {
  suite?: string;
  data?: string;
  tasks?: string;
  json?: boolean;
  out?: string;
  page?: string;
  seed: number;
  resamples: number;
  evidence?: string;
  published?: boolean;
  config?: string;
}

export function benchCommand(program: Command): void {
  program
    .command('bench')
    .argument('[files...]', 'pairs, best-of-N or labelled rollouts: JSONL or JSON, also .gz')
    .description('measure rlar against every static reward, and against the oracles, on labelled data')
    .option('--suite <file>', 'a suite of tasks')
    .option('--data <dir>', "folder of the suite's files")
    .option('--tasks <names>', 'of the suite, only these tasks, with commas between them')
    .option('--json', 'print the figures as JSON')
    .option('--out <file>', 'write the figures as JSON')
    .option('--page <file>', 'write a page with tables and plots')
    .option('--seed <number>', 'of the resamples and random choices', positive, 1)
    .option('--resamples <number>', 'of the bootstrap', positive, 2000)
    .option(
      '--evidence <file>',
      'choose among recorded scorers by this file alone, instead of by other items of the same file',
    )
    .option(
      '--published',
      'with the tools that were published in the home, and what the policy agent decided',
    )
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (files: string[], flags: BenchFlags) => {
      if (flags.suite && flags.data && files.length === 0 && !flags.evidence)
        await benchSuite(flags.suite, flags.data, flags);
      else if (files.length > 0 && !flags.suite) await benchFiles(files, flags);
      else program.error('give files (with --evidence FILE, if you like), or --suite FILE with --data DIR');
    });
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}

async function benchSuite(suiteFile: string, data: string, flags: BenchFlags): Promise<void> {
  const suite = readSuite(
    suiteFile,
    flags.tasks?.split(',').map((name) => name.trim()),
  );
  const outputs = openOutputs(flags, [
    suiteFile,
    ...suite.tasks.flatMap(({ file }) => ['.jsonl', '.jsonl.gz'].map((end) => join(data, file + end))),
  ]);
  const config = await benchConfig(flags);
  const service = await createRewardService(config);
  const checkers = labelMakers(service.library);
  const services = new Map<string, RewardService>([
    ['rlar', service],
    ['rlar-without-verifiers', restricted(service, config, ({ card }) => card.type !== 'verifier')],
    [WITHOUT_CHECKERS, restricted(service, config, ({ card }) => !checkers.includes(card.id))],
  ]);
  const bar: { progress?: Progress } = {};
  try {
    const report = await measureSuite({
      suite,
      data,
      library: service.library,
      choosers: new Map([...services].map(([name, each]) => [name, scoreWith(each)])),
      checkers,
      resamples: flags.resamples,
      seed: flags.seed,
      onProgress: (done, total, task) => {
        bar.progress ??= startProgress(total, 'measuring');
        bar.progress.update(done, task);
      },
    });
    await write(report, suiteTable(report), suitePage(report), outputs, flags);
  } finally {
    bar.progress?.stop();
    await Promise.all([...services.values()].map((each) => each.close()));
  }
}

async function benchFiles(files: readonly string[], flags: BenchFlags): Promise<void> {
  const read = flags.evidence ? [...files, flags.evidence] : files;
  const outputs = openOutputs(flags, read);
  const benchmarks = await Promise.all(read.map(readBenchmark));
  const service = await createRewardService(await benchConfig(flags));
  const total = benchmarks.reduce((sum, { items }) => sum + items.length, 0);
  const progress = startProgress(total, 'measuring');
  const measured: MeasuredBenchmark[] = [];
  let done = 0;
  try {
    for (const benchmark of benchmarks) {
      const values = await measureBenchmark(benchmark, service.library, scoreWith(service), (count) =>
        progress.update((done += count), benchmark.file),
      );
      measured.push(values);
    }
  } finally {
    progress.stop();
    await service.close();
  }
  const evidence = flags.evidence ? measured.pop()! : null;
  const reports = measured.map((values) => reportBenchmark(values, flags.resamples, flags.seed, evidence));
  await write(
    { files: reports },
    reports.map(benchmarkTable).join('\n\n'),
    benchmarkPage(reports),
    outputs,
    flags,
  );
}

/** Opens the outputs before anything is measured, so that a path that cannot be used is said at once. */
function openOutputs({ out, page }: BenchFlags, inputs: readonly string[]): Outputs {
  return {
    out: out ? OutputFile.open(out, { inputs }) : null,
    page: page ? OutputFile.open(page, { inputs: [...inputs, ...(out ? [out] : [])] }) : null,
  };
}

async function write(
  report: object,
  shown: string,
  page: string,
  outputs: Outputs,
  flags: BenchFlags,
): Promise<void> {
  const json = `${JSON.stringify(report, null, 2)}
`;
  for (const [file, text] of [[outputs.out, json] as const, [outputs.page, page] as const]) {
    await file?.write(text);
    await file?.finish();
  }
  if (flags.out !== '-')
    process.stdout.write(
      flags.json
        ? json
        : `${shown}
`,
    );
}

function restricted(service: RewardService, config: Config, keep: (entry: LibraryEntry) => boolean) {
  const entries = service.library.entries().filter(keep);
  const library = new Library(entries.map(({ tool, card }) => ({ tool, evidence: card.evidence })));
  return new RewardService(config, library, null);
}

function scoreWith(service: RewardService): ScoreGroups {
  return (groups) => service.score({ context: {}, groups });
}

/** Nothing is recorded, and the hints of rows do not count; by default the library is that of the package. */
async function benchConfig({ config, published }: BenchFlags): Promise<Config> {
  const flags = { ...(config && { config }), ignoreHints: true, record: false };
  const found = await effectiveConfig(flags);
  return published ? found : { ...found, home: null };
}
