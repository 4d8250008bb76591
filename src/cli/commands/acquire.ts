import { type Command, InvalidArgumentError, Option } from 'commander';
import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import type { MissingParts } from '../../agents/acquisitions/missing-parts.ts';
import { planAcquisitions } from '../../agents/acquisitions/plan.ts';
import {
  groupsFor,
  MOST_QUERIES,
  requestFor,
  type SampleGroup,
} from '../../agents/acquisitions/request-for.ts';
import type { AcquisitionState } from '../../agents/acquisitions/state.ts';
import {
  ACQUISITION_STRATEGIES,
  type AcquisitionStrategy,
  type AcquisitionTarget,
} from '../../agents/code-agent/request.ts';
import type { Config } from '../../config.ts';
import type { FileBatch } from '../../intake/batch-rows.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import type { Library } from '../../library/library.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { visible } from '../../text/visible.ts';
import { acquireAll, exitOf, type Wanted } from '../acquire-all.ts';
import { acquisitionsTable } from '../acquisitions-table.ts';
import { effectiveConfig } from '../effective-config.ts';
import { missingInFile, missingInLedger, samplesOf } from '../find-missing.ts';
import { openPlace } from '../library-place.ts';
import { readBatches } from '../read-rows.ts';
import { requirePrompts } from '../require-prompts.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { printJson, table } from '../terminal.ts';

interface AcquireFlags extends RowFlags {
  constraint?: string;
  text?: string;
  samples?: string;
  fromUnscored?: boolean;
  run?: string;
  resume?: string;
  plan?: boolean;
  limit?: number;
  seed: number;
  concurrency?: number;
  strategy?: AcquisitionStrategy;
  ignoreHints?: boolean;
  json?: boolean;
  config?: string;
}

export function acquireCommand(program: Command): void {
  withRowFlags(
    program.command('acquire'),
    'a tool for this kind of task; with --samples, whose rows are of it where they name no other',
  )
    .description('have agents write the tools that the library lacks, and test them')
    .option('--constraint <id>', 'a checker for this sort of constraint; with --samples')
    .option('--text <words>', 'how a prompt words the constraint')
    .option(
      '--samples <file>',
      'queries, with answers and `correct` where there are some; alone: all that it lacks',
    )
    .option('--from-unscored', 'what the ledger could not score')
    .option('--run <name>', 'with --from-unscored: only this run')
    .option('--resume <id>', 'go on with an acquisition that was interrupted or failed')
    .option('--plan', 'say what would be acquired, and do not')
    .option('--limit <number>', 'at most this many acquisitions', positive)
    .option('--concurrency <number>', 'at most this many at once', positive)
    .addOption(
      new Option('--strategy <name>', 'how programs are come by (default: feedback)').choices(
        ACQUISITION_STRATEGIES,
      ),
    )
    .option('--seed <number>', 'another seed is another try', positive, 1)
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--json', 'print the outcome as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: AcquireFlags, command: Command) => {
      const ways = [flags.kind ?? flags.constraint ?? flags.samples, flags.fromUnscored, flags.resume];
      if (ways.filter((way) => way !== undefined).length !== 1)
        command.error(
          'error: say what: --kind or --constraint with --samples, --samples, --from-unscored or --resume',
        );
      if ((flags.kind ?? flags.constraint) !== undefined && !flags.samples)
        command.error('error: --kind and --constraint need --samples');
      if (!flags.samples && (Object.keys(flags.map ?? {}).length > 0 || (flags.tool ?? []).length > 0))
        command.error('error: --map and --tool say how rows are read: they need --samples');
      process.exitCode = await acquire(flags);
    });
}

