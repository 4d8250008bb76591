import { type Command, InvalidArgumentError, Option } from 'commander';
import { targetKey } from '../../agents/acquisitions/acquisition-id.ts';
import type { MissingParts } from '../../agents/acquisitions/missing-parts.ts';
import { planAcquisitions } from '../../agents/acquisitions/plan.ts';
import { requestFor } from '../../agents/acquisitions/request-for.ts';
import type { AcquisitionState } from '../../agents/acquisitions/state.ts';
import {
  ACQUISITION_STRATEGIES,
  type AcquisitionStrategy,
  type AcquisitionTarget,
} from '../../agents/code-agent/request.ts';
import type { Config } from '../../config.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { acquireAll, exitOf, type Wanted } from '../acquire-all.ts';
import { acquireRewardModel } from '../acquire-model.ts';
import { readSamples, samplesFor } from '../acquire-samples.ts';
import { acquisitionsTable } from '../acquisitions-table.ts';
import { effectiveConfig } from '../effective-config.ts';
import { missingInFile, missingInLedger } from '../find-missing.ts';
import { openPlace } from '../library-place.ts';
import { PAIRS_HELP } from '../reward-model-page.ts';
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
  type: 'tool' | 'reward-model';
  language?: string;
  reference?: 'yes' | 'no';
  settings?: string;
  folder?: string;
  pairs?: string;
  shape?: 'par';
  id?: string;
}

export function acquireCommand(program: Command): void {
  withRowFlags(
    program.command('acquire'),
    'a tool for this kind of task; with --samples, whose rows are of it where they name no other',
  )
    .description('have agents write the tools that the library lacks, or find reward models, and test them')
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
    .addOption(
      new Option('--type <type>', 'what to acquire: a program, or a reward model that the web agent finds')
        .choices(['tool', 'reward-model'])
        .default('tool'),
    )
    .option('--language <language>', 'reward model: of the queries; that of the samples by default, or en')
    .addOption(
      new Option('--reference <answer>', 'reward model: whether the queries carry a reference').choices([
        'yes',
        'no',
      ]),
    )
    .option('--pairs <file>', `reward model: ${PAIRS_HELP}`)
    .option('--settings <file>', 'reward model: JSON with licences, customCode, accepted, inputTokens')
    .option('--folder <dir>', 'reward model: models of a folder in place of the hub at HF_ENDPOINT')
    .addOption(
      new Option('--shape <shape>', 'reward model: par, shaped by the scores of reference responses').choices(
        ['par'],
      ),
    )
    .option('--id <id>', 'reward model: its name in the library')
    .option('--seed <number>', 'another seed is another try', positive, 1)
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--json', 'print the outcome as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: AcquireFlags, command: Command) => {
      const ways = [flags.kind ?? flags.constraint ?? flags.samples, flags.fromUnscored, flags.resume];
      if (ways.filter((way) => way !== undefined).length !== 1)
        command.error(
          'error: say what: --kind or --constraint with --samples, --kind with --type reward-model, --samples, --from-unscored or --resume',
        );
      const isForModel = flags.type === 'reward-model';
      if (isForModel && flags.kind === undefined && flags.resume === undefined)
        command.error('error: --type reward-model needs --kind');
      if (isForModel && flags.plan)
        command.error('error: rlar models choose says which reward model would be acquired');
      if (!isForModel && (flags.kind ?? flags.constraint) !== undefined && !flags.samples)
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
  if (flags.type === 'reward-model' && flags.resume === undefined) return modelFor(config, flags);
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

async function modelFor(config: Config, flags: AcquireFlags): Promise<number> {
  const { samples, kind = '' } = flags;
  const target = { what: 'kind', kind } as const;
  const { registered, states } = await acquireRewardModel(config, { ...flags, kind }, async (library) =>
    samples === undefined ? [] : samplesFor(target, samples, flags, { config, library }),
  );
  if (flags.json) printJson({ acquisitions: states, registered: registered && nameOf(registered) });
  else if (registered)
    process.stdout.write(
      `${kind} has ${nameOf(registered)} already: nothing was searched, and no agent was asked\nrlar models remove ${registered.id} takes it out, for another\n`,
    );
  else process.stdout.write(`${outcomeText(states)}\n${useOf(states)}`);
  return exitOf(states);
}

/** @returns how a reward model is used; nothing where none was admitted */
function useOf([state]: readonly AcquisitionState[]): string {
  if (!state?.tool) return '';
  const { id } = state.tool;
  const routes = /, provisional, /.test(state.note)
    ? 'rlar score FILE --allow-provisional also routes to it'
    : 'rlar score FILE also routes to it';
  return `rlar score FILE --tool ${id} scores with it; ${routes}\n`;
}

const nameOf = ({ id, version }: ToolCard): string => `${id}@${version}`;

/** @returns null where only the plan was asked for */
async function wantedBy(flags: AcquireFlags, config: Config, service: RewardService): Promise<Wanted | null> {
  const { resume, seed, samples } = flags;
  if (resume !== undefined) return { resume };
  const target = targetOf(flags);
  if (target && samples !== undefined) {
    const chosen = await samplesFor(target, samples, flags, { config, library: service.library });
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
