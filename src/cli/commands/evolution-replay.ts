import { type Command, InvalidArgumentError } from 'commander';
import { replayStream } from '../../evolution/replay/replay-stream.ts';
import { type StreamItem, streamItem } from '../../evolution/replay/stream-item.ts';
import { watcherSettings } from '../../evolution/watches/watcher.ts';
import { requestsOf } from '../../intake/batch-rows.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { fileBytes } from '../../intake/read-file.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import type { Reward } from '../../spec/reward.ts';
import { unscorableWorth } from '../../spec/unscorable-worth.ts';
import { count } from '../arguments.ts';
import { effectiveConfig } from '../effective-config.ts';
import { evolving, replayHome, withdrawing } from '../evolve-replay.ts';
import { EXIT } from '../exit.ts';
import { startProgress } from '../progress.ts';
import { readBatches } from '../read-rows.ts';
import { replayPage } from '../replay-page.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { type RunPolicyFlags, withRunPolicy } from '../run-policy-flags.ts';
import { printJson } from '../terminal.ts';

interface ReplayFlags extends RowFlags, RunPolicyFlags {
  every: number;
  auditShare?: number;
  seed: number;
  ignoreHints?: boolean;
  evolve?: boolean;
  withdraw?: boolean;
  unscorable?: number;
  least: number;
  json?: boolean;
}

export function evolutionReplayCommand(evolution: Command): void {
  withRunPolicy(withRowFlags(evolution.command('replay')))
    .argument(
      '<stream>',
      'rows in the order of the run: step, prompt, responses, reference; labels in `correct`, verdicts of a trusted check in `trusted`',
    )
    .description('run a stream from a file as if it were a training run, and watch it')
    .option('--every <queries>', 'queries of one row of the table', count, 500)
    .option('--audit-share <share>', 'share of the groups of which one rollout is audited', share)
    .option('--seed <number>', 'decides what is audited', count, 1)
    .option(
      '--evolve',
      'let agents get tools for what is missing, into a home of its own that ends with the replay',
    )
    .option(
      '--least <queries>',
      'with --evolve: queries that must lack the same before a tool is acquired',
      count,
      30,
    )
    .option(
      '--withdraw',
      'a tool that an alarm shows to be exploited is routed no more, in a home of its own that ends with the replay',
    )
    .option(
      '--unscorable <worth>',
      'what the run declares a response to be worth that cannot be scored by its own doing',
      worth,
    )
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--json', 'print the report as JSON')
    .action(async (file: string, flags: ReplayFlags) => {
      process.exitCode = await replay(file, flags);
    });
}

/** @returns the exit code: 0, 3 where lines could not be read, 4 where nothing got a reward */
async function replay(file: string, flags: ReplayFlags): Promise<number> {
  const given = await effectiveConfig({ ...flags, record: false });
  const place = flags.evolve || flags.withdraw ? replayHome() : null;
  const config = place ? { ...given, home: place.home } : given;
  const service = await createRewardService(config);
  const agents = flags.evolve ? evolving(config, service, flags.least) : null;
  const progress = startProgress(fileBytes(file), 'replaying');
  const bad: { line: number; reason: string }[] = [];
  try {
    const { library } = service;
    let bytes = 0;
    const batches = readBatches(file, {
      flags,
      config,
      library,
      notes: new IntakeNotes(flags.map),
      onBytes: (read) => {
        bytes = read;
      },
    });
    const items = async function* () {
      for await (const batch of batches) {
        bad.push(...batch.bad);
        progress.update(bytes, '');
        for (const { context, groups } of requestsOf(batch))
          yield groups.map(({ group, labels }) => streamItem(group, context, labels));
      }
    };
    const report = await replayStream(items(), {
      way: agents ? 'evolving' : 'frozen',
      every: flags.every,
      watcher: watcherSettings.parse({ auditShare: flags.auditShare, seed: flags.seed }),
      score: (batch) => scored(service, batch),
      cardOf: (tool) => service.library.get(tool)?.card,
      worth: flags.unscorable ?? null,
      snapshot: () => service.library.snapshot,
      agentCalls: () => agents?.agentCalls() ?? 0,
      ...(agents && { evolve: agents.evolve }),
      ...(place && flags.withdraw && { onExploit: withdrawing(place.home, service) }),
    });
    progress.stop();
    const whole = { stream: file, ...report, badLines: bad.length, firstBadLines: bad.slice(0, 20) };
    if (flags.json) printJson(whole);
    else process.stdout.write(`${replayPage(report)}\n`);
    for (const { line, reason } of bad.slice(0, 20)) process.stderr.write(`${file}:${line}: ${reason}\n`);
    if (report.overall.rollouts > 0 && report.overall.coverage === 0) return EXIT.noReward;
    return bad.length > 0 ? EXIT.badLines : EXIT.ok;
  } finally {
    progress.stop();
    await agents?.close();
    await service.close();
    place?.remove();
  }
}

/** Groups of one step. They name no run, so that each batch gets the library as it is then. */
function scored(service: RewardService, items: readonly StreamItem[]): Promise<Reward[][]> {
  const [{ step, epoch }] = items as [StreamItem];
  const context = { ...(step !== null && { step }), ...(epoch !== null && { epoch }) };
  return service.score({ context, groups: items.map(({ group }) => group) });
}

function worth(text: string): number {
  const read = unscorableWorth.safeParse(text.trim() === '' ? Number.NaN : Number(text));
  if (read.success) return read.data;
  throw new InvalidArgumentError('expected a number below 1, which a right response gets');
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('expected a number from 0 to 1');
  return value;
}