async function acquire(flags: AcquireFlags): Promise<number> {
  const loaded = await effectiveConfig(flags);
  const { concurrency, strategy } = flags;
  const given = { ...(concurrency && { concurrency }), ...(strategy && { strategy }) };
  const config = { ...loaded, acquire: { ...loaded.acquire, ...given } };
  if (config.home !== null && !flags.plan) await (await openPlace(config, true)).live.close();
  const service = await createRewardService({
    ...config,
    record: config.record && flags.fromUnscored === true,
  });
  try {
    const wanted = await wantedBy(flags, config, service);
    const states = wanted ? await acquireAll(config, () => service.refreshLibrary(), wanted) : [];
    if (flags.json) printJson({ acquisitions: states });
    else if (wanted) process.stdout.write(`${outcomeText(states)}\n`);
    return exitOf(states);
  } finally {
    await service.close();
  }
}

/** @returns null where only the plan was asked for */
async function wantedBy(flags: AcquireFlags, config: Config, service: RewardService): Promise<Wanted | null> {
  const { resume, seed, samples } = flags;
  if (resume !== undefined) return { resume };
  const target = targetOf(flags);
  if (target && samples !== undefined) {
    const groups: SampleGroup[] = [];
    for await (const batch of readSamples(samples, flags, config, service.library))
      groups.push(...samplesOf(batch));
    const chosen = groupsFor(target, groups).slice(0, MOST_QUERIES);
    if (chosen.length === 0)
      throw new RlarError('RLAR_INVALID_REQUEST', `${samples} has no row for ${targetKey(target)}`, {
        remedy:
          'Name a file with such rows (--samples), or another target; `rlar check` says the kind of each row.',
      });
    return flags.plan ? null : { requests: [requestFor(target, chosen, seed)] };
  }
  const missing =
    samples === undefined
      ? await inLedger(service, flags.run)
      : await missingInFile(service, readSamples(samples, flags, config, service.library));
  const limit = flags.limit === undefined ? {} : { limit: flags.limit };
  const { parts, requests } = await planAcquisitions(missing, config, service.library, { seed, ...limit });
  const rows = [
    ...parts.map((part) => [
      targetKey(part.target),
      String(part.queries),
      flags.plan ? 'can be acquired' : 'is acquired',
    ]),
    ...missing.unacquirable().map(({ reason, queries }) => ['–', String(queries), reason]),
  ];
  const text = rows.length > 0 ? table(['missing', 'queries', ''], rows) : 'nothing is missing';
  (flags.json ? process.stderr : process.stdout).write(`${text}\n`);
  return flags.plan ? null : { requests };
}

/**
 * Reads samples as `rlar score` reads rows, and names the lines that are none. The kind of a wanted tool is no default of the
 * rows: those without a kind are taken for it anyway.
 * @throws UsageError at the end of a file in which no row has a prompt
 */
async function* readSamples(
  file: string,
  { kind: _, ...flags }: RowFlags,
  config: Config,
  library: Library,
): AsyncGenerator<FileBatch> {
  const notes = new IntakeNotes(flags.map);
  for await (const batch of readBatches(file, { flags, config, library, notes, needsResponse: false })) {
    for (const { line, reason } of batch.bad)
      process.stderr.write(`${visible(`${file}:${line}: ${reason}`)}\n`);
    yield batch;
  }
  for (const note of notes.lines()) process.stderr.write(`${visible(`${file}: ${note}`)}\n`);
  requirePrompts(file, notes);
}

function inLedger(service: RewardService, run: string | undefined): Promise<MissingParts> {
  if (service.store) return missingInLedger(service, service.store, run);
  throw new RlarError('RLAR_NOT_FOUND', 'nothing is recorded: --from-unscored needs a ledger');
}

function targetOf({ kind, constraint, text }: AcquireFlags): AcquisitionTarget | null {
  if (kind !== undefined) return { what: 'kind', kind };
  return constraint === undefined ? null : { what: 'constraint', id: constraint, ...(text && { text }) };
}

function outcomeText(states: readonly AcquisitionState[]): string {
  if (states.length === 0) return 'nothing was acquired';
  const failed = states.find(({ error }) => error !== null);
  const hint = failed ? `\nrlar acquire --resume ${failed.id} goes on where it failed` : '';
  return `${acquisitionsTable(states)}\n\nrlar acquisitions show ID shows how it went${hint}`;
}

function positive(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new InvalidArgumentError('expected a whole number from 1');
}
