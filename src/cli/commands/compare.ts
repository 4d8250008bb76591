import { type Command, InvalidArgumentError } from 'commander';
import {
  compareRewards,
  type PairedFigures,
  type RewardComparison,
} from '../../evaluation/compare-rewards.ts';
import { withLedger } from '../open-ledger.ts';
import { printJson, table } from '../terminal.ts';

interface CompareFlags {
  run?: string;
  rows: number;
  json?: boolean;
  config?: string;
}

export function compareCommand(program: Command): void {
  program
    .command('compare')
    .argument('<before>', 'a run, `snapshot:ID` or `tool:ID`')
    .argument('<after>', 'the same')
    .description('two runs, snapshots or tools on the same rollouts: what changed, and which rows')
    .option('--run <name>', 'for snapshots and tools: only rewards of this run')
    .option('--rows <number>', 'changed rows at most, up to 1,000', rowCount, 20)
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((before: string, after: string, { run, rows, json, config }: CompareFlags) =>
      withLedger(config, 'read', async (store) => {
        const found = await compareRewards(store, [before, after], { rows, ...(run && { within: run }) });
        if (json) return void printJson(found);
        process.stdout.write(`${page(found)}\n`);
      }),
    );
}

function page(found: RewardComparison): string {
  const total = found.pairs + found.lost + found.gained + found.neither;
  const changes = found.up + found.down + found.lost + found.gained;
  const head = `${total} rollouts have a reward on both sides; ${changes} changed`;
  if (total === 0) return 'no rollout (the same query with the same response) has a reward on both sides';
  const parts = table(
    ['kind', 'pairs', 'before', 'after', 'difference', '95 % interval', 'up', 'down', 'lost', 'gained'],
    [['all', ...cells(found)], ...found.kinds.map((one) => [one.kind ?? "don't know", ...cells(one)])],
  );
  const rows = found.changed.map(({ before, after, id, kind, values }) => [
    id,
    kind ?? "don't know",
    ...values.map((value) => (value === null ? 'none' : String(Math.round(value * 1_000) / 1_000))),
    before,
    after,
  ]);
  const changed = table(['id', 'kind', 'before', 'after', 'record before', 'record after'], rows);
  return [head, parts, ...(rows.length > 0 ? [changed] : [])].join('\n\n');
}

function cells({
  pairs,
  before,
  after,
  difference,
  interval,
  up,
  down,
  lost,
  gained,
}: PairedFigures): string[] {
  const figure = (value: number | null) => (value === null ? '–' : value.toFixed(3));
  return [
    String(pairs),
    figure(before),
    figure(after),
    figure(difference),
    interval === null ? '–' : interval.map((end) => end.toFixed(3)).join(' to '),
    ...[up, down, lost, gained].map(String),
  ];
}

function rowCount(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0 || value > 1_000)
    throw new InvalidArgumentError('expected a whole number from 0 to 1000');
  return value;
}
