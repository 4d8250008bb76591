import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { askPolicy } from '../../agents/policy-agent/ask-policy.ts';
import { PolicyWork } from '../../agents/policy-agent/policy-work.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { forgetDecisions } from '../../library/registry/publish-decisions.ts';
import { createRewardService, type RewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { groupInWords } from '../../spec/language-group.ts';
import { type Need, need } from '../../spec/tool-card.ts';
import { visible } from '../../text/visible.ts';
import { checkKind } from '../check-row-flags.ts';
import { effectiveConfig } from '../effective-config.ts';
import { samplesOf } from '../find-missing.ts';
import { openPlace } from '../library-place.ts';
import { kindTable, policyAnswerPage, templateTable } from '../policy-page.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { printJson } from '../terminal.ts';

interface DecideFlags extends RowFlags {
  rows?: string;
  carries?: Need[];
  all?: boolean;
  plan?: boolean;
  seed: number;
  allowProvisional?: boolean;
  ignoreHints?: boolean;
  json?: boolean;
  config?: string;
}
interface PolicyFlags {
  json?: boolean;
  config?: string;
  reason?: string;
}
const CONFIG = ['--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml'] as const;
const JSON_FLAG = ['--json', 'print as JSON'] as const;

export function policyCommand(program: Command): void {
  const policy = program
    .command('policy')
    .description(
      'the policy agent: reads tool cards and decides what the queries of a kind get, once per kind',
    );
  withRowFlags(
    policy.command('decide'),
    'decide for this kind; with --rows, the kind of the rows that name none',
  )
    .description('have the policy agent name unknown kinds, and decide for kinds; the library keeps both')
    .option('--rows <file>', 'queries, as rlar score reads them; responses are not looked at')
    .option(
      '--carries <inputs>',
      'with --kind alone: what its queries carry beside the prompt, such as reference,tests',
      readInputs,
    )
    .option('--all', 'also for kinds for which the library has one program and nothing else')
    .option('--plan', 'say what it would be asked, and do not ask')
    .option('--seed <number>', 'another seed shows the cards in another order', positive, 1)
    .option('--allow-provisional', 'provisional tools may be chosen')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option(...JSON_FLAG)
    .option(...CONFIG)
    .action(async (flags: DecideFlags, command: Command) => {
      if (flags.rows === undefined && flags.kind === undefined)
        command.error('error: say for what: --rows FILE or --kind KIND');
      await decideFor(flags);
    });
  const command = (name: string, description: string) =>
    policy
      .command(name)
      .description(description)
      .option(...JSON_FLAG)
      .option(...CONFIG);
  command('list', 'what was decided').action((flags: PolicyFlags) => show(flags));
  command('show', 'what was decided for a kind')
    .argument('<kind>')
    .action((kind: string, flags: PolicyFlags) => show(flags, kind));
  command('forget', 'take the decisions on a kind out; the rules decide again')
    .argument('<kind>')
    .option('--reason <text>', 'kept in the log of the library')
    .action(async (kind: string, { config, json, reason }: PolicyFlags) => {
      const place = await openPlace(await effectiveConfig({ ...(config && { config }) }), true);
      try {
        const entry = await forgetDecisions(place, kind, { by: 'user', ...(reason && { reason }) });
        if (json) printJson(entry);
        else
          process.stdout.write(`${kind} is decided by the rules again; the library is ${entry.snapshot}\n`);
      } finally {
        await place.live.close();
      }
    });
}

async function decideFor(flags: DecideFlags): Promise<void> {
  const config = await effectiveConfig({ ...flags, record: false });
  if (config.home !== null) await (await openPlace(config, true)).live.close();
  const service = await createRewardService(config);
  try {
    if (flags.kind !== undefined) checkKind(flags.kind, service.library);
    const work = await workOf(flags, service);
    const isNamed = flags.kind !== undefined && flags.rows === undefined;
    const all = flags.all === true || isNamed;
    if (flags.plan) {
      printPlan(work, all, service, flags);
      return;
    }
    const answer = await askPolicy(config, work, {
      library: () => service.refreshLibrary(),
      seed: flags.seed,
      all,
    });
    if (flags.json) printJson(answer);
    else process.stdout.write(`${policyAnswerPage(answer)}\n`);
  } finally {
    await service.close();
  }
}

async function workOf(flags: DecideFlags, service: RewardService): Promise<PolicyWork> {
  const work = new PolicyWork();
  const { rows, kind } = flags;
  if (rows === undefined) {
    if (kind !== undefined) work.ask(kind, ['prompt', ...(flags.carries ?? [])]);
    return work;
  }
  const { config, library } = service;
  const notes = new IntakeNotes(flags.map);
  let queries = 0;
  for await (const batch of readBatches(rows, { flags, config, library, notes, needsResponse: false })) {
    for (const { line, reason } of batch.bad)
      process.stderr.write(`${visible(`${rows}:${line}: ${reason}`)}\n`);
    const groups = batch.groups.map(({ group }) => group);
    const assigned = await service.assign({ context: {}, groups });
    for (const [index, { query, answers }] of samplesOf(batch).entries())
      work.note(query, assigned[index]!.assignment, answers);
    queries += groups.length;
  }
  if (queries > 0) return work;
  throw new RlarError('RLAR_INVALID_REQUEST', `${rows} has no query`, {
    remedy: 'Name a file with rows as docs/input.md describes them.',
  });
}

function printPlan(work: PolicyWork, all: boolean, { library }: RewardService, { json }: DecideFlags): void {
  const asks = work.asks(library, all).map(({ kind, carries, languages, queries }) => ({
    kind,
    carries,
    ...(languages && { languages }),
    queries: queries.length,
  }));
  const unknown = work.unknown.size;
  if (json) {
    printJson({ asks, unknown });
    return;
  }
  const lines = asks.map(
    ({ kind, carries, languages }) =>
      `decide for ${kind}, whose queries carry ${carries.join(', ') || 'nothing'}${languages ? ` and are ${groupInWords(languages)}` : ''}`,
  );
  if (unknown > 0) lines.push(`name the kinds of ${unknown} prompts that no rule knows`);
  process.stdout.write(`${lines.join('\n') || 'nothing is to be asked'}\n`);
}

async function show({ json, config }: PolicyFlags, kind?: string): Promise<void> {
  const { live } = await openPlace(await effectiveConfig({ ...(config && { config }) }), false);
  try {
    const library = live.current;
    const isAsked = (one: { readonly kind: string }) => kind === undefined || one.kind === kind;
    const templates = library.decisions.templates.filter(isAsked);
    const kinds = library.decisions.kinds.filter(isAsked);
    if (kind !== undefined && templates.length + kinds.length === 0)
      throw new RlarError(
        'RLAR_NOT_FOUND',
        `nothing was decided for ${kind}; rlar policy list shows what was`,
      );
    if (json) {
      printJson({ templates, kinds });
      return;
    }
    const parts = [
      ...(templates.length > 0 ? [templateTable(templates, library)] : []),
      ...(kinds.length > 0 ? [kindTable(kinds)] : []),
    ];
    process.stdout.write(
      `${parts.join('\n\n') || 'nothing was decided yet; rlar policy decide asks the agent'}\n`,
    );
  } finally {
    await live.close();
  }
}

function readInputs(text: string): Need[] {
  const read = z.array(need).safeParse(text.split(',').map((name) => name.trim()));
  if (read.success) return read.data;
  throw new InvalidArgumentError(`inputs are ${need.options.join(', ')}`);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}
