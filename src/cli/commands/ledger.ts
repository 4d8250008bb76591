import { type Command, InvalidArgumentError, Option } from 'commander';
import type { LedgerFilter } from '../../store/ledger.ts';
import { visibleJson } from '../../text/visible.ts';
import { withLedger } from '../open-ledger.ts';
import { OutputFile } from '../output-file.ts';
import { bytes, printJson, table } from '../terminal.ts';
import { ledgerAuditCommand } from './ledger-audit.ts';
import { ledgerBestCommand } from './ledger-best.ts';
import { ledgerCopyCommand } from './ledger-copy.ts';
import { ledgerEraseCommand } from './ledger-erase.ts';
import { ledgerFactorsCommand } from './ledger-factors.ts';
import { ledgerListCommand } from './ledger-list.ts';
import { ledgerMigrateCommand } from './ledger-migrate.ts';
import { ledgerProgressCommand } from './ledger-progress.ts';
import { ledgerTrajectoryCommands } from './ledger-trajectories.ts';

const CONFIG = ['--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml'] as const;

export function ledgerCommand(program: Command): void {
  const ledger = program.command('ledger').description('the record of everything that was scored');
  ledgerListCommand(ledger);
  ledgerBestCommand(ledger);
  ledgerProgressCommand(ledger);
  ledgerAuditCommand(ledger);
  ledgerTrajectoryCommands(ledger);
  ledgerFactorsCommand(ledger);
  ledgerEraseCommand(ledger);
  ledgerMigrateCommand(ledger);
  ledgerCopyCommand(ledger);
  ledger
    .command('size')
    .description('bytes and rows, by run')
    .option('--json', 'print as JSON')
    .option(...CONFIG)
    .action((flags: { json?: boolean; config?: string }) =>
      withLedger(flags.config, 'read', async (store) => {
        const size = await store.size();
        if (flags.json) return void printJson(size);
        const rows = size.runs.map((run) => [run.run ?? '(no run)', String(run.rows), bytes(run.bytes)]);
        const each = size.bytesPerItem === null ? '' : `, ${Math.round(size.bytesPerItem)} bytes a reward`;
        process.stdout.write(
          `${size.rows} rewards, ${bytes(size.diskBytes)}${each}\n\n${table(['run', 'rewards', 'size'], rows)}\n`,
        );
      }),
    );
  ledger
    .command('prune')
    .description('delete rewards by age, size or run, and give the space back')
    .option('--older-than <age>', 'such as 30d, 12h or 90m', parseAge)
    .option('--max-size <size>', 'such as 500MB or 2GB: delete the oldest until no more is in use', parseSize)
    .option('--run <name>', 'only this run')
    .option('--keep-run <name...>', 'never these runs')
    .option(...CONFIG)
    .action(
      (
        flags: { olderThan?: number; maxSize?: number; run?: string; keepRun?: string[]; config?: string },
        command: Command,
      ) => {
        if (flags.olderThan === undefined && flags.maxSize === undefined && flags.run === undefined) {
          command.error('error: say what to delete: --older-than, --max-size or --run');
        }
        return withLedger(flags.config, 'free', async (store) => {
          const pruned = await store.prune({
            ...(flags.olderThan !== undefined && { olderThanMs: flags.olderThan }),
            ...(flags.maxSize !== undefined && { maxBytes: flags.maxSize }),
            ...(flags.run !== undefined && { run: flags.run }),
            ...(flags.keepRun && { keepRuns: flags.keepRun }),
          });
          process.stdout.write(
            `deleted ${pruned.rewards} rewards, ${pruned.assignments} assignments, ${pruned.queries} queries; ${bytes(pruned.bytes)} freed\n`,
          );
        });
      },
    );
  ledger
    .command('export')
    .description('every record as a JSON line, with query, rollout and reward')
    .option('--out <file>', '- for standard output', '-')
    .option('--run <name>', 'only this run')
    .option('--kind <kind>', 'only this kind or family')
    .addOption(
      new Option('--origin <origin>', '`scored`: what was asked for · `rescored`: what was made again')
        .choices(['scored', 'rescored', 'any'])
        .default('scored'),
    )
    .option(...CONFIG)
    .action(
      (flags: {
        out: string;
        run?: string;
        kind?: string;
        origin: LedgerFilter['origin'];
        config?: string;
      }) =>
        withLedger(flags.config, 'read', async (store) => {
          const out = OutputFile.open(flags.out);
          const filter: LedgerFilter = {
            ...(flags.origin && { origin: flags.origin }),
            ...(flags.run && { run: flags.run }),
            ...(flags.kind && { kind: flags.kind }),
          };
          for await (const record of store.scanRewards(filter))
            await out.write(`${visibleJson(JSON.stringify(record))}\n`);
          await out.finish();
        }),
    );
}

/** @returns milliseconds */
function parseAge(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([smhdw])$/.exec(text);
  const units: Record<string, number> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7, w: 6.048e8 };
  if (!match) throw new InvalidArgumentError('expected a number with s, m, h, d or w, such as 30d');
  return Number(match[1]) * units[match[2]!]!;
}

/** @returns bytes */
function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kMGT]?)B?$/i.exec(text);
  const powers: Record<string, number> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 };
  if (!match) throw new InvalidArgumentError('expected a size such as 500MB or 2GB');
  return Number(match[1]) * powers[match[2]!.toLowerCase()]!;
}
