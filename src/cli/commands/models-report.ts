import type { Command } from 'commander';
import { openScorer } from '../../admission/added-tools/open-scorer.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { reportCard } from '../../admission/added-tools/report-card.ts';
import { loadConfig } from '../../config.ts';
import type { Share } from '../../spec/share.ts';
import { openPlace } from '../library-place.ts';
import { printJson } from '../terminal.ts';

interface Flags {
  pairs: string;
  json?: boolean;
  config?: string;
}

export function modelsReportCommand(models: Command): void {
  models
    .command('report')
    .argument('<id>', 'a reward model of the library')
    .description(
      'what a reward model is worth on pairs: order, best of several, calibration, by kind and length',
    )
    .requiredOption(
      '--pairs <file>',
      'JSONL of held-out pairs (prompt, chosen, rejected; kind where there are several)',
    )
    .option('--json', 'print the report as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, { pairs, json, config }: Flags) => {
      const place = await openPlace(await loadConfig(config), false);
      const opened = await openScorer(place, id).catch(async (thrown: unknown) => {
        await place.live.close();
        throw thrown;
      });
      try {
        const card = await reportCard(readPairs(pairs), opened.scores);
        if (json) return printJson(card);
        const { accuracy, bestOf, calibration } = card;
        const lines = [
          `${card.pairs} pairs that it could score`,
          ...Object.entries(accuracy).map(([name, part]) => row(`right order, ${name}`, part)),
          ...Object.entries(bestOf).map(([size, part]) =>
            row(`the best of ${size} is a preferred one`, part),
          ),
          ...(card.reciprocalRank === null
            ? []
            : [`place of the preferred one among several, 1 / place: ${card.reciprocalRank}`]),
          `as probabilities, at a temperature of ${calibration.temperature}: Brier ${calibration.brier}, expected error ${calibration.expectedError}`,
        ];
        process.stdout.write(`${lines.join('\n')}\n`);
      } finally {
        await opened.close();
        await place.live.close();
      }
    });
}

function row(name: string, { value, low, high, of }: Share): string {
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`;
  return `${name}: ${percent(value)} of ${of} (${percent(low)} to ${percent(high)})`;
}
