import { type Command, InvalidArgumentError } from 'commander';
import {
  type DenseAgreement,
  denseAgreement,
  type ScoredSteps,
} from '../../evaluation/shape-settings/dense-agreement.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Store } from '../../store/store.ts';
import { withLedger } from '../open-ledger.ts';
import { printJson, table } from '../terminal.ts';

interface Flags {
  run?: string;
  least: number;
  json?: boolean;
  config?: string;
}

/** Whether tools that score steps agree with how trajectories end: `rlar shapes steps --run NAME`. */
export function shapesStepsCommand(shapes: Command): void {
  shapes
    .command('steps')
    .description('whether what tools say of steps goes along with how the recorded trajectories ended')
    .option('--run <name>', 'only this run')
    .option('--least <correlation>', 'below this a tool should give the outcome alone', correlation, 0.3)
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: Flags) =>
      withLedger(flags.config, 'read', async (store) => {
        if (flags.run !== undefined && !(await store.listRuns()).some(({ run }) => run === flags.run))
          throw new RlarError('RLAR_NOT_FOUND', `there is no run ${flags.run} in the ledger`);
        const found = denseAgreement(await stepsOf(store, flags.run));
        if (flags.json) return void printJson(found);
        process.stdout.write(
          found.length === 0 ? 'no tool scored the steps of a rollout\n' : page(found, flags.least),
        );
      }),
    );
}

async function stepsOf(store: Store, run: string | undefined): Promise<ScoredSteps[]> {
  const scored: ScoredSteps[] = [];
  for await (const { queryKey, reward } of store.scanRewards({ ...(run && { run }), status: 'scored' })) {
    const outcome = reward.shaped?.from ?? reward.reward;
    if (outcome === null) continue;
    for (const { tool, steps } of reward.results)
      if (steps && steps.length > 0) scored.push({ tool, query: queryKey, steps, outcome });
  }
  return scored;
}

function page(found: readonly DenseAgreement[], least: number): string {
  const shown = (value: number | null): string => (value === null ? '–' : value.toFixed(2));
  const rows = found.map((row) => [
    ...[row.tool, String(row.rollouts), shown(row.correlation)],
    row.interval ? row.interval.map(shown).join(' to ') : '–',
    ...[String(row.pairs), shown(row.disagree), verdictOf(row, least)],
  ]);
  return `${table(['tool', 'rollouts', 'correlation', '95 %', 'pairs', 'turned round', ''], rows)}\n`;
}

/** A verdict stands where the whole interval is on one side. */
function verdictOf({ correlation: r, interval }: DenseAgreement, least: number): string {
  if (r === null) return 'cannot tell: one of the two does not vary';
  if (interval === null) return 'too few rollouts to tell';
  const [from, to] = interval;
  if (to < least) return 'outcome alone: { shape: steps, how: last }';
  return from >= least ? 'steps agree' : 'too few rollouts to tell';
}

function correlation(text: string): number {
  const value = Number(text);
  if (!(value >= -1 && value <= 1)) throw new InvalidArgumentError('expected a number from -1 to 1');
  return value;
}
