import type { Command } from 'commander';
import { openAcquisitions } from '../../agents/acquisitions/open-acquisitions.ts';
import { runLoop } from '../../evolution/loop/run-loop.ts';
import { type EvolutionState, readState } from '../../evolution/loop/state.ts';
import { allowAgain } from '../../evolution/loop/stop-mark.ts';
import { evolutionPlace } from '../../service/evolution-place.ts';
import { createRewardService } from '../../service.ts';
import { openFeedback, openHomeFiles } from '../../store/open-registry.ts';
import { visible } from '../../text/visible.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { requireHome } from '../require-home.ts';

interface RunFlags {
  once?: boolean;
  config?: string;
}

export function evolutionRunCommand(evolution: Command): void {
  evolution
    .command('run')
    .description('run the loop here until Ctrl-C or rlar evolution stop; it goes on where it was')
    .option('--once', 'look at what is in the ledger, and end')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: RunFlags) => {
      process.exitCode = await run(flags);
    });
}

/** @returns the exit code */
async function run({ once = false, config: file }: RunFlags): Promise<number> {
  const config = await effectiveConfig(file === undefined ? {} : { config: file });
  const service = await createRewardService(config);
  const stop = new AbortController();
  const end = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.once(signal, end);
  const keepAlive = setInterval(() => {}, 60_000);
  const feedback = await openFeedback(config.home);
  const files = await openHomeFiles(requireHome(config));
  const acquisitions = config.evolution.acquire ? openAcquisitions(config, () => service.library) : null;
  try {
    const place = evolutionPlace(
      service,
      { feedback, files },
      acquisitions ? async (request) => (await acquisitions.request(request)).id : undefined,
    );
    await allowAgain(files);
    const before = await readState(files);
    const onTrouble = (message: string) => process.stderr.write(`${message}\n`);
    const ended = await runLoop(place, config.evolution, { signal: stop.signal, once, onTrouble });
    if (once) process.stdout.write(`${lookPage(before, await readState(files))}\n`);
    return ended === 'aborted' ? EXIT.interrupted : EXIT.ok;
  } finally {
    clearInterval(keepAlive);
    for (const signal of signals) process.off(signal, end);
    await acquisitions?.close();
    await files.close();
    await feedback.close();
    await service.close();
  }
}

/** @returns what a look did, by the state before and after it, for people */
function lookPage(before: EvolutionState, after: EvolutionState): string {
  const last = before.events.at(-1)?.number ?? 0;
  const events = after.events.filter(({ number }) => number > last);
  const onTrial = after.changes.filter(({ phase }) => phase === 'shadow' || phase === 'guard').length;
  const groups = after.groups - before.groups;
  const audits = (after.watcher?.audits ?? 0) - (before.watcher?.audits ?? 0);
  const looked =
    groups === 0
      ? `nothing new in the ledger (${after.groups} groups were looked at before)`
      : `looked at ${groups} new groups of the ledger, audited ${audits} of them`;
  const left = `${onTrial} changes on trial, ${after.unserved.length} queries without a tool`;
  return [
    `${looked}; ${left}`,
    ...events.map(({ what, text }) => `${what}: ${visible(text)}`),
    ...(events.length === 0 ? ['nothing was noticed, and nothing was changed'] : []),
  ].join('\n');
}
