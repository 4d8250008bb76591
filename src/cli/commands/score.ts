import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { batchRows, type FileBatch } from '../../intake/batch-rows.ts';
import { fileBytes, readFile } from '../../intake/read-file.ts';
import { queryKey } from '../../routing/query-key.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Reward } from '../../spec/reward.ts';
import { visible, visibleJson } from '../../text/visible.ts';
import { exitOf } from '../acquire-all.ts';
import { acquireMissing } from '../acquire-missing.ts';
import { EXIT } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { startProgress } from '../progress.ts';
import { addBadLine, addReward, type Report } from '../report.ts';
import { reportTable } from '../report-table.ts';
import { ResumableOutput } from '../resumable-output.ts';

interface ScoreFlags {
  out?: string;
  json?: boolean;
  resume?: boolean;
  run?: string;
  ignoreHints?: boolean;
  acquire?: boolean;
  record: boolean;
  allowProvisional?: boolean;
  config?: string;
}

export function scoreCommand(program: Command): void {
  program
    .command('score')
    .argument('<file>', 'JSONL, JSONL.gz or Parquet; - for standard input')
    .description('score the rollouts of a file')
    .option('--out <file>', 'write one JSON line per rollout; - for standard output')
    .option('--json', 'print the summary as JSON')
    .option('--resume', 'go on where an interrupted run with the same --out ended')
    .option('--run <name>', 'name of the run in the ledger')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--acquire', 'first have agents write the tools that the library lacks')
    .option('--no-record', 'keep nothing in the ledger')
    .option('--allow-provisional', 'also route to tools of which a gate could not run')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, flags: ScoreFlags) => {
      process.exitCode = await scoreFile(file, flags);
    });
}

/** Files are read once and forgotten: collecting garbage early keeps a long run in constant memory. */
const HEAP_GROWTH = '--heap-growing-percent=20';

/** @returns the exit code: 0, 3 where lines could not be read, 4 where nothing got a reward, 130 when interrupted */
async function scoreFile(file: string, flags: ScoreFlags): Promise<number> {
  setFlagsFromString(HEAP_GROWTH);
  const config = await loadConfig(flags.config);
  if (flags.acquire) {
    const states = await acquireMissing(config, file, !flags.ignoreHints && config.hints);
    if (exitOf(states) === EXIT.interrupted) return EXIT.interrupted;
  }
  const service = await createRewardService({
    ...config,
    record: config.record && flags.record,
    allowProvisional: config.allowProvisional || flags.allowProvisional === true,
  });
  try {
    const { report, interrupted } = await scoreInto(service, file, flags);
    const target = flags.out === '-' ? process.stderr : process.stdout;
    target.write(
      flags.json
        ? `${visibleJson(JSON.stringify({ snapshot: service.library.snapshot, ...report }, null, 2))}\n`
        : `${reportTable(report)}\n`,
    );
    for (const { line, reason } of report.firstBadLines)
      process.stderr.write(`${visible(`${file}:${line}: ${reason}`)}\n`);
    if (interrupted && flags.out) process.stderr.write(`interrupted; go on with --resume\n`);
    return interrupted ? EXIT.interrupted : exitCodeOf(report);
  } finally {
    await service.close();
  }
}

async function scoreInto(
  service: RewardService,
  file: string,
  flags: ScoreFlags,
): Promise<{ report: Report; interrupted: boolean }> {
  const size = file === '-' || file.endsWith('.parquet') ? null : fileBytesOrNull(file);
  if (flags.resume && (!flags.out || flags.out === '-')) {
    throw new RlarError('RLAR_OUTPUT_FAILED', '--resume goes on where an --out file ended: name that file');
  }
  const output = new ResumableOutput({
    out: flags.out ?? null,
    input: file,
    inputBytes: size,
    resume: flags.resume === true,
    run: flags.run ?? `score-${new Date().toISOString().replace(/[:.]/g, '-')}`,
  });
  const { report, run } = output;
  const progress = startProgress(size, 'scoring');
  const hints = !flags.ignoreHints;
  const interrupt = onInterrupt();
  let bytesRead = 0;
  const lines = readFile(file, {
    shapes: service.config.shapes,
    skip: output.lines,
    onBytes: (bytes) => {
      bytesRead = bytes;
    },
  });
  const finish = async ({ batch, rewards }: Scored): Promise<void> => {
    const text = rewards.flat().map((reward) => `${visibleJson(JSON.stringify(reward))}\n`);
    for (const [index, { labels }] of batch.groups.entries()) {
      for (const [at, reward] of rewards[index]!.entries()) addReward(report, reward, labels[at] ?? null);
    }
    for (const { line, reason } of batch.bad) addBadLine(report, line, reason);
    await output.write(text.join(''), batch.lastLine);
    progress.update(bytesRead, `${report.overall.rollouts} rollouts`);
  };
  let complete = false;
  try {
    let previous: Promise<Scored> | null = null;
    for await (const batch of batchRows(lines, (group) => queryKey(group.query, hints))) {
      const next = scoreBatch(service, run, batch, hints);
      next.catch(() => {});
      if (previous) await finish(await previous);
      previous = next;
      if (interrupt.requested) break;
    }
    if (previous) await finish(await previous);
    complete = !interrupt.requested;
  } finally {
    progress.stop();
    interrupt.release();
    await output.close(complete);
  }
  return { report, interrupted: !complete };
}

/** A run that gave nobody a reward did not do what it was started for. */
function exitCodeOf({ badLines, overall }: Report): number {
  if (badLines > 0) return EXIT.badLines;
  return overall.rollouts > 0 && overall.scored === 0 ? EXIT.noReward : EXIT.ok;
}

interface Scored {
  readonly batch: FileBatch;
  readonly rewards: Reward[][];
}

async function scoreBatch(
  service: RewardService,
  run: string,
  batch: FileBatch,
  hints: boolean,
): Promise<Scored> {
  const request = { context: { run, ...batch.context }, groups: batch.groups.map((entry) => entry.group) };
  return { batch, rewards: await service.score(request, { hints }) };
}

function fileBytesOrNull(file: string): number | null {
  try {
    return fileBytes(file);
  } catch {
    return null;
  }
}
