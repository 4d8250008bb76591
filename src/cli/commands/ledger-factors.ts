import { type Command, InvalidArgumentError } from 'commander';
import { openModel } from '../../agents/acquisitions/open-acquisitions.ts';
import { type RewardedTrajectory, writeFactors } from '../../agents/code-agent/factors.ts';
import { loadConfig } from '../../config.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { RlarError } from '../../spec/errors.ts';
import { closeFactors } from '../../tools/step-factors/run-factors.ts';
import { withLedger } from '../open-ledger.ts';
import { printJson } from '../terminal.ts';

interface Flags {
  run?: string;
  seed: number;
  config?: string;
}

const MOST = 100;

/** Has the code agent write factors of steps out of recorded trajectories (LaRe), for the shape `steps` with `how: regression`. */
export function ledgerFactorsCommand(ledger: Command): void {
  ledger
    .command('factors')
    .description(
      'has the code agent write factors of steps out of recorded trajectories (LaRe); prints the constraint that switches them on',
    )
    .option('--run <name>', 'only this run')
    .option('--seed <number>', 'of the requests to the model', seed, 1)
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (flags: Flags) => {
      const trajectories = await withLedger(flags.config, 'read', async (store) => {
        const found: RewardedTrajectory[] = [];
        for await (const { rollout, reward } of store.scanRewards(
          flags.run === undefined ? {} : { run: flags.run },
        )) {
          if (found.length >= MOST) break;
          if (rollout?.steps?.length && reward.reward !== null)
            found.push({ reward: reward.reward, steps: rollout.steps });
        }
        return found;
      });
      if (trajectories.length === 0)
        throw new RlarError(
          'RLAR_NOT_FOUND',
          'the ledger has no trajectory with a reward; score some with steps first',
        );
      const config = await loadConfig(flags.config);
      const { price } = config.llm;
      const model = meteredChatModel(await openModel(config), price ? { price } : {});
      try {
        const made = await writeFactors(trajectories, model, flags.seed);
        if ('why' in made) throw new RlarError('RLAR_INVALID_TOOL', `no factors: ${made.why}`);
        const { code, names, silent } = made;
        printJson({ id: 'trajectory:factors', kwargs: { code } });
        const note = silent.length > 0 ? `; these say nothing about them: ${silent.join(', ')}` : '';
        process.stderr.write(
          `factors: ${names.join(', ')}, tried on ${trajectories.length} trajectories${note}\n`,
        );
      } finally {
        await closeFactors();
      }
    });
}

function seed(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0)
    throw new InvalidArgumentError('expected a whole number from 0');
  return value;
}
