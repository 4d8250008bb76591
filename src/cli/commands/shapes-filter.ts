import { type Command, InvalidArgumentError, Option } from 'commander';
import { filterReliability, type Reliability } from '../../evaluation/shape-settings/filter-reliability.ts';
import { readLabelledRewards } from '../../evaluation/shape-settings/labelled-rewards.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import { printJson, table } from '../terminal.ts';

/** How reliable rewards are in what each filter keeps: `rlar shapes filter LABELS`. */
export function shapesFilterCommand(shapes: Command): void {
  shapes
    .command('filter')
    .argument('<labels>', 'JSONL of `score` (or `slots`) beside `right`, and `group` (or `prompt`)')
    .description('how far rewards can be believed, in all, by band, and in what each filter keeps')
    .addOption(new Option('--slot <slot>', 'the slot of the score').choices(SLOTS).default('correctness'))
    .option('--count <number>', 'rollouts kept at each end of a group', count, 1)
    .option('--json', 'print as JSON')
    .action((file: string, flags: { slot: keyof Slots; count: number; json?: boolean }) => {
      const { rows, unscored } = readLabelledRewards(file, flags.slot);
      const found = filterReliability(rows, flags.count);
      if (flags.json) return printJson({ ...found, unscored });
      const line = ({ name, count: of, rSquared }: Reliability) => [
        name,
        String(of),
        rSquared === null ? '–' : rSquared.toFixed(3),
      ];
      const cells = [found.all, ...found.filters, ...found.bands].map(line);
      process.stdout.write(`${table(['part', 'rollouts', 'R²'], cells)}\n`);
      const best = found.filters.reduce((kept, one) =>
        (one.rSquared ?? -1) > (kept.rSquared ?? -1) ? one : kept,
      );
      if (best.rSquared !== null && best.rSquared > (found.all.rSquared ?? 0))
        process.stdout.write(`\n{ shape: filter, keep: ${best.settings.keep}, count: ${flags.count} }\n`);
      else
        process.stdout.write(
          '\nno filter keeps rollouts whose rewards are more reliable than those of all\n',
        );
    });
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('expected a whole number from 1');
  return value;
}
