import { type Command, Option } from 'commander';
import { runMetrics } from '../../evaluation/run-metrics.ts';
import {
  type RunReport,
  type RunSummary,
  runReport,
  runSummaries,
  zeroSignalShare,
} from '../../evaluation/run-report.ts';
import { RlarError } from '../../spec/errors.ts';
import type { PartFigures } from '../../store/views.ts';
import { withLedger } from '../open-ledger.ts';
import { writeOutput } from '../output-file.ts';
import { percent, printJson, table } from '../terminal.ts';

interface ExportFlags {
  by: 'all' | 'kind' | 'tool';
  out?: string;
  config?: string;
}

interface ShowFlags {
  kind?: string;
  tool?: string;
  json?: boolean;
  config?: string;
}

export function runsCommand(program: Command): void {
  const runs = program
    .command('runs')
    .description('every run: rewards, mean, share without a reward and why, snapshots')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: ShowFlags) =>
      withLedger(flags.config, 'read', async (store) => {
        const found = await runSummaries(store);
        if (flags.json) return void printJson(found);
        const named = found.filter(({ run }) => run !== null).length;
        process.stdout.write(`${named} ${named === 1 ? 'run' : 'runs'}\n\n`);
        if (found.length > 0) process.stdout.write(`${runsTable(found)}\n`);
      }),
    );
  runs
    .command('export')
    .argument('<run>')
    .description('metrics of a run as JSON lines, one a step, for agents and loggers')
    .addOption(
      new Option('--by <part>', 'one line a step and part').choices(['all', 'kind', 'tool']).default('all'),
    )
    .option('--out <file>', 'standard output by default')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((run: string, _flags: ExportFlags, command: Command) =>
      exportRun(run, command.optsWithGlobals<ExportFlags>()),
    );
  runs
    .command('show')
    .argument('<run>')
    .description('a run by step, kind and tool: mean, share of groups without a signal, length, flags')
    .option('--kind <kind>', 'only this kind or family')
    .option('--tool <id>', 'only what this tool was asked')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((run: string, _flags: ShowFlags, command: Command) => {
      // `runs` has --json and --config as well, and takes them out of the line.
      const { kind, tool, json, config } = command.optsWithGlobals<ShowFlags>();
      return withLedger(config, 'read', async (store) => {
        const report = await runReport(store, run, { ...(kind && { kind }), ...(tool && { tool }) });
        if (!report)
          throw new RlarError('RLAR_NOT_FOUND', `no run ${run}`, { remedy: '`rlar runs` lists the runs.' });
        if (json) return void printJson(report);
        process.stdout.write(`${reportPage(report)}\n`);
      });
    });
}

async function exportRun(run: string, { by, out, config }: ExportFlags): Promise<void> {
  await withLedger(config, 'read', async (store) => {
    const lines = await runMetrics(store, run, { by });
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    if (out === undefined) return void process.stdout.write(text);
    await writeOutput(out, text);
    process.stdout.write(`${lines.length} lines in ${out}\n`);
  });
}

function runsTable(found: readonly RunSummary[]): string {
  const rows = found.map(({ run, entry, figures }) => [
    run ?? '(no run)',
    ...(figures ? figureCells(figures) : ['0']),
    (entry?.phases ?? []).map(({ fromStep, snapshot }) => `${fromStep}: ${snapshot.slice(0, 8)}`).join(' '),
  ]);
  return table(['run', ...FIGURES, 'snapshots by step'], rows);
}

function reportPage({ figures, steps, kinds, tools, snapshots }: RunReport): string {
  if (!figures) return 'no reward matches';
  const part = (title: string, parts: readonly PartFigures[]): string =>
    `${table(
      [title, ...FIGURES],
      parts.map((one) => [String(one.part ?? '–'), ...figureCells(one)]),
    )}`;
  return [
    part('run', [figures]),
    part('kind', kinds),
    part('tool', tools),
    part('snapshot', snapshots),
    part('step', steps),
  ].join('\n\n');
}

const FIGURES = [
  'rewards',
  'mean',
  'none: output',
  'none: query',
  'none: system',
  'none: other',
  'groups',
  'no signal',
  'length',
  'flags',
];

function figureCells(figures: PartFigures): string[] {
  const { rewards, mean, missing, groups, length, flags } = figures;
  const without = zeroSignalShare(figures);
  return [
    String(rewards),
    mean === null ? '–' : mean.toFixed(3),
    ...[missing.output, missing.query, missing.system, missing.other].map((count) =>
      count === 0 ? '–' : percent(count, rewards),
    ),
    groups === null ? '–' : String(groups),
    without === null ? '–' : percent(without, 1),
    length === null ? '–' : String(Math.round(length)),
    Object.entries(flags)
      .map(([flag, count]) => `${flag} ${percent(count, rewards)}`)
      .slice(0, 3)
      .join(', '),
  ];
}
