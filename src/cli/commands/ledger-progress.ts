import { type Command, InvalidArgumentError } from 'commander';
import { type TaskProgress, type TaskReward, taskProgress } from '../../evaluation/task-progress.ts';
import type { Store } from '../../store/store.ts';
import { withLedger } from '../open-ledger.ts';
import { printJson, table } from '../terminal.ts';

interface ProgressFlags {
  run?: string;
  every: number;
  tolerance: number;
  json?: boolean;
  config?: string;
}

export function ledgerProgressCommand(ledger: Command): void {
  ledger
    .command('progress')
    .description(
      'how each kind fared over the steps of a run, by percentiles within the kind; names kinds whose weakest rewards fell',
    )
    .option('--run <name>', 'only this run')
    .option('--every <steps>', 'steps of one window', atLeast(1), 100)
    .option('--tolerance <share>', 'how far the low percentile may fall unnamed', atLeast(0), 0.05)
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: ProgressFlags) =>
      withLedger(flags.config, 'read', async (store) => {
        const found = taskProgress(await rewardsOf(store, flags.run), flags.every, flags.tolerance);
        if (flags.json) return void printJson(found);
        process.stdout.write(
          found.length === 0 ? 'no reward of a known kind with a step\n' : `${page(found)}\n`,
        );
      }),
    );
}

async function rewardsOf(store: Store, run: string | undefined): Promise<TaskReward[]> {
  const rewards: TaskReward[] = [];
  for await (const { context, reward } of store.scanRewards({ ...(run && { run }), status: 'scored' }))
    if (context.step !== undefined && reward.kind !== null && reward.reward !== null)
      rewards.push({ task: reward.kind, step: context.step, reward: reward.reward });
  return rewards;
}

function page(found: readonly TaskProgress[]): string {
  const rows = found.flatMap(({ task, windows, fell }) =>
    windows.map(({ from, count, low, middle, high }, index) => [
      index === 0 ? task : '',
      String(from),
      String(count),
      ...[low, middle, high].map((value) => value.toFixed(2)),
      fell && index === windows.length - 1 ? 'fell' : '',
    ]),
  );
  return table(['kind', 'from step', 'rewards', 'low', 'middle', 'high', ''], rows);
}

const atLeast =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isFinite(value) || value < least)
      throw new InvalidArgumentError(`expected a number from ${least}`);
    return value;
  };
