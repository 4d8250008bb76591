import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { titleOf } from '../../evolution/changes/change.ts';
import { MOST_TRIALS } from '../../evolution/changes/spending.ts';
import { leaveWish } from '../../evolution/loop/inbox.ts';
import { type EvolutionEvent, type EvolutionState, readState } from '../../evolution/loop/state.ts';
import { isStopped, stopLoop } from '../../evolution/loop/stop-mark.ts';
import { alarmNearness } from '../../evolution/statistics/detector.ts';
import { estimatesOf } from '../../evolution/watches/estimates.ts';
import { publishedCard } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import { isHeld } from '../../store/jobs.ts';
import { withHomeFiles, withJobs } from '../../store/open-registry.ts';
import { visible } from '../../text/visible.ts';
import { printJson, table } from '../terminal.ts';
import { evolutionLearnCommand } from './evolution-learn.ts';
import { evolutionProbeCommand } from './evolution-probe.ts';
import { evolutionReplayCommand } from './evolution-replay.ts';
import { evolutionRunCommand } from './evolution-run.ts';

interface EvolutionFlags {
  json?: boolean;
  config?: string;
  reason?: string;
}

/** Lines that `status` shows of what is nearest to an alarm. */
const SHOWN_SERIES = 8;
const SHOWN_EVENTS = 30;

export function evolutionCommand(program: Command): void {
  const evolution = program
    .command('evolution')
    .description('watch runs, and change the library with a way back');
  const command = (name: string, description: string) =>
    evolution
      .command(name)
      .description(description)
      .option('--json', 'print as JSON')
      .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml');
  command('status', 'what is watched, what is on trial, and what happened last').action(
    async (flags: EvolutionFlags) => {
      const home = await homeOf(flags);
      const status = await statusOf(home);
      if (flags.json) printJson(status);
      else process.stdout.write(`${statusPage(status)}\n`);
    },
  );
  command('log', 'everything that the loop noticed and did, the newest last').action(
    async (flags: EvolutionFlags) => {
      const { events } = await withHomeFiles(await homeOf(flags), readState);
      if (flags.json) printJson(events);
      else process.stdout.write(`${eventTable(events)}\n`);
    },
  );
  command('stop', 'stop the loop of this home, in whichever process it runs').action(
    async (flags: EvolutionFlags) => {
      await withHomeFiles(await homeOf(flags), stopLoop);
      process.stdout.write('stopped; rlar evolution run begins again\n');
    },
  );
  command('prune', 'try the library without a tool; the tool goes when it is of no use')
    .argument('<tool>')
    .option('--reason <text>', 'kept in the log')
    .action(async (tool: string, flags: EvolutionFlags) => {
      const home = await homeOf(flags);
      await publishedCard({ home }, tool);
      const reason = flags.reason ?? 'rlar evolution prune';
      const id = await withHomeFiles(home, (files) =>
        leaveWish(files, { what: { remove: tool }, by: 'user', reason }),
      );
      process.stdout.write(
        `on trial as ${id}: rlar evolution status shows it once rlar evolution run has looked\n`,
      );
    });
  evolutionLearnCommand(evolution);
  evolutionRunCommand(evolution);
  evolutionReplayCommand(evolution);
  evolutionProbeCommand(evolution);
}

/** @throws RlarError RLAR_INVALID_CONFIG where there is no home */
async function homeOf({ config }: EvolutionFlags): Promise<string> {
  const { home } = await loadConfig(config);
  if (home !== null) return home;
  throw new RlarError('RLAR_INVALID_CONFIG', 'home is null: evolution looks at the ledger of a home');
}

async function statusOf(home: string) {
  const { state, stopped } = await withHomeFiles(home, async (files) => ({
    state: await readState(files),
    stopped: await isStopped(files),
  }));
  const job = await withJobs(home, async (jobs) => (await jobs.list('evolution'))[0] ?? null);
  const { watcher, changes, events, groups, day, unserved, updated, spent } = state;
  const series = (watcher?.series ?? []).map(([, { watch, subject, trend }]) => ({
    watch,
    subject,
    values: trend.of,
    mean: trend.of === 0 ? null : trend.sum / trend.of,
    holdsAbove: trend.detector.mean,
    nearness: alarmNearness(trend.detector),
  }));
  return {
    running: job !== null && isHeld(job),
    stopped,
    updated: updated === 0 ? null : updated,
    groups,
    audits: watcher?.audits ?? 0,
    alarms: events.filter(({ what }) => what === 'alarm').length,
    today: day,
    unserved: unserved.length,
    changes: changes.map(({ what, used: _, ...rest }) => ({ title: titleOf({ what, ...rest }), ...rest })),
    spentItems: spent.filter(([, trials]) => trials >= MOST_TRIALS).length,
    estimates: estimatesOf(watcher),
    series: series.sort((left, right) => right.nearness - left.nearness),
    events: events.slice(-SHOWN_EVENTS),
  };
}

function statusPage(status: Awaited<ReturnType<typeof statusOf>>): string {
  const { running, stopped, groups, audits, alarms, changes, series, events, unserved, estimates } = status;
  const loop = stopped
    ? 'stopped'
    : running
      ? 'running'
      : 'not running (rlar evolution run, or evolution.enabled of rlar serve)';
  const tried = changes.map(({ id, title, phase, items, duel, note }) => [
    id,
    title,
    phase,
    String(items),
    Math.exp(Math.min(50, duel.forward.log)).toPrecision(3),
    note,
  ]);
  const near = series
    .slice(0, SHOWN_SERIES)
    .map(({ watch, subject, values, mean, holdsAbove, nearness }) => [
      watch,
      subject,
      String(values),
      mean === null ? '' : mean.toFixed(3),
      holdsAbove === 0 ? 'not yet' : holdsAbove.toFixed(3),
      `${Math.round(100 * nearness)} %`,
    ]);
  const gained = estimates.gained
    .filter(({ mean }) => mean > 0)
    .map(({ kind, gained: more, rollouts, mean }) => [kind, String(rollouts), String(more), mean.toFixed(3)]);
  const proxies = estimates.agreement.map(({ subject, audits: of, base, now }) => [
    subject,
    String(of),
    base?.toFixed(2) ?? '',
    now?.toFixed(2) ?? '',
  ]);
  const bent = estimates.overOptimisation;
  return [
    `loop: ${loop}`,
    `${groups} groups looked at, ${audits} audits, ${alarms} alarms, ${unserved} queries without a tool`,
    ...(tried.length > 0 ? [table(['trial', 'change', 'phase', 'items', 'e-value', 'note'], tried)] : []),
    ...(near.length > 0
      ? [table(['watch', 'of', 'reference', 'mean', 'alarm below', 'on its way'], near)]
      : []),
    ...(proxies.length > 0
      ? [table(['scores against verdicts of', 'audits', 'correlation at first', 'now'], proxies)]
      : []),
    ...(gained.length > 0
      ? [table(['who gains by being unscorable', 'rollouts', 'gained', 'over being wrong'], gained)]
      : []),
    ...(bent ? [bent.advice] : []),
    ...(events.length > 0 ? [eventTable(events)] : []),
  ].join('\n\n');
}

function eventTable(events: EvolutionState['events']): string {
  if (events.length === 0) return 'nothing happened yet';
  const rows = events.map(({ number, at, what, text }: EvolutionEvent) => [
    String(number),
    new Date(at).toISOString().slice(0, 19).replace('T', ' '),
    what,
    visible(text),
  ]);
  return table(['event', 'time (UTC)', 'what', ''], rows);
}
