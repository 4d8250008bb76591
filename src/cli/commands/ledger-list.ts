import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LedgerRecord } from '../../store/ledger-record.ts';
import type { Store } from '../../store/store.ts';
import { REWARD_SORTS, type RewardListing } from '../../store/views.ts';
import { withLedger } from '../open-ledger.ts';
import { oneLine, printJson, table } from '../terminal.ts';

interface ListFlags extends RewardListing {
  json?: boolean;
  config?: string;
}

export function ledgerListCommand(ledger: Command): void {
  ledger
    .command('list')
    .description('recorded rewards, one a line; `rlar explain RECORD` says all of one')
    .option('--run <name>', 'only this run')
    .option('--step <number>', 'only this step', wholeNumber)
    .option('--kind <kind>', 'only this kind or family')
    .option('--tool <id>', 'only what this tool was asked: its id, or id@version')
    .addOption(new Option('--status <status>', 'only this status').choices(['scored', 'unscored', 'failed']))
    .addOption(
      new Option('--cause <cause>', 'only rewards without a number for this cause').choices([
        'output',
        'query',
        'system',
      ]),
    )
    .option('--flag <flag>', 'only rewards with this flag')
    .option('--snapshot <id>', 'only rewards made with this library snapshot')
    .addOption(
      new Option('--origin <origin>', '`scored`: what was asked for · `rescored`: what was made again')
        .choices(['scored', 'rescored', 'any'])
        .default('scored'),
    )
    .addOption(new Option('--sort <order>', 'what stands first').choices(REWARD_SORTS).default('newest'))
    .option('--limit <number>', 'rewards at most, up to 1,000', pageSize, 20)
    .option('--cursor <cursor>', 'the next page, as the page before it says')
    .option('--json', 'print the records as JSON, with the cursor of the next page')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(({ json, config, ...listing }: ListFlags) =>
      withLedger(config, 'read', async (store) => {
        const { found, records, next } = await store.views.listRewards(listing);
        if (json) return void printJson({ found, records, next });
        process.stdout.write(
          `${found} rewards${found > records.length ? `, ${records.length} shown` : ''}\n\n`,
        );
        if (found === 0) process.stderr.write(`${await emptyNote(store, listing)}\n`);
        if (records.length > 0) process.stdout.write(`${recordTable(records)}\n`);
        if (next !== null) process.stdout.write(`\nthe next page: --cursor ${next}\n`);
      }),
    );
}

/** Why a list may be empty: a name that is nowhere looks like one that matches nothing. */
async function emptyNote(store: Store, { run, cursor: _, ...filters }: RewardListing): Promise<string> {
  if (run !== undefined && !(await store.getRun(run)))
    return `there is no run ${run}: \`rlar runs\` lists the runs`;
  const wanted = Object.keys(filters).filter((name) => !['sort', 'limit', 'origin'].includes(name));
  return wanted.length === 0
    ? 'nothing was scored yet'
    : `nothing has this ${wanted.join(', ')}: \`rlar runs show RUN\` lists what there is of a run`;
}

function recordTable(records: readonly LedgerRecord[]): string {
  const rows = records.map(({ record, reward, context }) => [
    record,
    reward.id,
    context.step === undefined ? '–' : String(context.step),
    reward.kind ?? "don't know",
    reward.reward === null ? reward.status : String(Math.round(reward.reward * 1_000) / 1_000),
    oneLine(reward.reason ?? reward.error?.message ?? reward.flags.join(' '), 80),
  ]);
  return table(['record', 'id', 'step', 'kind', 'reward', 'why none, or flags'], rows);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('expected a whole number from 0');
  return value;
}

function pageSize(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > 1_000) throw new InvalidArgumentError('expected a whole number from 1 to 1000');
  return value;
}
