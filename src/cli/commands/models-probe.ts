import type { Command } from 'commander';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { probeAgain } from '../../admission/added-tools/probe-again.ts';
import { loadConfig } from '../../config.ts';
import { openPlace } from '../library-place.ts';
import { PAIRS_HELP, showAdded } from '../reward-model-page.ts';

interface Flags {
  pairs?: string;
  second?: string;
  json?: boolean;
  config?: string;
}

export function modelsProbeCommand(models: Command): void {
  models
    .command('probe')
    .argument('<id>', 'a reward model of the library')
    .description('probes a reward model again, and renews its evidence')
    .option('--pairs <file>', PAIRS_HELP)
    .option(
      '--second <id>',
      'another reward model of the library, for a second opinion on the pairs (gate G7)',
    )
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: Flags) => {
      const place = await openPlace(await loadConfig(flags.config), true);
      try {
        const pairs = flags.pairs === undefined ? [] : readPairs(flags.pairs);
        showAdded(await probeAgain(place, id, pairs, flags.second), flags.json ?? false);
      } finally {
        await place.live.close();
      }
    });
}
