import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { type FileBatch, inFileOrder, requestsOf } from '../../intake/batch-rows.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { fileBytes } from '../../intake/read-file.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import type { Reward } from '../../spec/reward.ts';
import { visible, visibleJson } from '../../text/visible.ts';
import { exitOf } from '../acquire-all.ts';
import { acquireMissing } from '../acquire-missing.ts';
import type { AgentsTally } from '../agents-tally.ts';
import { checkRowFlags } from '../check-row-flags.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { onInterrupt } from '../interrupt.ts';
import { startProgress } from '../progress.ts';
import { readBatches } from '../read-rows.ts';
import { addBadLine, addReward, type Report } from '../report.ts';
import { reportTable } from '../report-table.ts';
import { ResumableOutput } from '../resumable-output.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { type RunPolicyFlags, withRunPolicy } from '../run-policy-flags.ts';
import { UsageError } from '../usage-error.ts';

interface ScoreFlags extends RowFlags, RunPolicyFlags {
  out?: string;
  json?: boolean;
  resume?: boolean;
  run?: string;
  ignoreHints?: boolean;
  acquire?: boolean;
  record: boolean;
}

export function scoreCommand(program: Command): void {
  withRunPolicy(withRowFlags(program.command('score')))
    .argument('<file>', 'JSONL, JSON, CSV, TSV or Parquet; .gz too; - for standard input')
    .description('score the rollouts of a file')
    .option('--out <file>', 'write one JSON line per rollout; - for standard output')
    .option('--json', 'print the summary as JSON')
    .option('--resume', 'go on where an interrupted run with the same --out ended')
    .option('--run <name>', 'name of the run in the ledger')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--acquire', 'first have agents write the tools that the library lacks')
    .option('--no-record', 'keep nothing in the ledger')
    .action(async (file: string, flags: ScoreFlags) => {
      process.exitCode = await scoreFile(file, flags);
    });
}

/** Files are read once and forgotten: collecting garbage early keeps a long run in constant memory. */
const HEAP_GROWTH = '--heap-growing-percent=20';

/** @returns the exit code: 0, 3 where lines could not be read, 4 where nothing got a reward, 130 when interrupted */
async function scoreFile(file: string, flags: ScoreFlags): Promise<number> {
  setFlagsFromString(HEAP_GROWTH);
  const config = await effectiveConfig(flags);
  let agents: AgentsTally | null = null;
  if (flags.acquire) {
    const acquired = await acquireMissing(config, file, flags);
    if (exitOf(acquired.states) === EXIT.interrupted) return EXIT.interrupted;
    agents = acquired.agents;
  }
  const service = await createRewardService(config);
  try {
    checkRowFlags(flags, service.library);
    const { report, interrupted } = await scoreInto(service, file, flags);
    const target = flags.out === '-' ? process.stderr : process.stdout;
    target.write(
      flags.json
        ? `${visibleJson(JSON.stringify({ snapshot: service.library.snapshot, ...report, ...(agents && { agents }) }, null, 2))}\n`
        : `${reportTable(report, agents)}\n`,
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
  const size = file === '-' || file.endsWith('.parquet') ? null : fileBytes(file);
  if (flags.resume && (!flags.out || flags.out === '-')) {
    throw new UsageError('RLAR_OUTPUT_FAILED', '--resume goes on where an --out file ended', {
      remedy: 'Name that file with --out, or leave --resume out to score anew.',
    });
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
  const interrupt = onInterrupt();
  let bytesRead = 0;
  const notes = new IntakeNotes(flags.map);
  const batches = readBatches(file, {
    flags,
    config: service.config,
    library: service.library,
    settingsOf: (context) => service.settingsOf({ run, ...context }),
    notes,
    skip: output.lines,
    onBytes: (bytes) => {
      bytesRead = bytes;
    },
  });
  const finish = async ({ batch, rewards }: Scored): Promise<void> => {
    const text = rewards.map(({ reward }) => `${visibleJson(JSON.stringify(reward))}\n`);
    for (const { reward, label } of rewards) addReward(report, reward, label);
    for (const { line, reason } of batch.bad) addBadLine(report, line, reason);
    await output.write(text.join(''), batch.lastLine);
    progress.update(bytesRead, `${report.overall.rollouts} rollouts`);
  };
  let complete = false;
  try {
    let previous: Promise<Scored> | null = null;
    for await (const batch of batches) {
      const next = scoreBatch(service, run, batch);
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
  for (const note of notes.lines()) process.stderr.write(`${visible(`${file}: ${note}`)}\n`);
  return { report, interrupted: !complete };
}

/** A run that gave nobody a reward did not do what it was started for. */
function exitCodeOf({ badLines, overall }: Report): number {
  if (badLines > 0) return EXIT.badLines;
  return overall.rollouts > 0 && overall.scored === 0 ? EXIT.noReward : EXIT.ok;
}

interface LabelledReward {
  readonly reward: Reward;
  readonly label: boolean | null;
}

interface Scored {
  readonly batch: FileBatch;
  /** In the order of the file. */
  readonly rewards: readonly LabelledReward[];
}

async function scoreBatch(service: RewardService, run: string, batch: FileBatch): Promise<Scored> {
  const requests = requestsOf(batch);
  const results = requests.map(async ({ context, groups }) => {
    const request = { context: { run, ...context }, groups: groups.map(({ group }) => group) };
    const rewards = await service.score(request);
    return rewards.map((list, index) =>
      list.map((reward, at): LabelledReward => ({ reward, label: groups[index]!.labels[at] ?? null })),
    );
  });
  return { batch, rewards: inFileOrder(requests, await Promise.all(results)) };
}
