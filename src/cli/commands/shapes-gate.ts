import { type Command, InvalidArgumentError, Option } from 'commander';
import { stringify } from 'yaml';
import { searchThreshold, type ThresholdCell } from '../../evaluation/shape-settings/gate-threshold.ts';
import { readLabelledRewards } from '../../evaluation/shape-settings/labelled-rewards.ts';
import { shapeSettings } from '../../spec/shaping.ts';
import { SLOTS, type Slots } from '../../spec/slots.ts';
import { EXIT } from '../exit.ts';
import { OutputFile } from '../output-file.ts';
import { printJson, table } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';

interface Flags {
  most: number;
  error: number;
  slot: keyof Slots;
  grid?: number[];
  kind: string;
  pay: Record<string, number>;
  out?: string;
  json?: boolean;
}

const DEFAULT_PAY = { format: 0.1 };

/** The threshold of the shape `gate` out of labelled rewards: `rlar shapes gate LABELS --most 0.05`. */
export function shapesGateCommand(shapes: Command): void {
  shapes
    .command('gate')
    .argument('<labels>', 'JSONL of `score` (or `slots`, as rlar score writes them) beside `right`')
    .description('the threshold of a gate that lets at most a share of wrong rollouts pass, with its bounds')
    .option('--most <share>', 'the most false accepts, as a share of the wrong rollouts', part, 0.05)
    .option('--error <share>', 'the chance that any bound is wrong', part, 0.05)
    .addOption(new Option('--slot <slot>', 'the slot of the gate').choices(SLOTS).default('correctness'))
    .option(
      '--grid <numbers>',
      'thresholds to try, with commas; the quantiles of the scores by default',
      grid,
    )
    .option('--kind <kind>', 'the kind, family or * that the setting is for', '*')
    .option('--pay <slot=weight...>', 'what is paid behind the gate', pay, DEFAULT_PAY)
    .option('--out <file>', 'write the setting for rlar.yaml to a file')
    .option('--json', 'print as JSON')
    .action(async (file: string, flags: Flags) => {
      const { rows, unscored } = readLabelledRewards(file, flags.slot);
      const labels = rows.map(({ score, truth }) => ({ score, right: truth === 1 }));
      const found = searchThreshold(labels, flags);
      const setting = found.chosen && settingOf(found.chosen.at, flags);
      if (flags.json) printJson({ ...found, unscored, setting });
      else process.stdout.write(page(found, unscored, setting, flags));
      if (!setting) process.exitCode = EXIT.error;
      if (!setting || flags.out === undefined) return;
      const out = OutputFile.open(flags.out, { inputs: [file] });
      await out.write(stringify(setting));
      await out.finish();
    });
}

function settingOf(at: number, { slot, pay, kind }: Flags): { shaping: Record<string, object[]> } {
  const gate = shapeSettings.safeParse({ shape: 'gate', slot, at, pay });
  if (!gate.success)
    throw new UsageError('RLAR_INVALID_CONFIG', gate.error.issues.map(({ message }) => message).join('; '));
  return { shaping: { [kind]: [gate.data] } };
}

function page(
  { cells, chosen, next }: ReturnType<typeof searchThreshold>,
  unscored: number,
  setting: object | null,
  { most }: Flags,
): string {
  const rows = cells.map((cell) => [
    String(cell.at),
    ...bounds(cell, 'falseAccept'),
    ...bounds(cell, 'passed'),
    [cell === chosen ? 'chosen' : '', cell === next ? 'label more here' : ''].filter(Boolean).join(', '),
  ]);
  const { of: wrong } = cells[0]!.falseAccept;
  const { of: right } = cells[0]!.passed;
  const left = unscored === 0 ? '' : `; ${unscored} without a score left out`;
  const end = setting
    ? stringify(setting)
    : `no threshold keeps false accepts below ${most} for sure: label more rollouts, wrong ones above all\n`;
  return `${right} right and ${wrong} wrong rollouts${left}\n\n${table(['at', 'wrong pass', 'bounds', 'right pass', 'bounds', ''], rows)}\n\n${end}`;
}

function bounds(cell: ThresholdCell, name: 'falseAccept' | 'passed'): string[] {
  const { value, low, high } = cell[name];
  return [value.toFixed(3), `${low.toFixed(3)} … ${high.toFixed(3)}`];
}

function part(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('expected a number between 0 and 1');
  return value;
}

function grid(text: string): number[] {
  const values = text.split(',').map(Number);
  if (text.trim() === '' || !values.every(Number.isFinite))
    throw new InvalidArgumentError('expected numbers with commas between them');
  return [...new Set(values)].sort((one, other) => other - one);
}

function pay(text: string, before: Record<string, number>): Record<string, number> {
  const [slot = '', weight = ''] = text.split('=');
  if (!SLOTS.some((name) => name === slot) || !(Number(weight) > 0))
    throw new InvalidArgumentError(`expected SLOT=WEIGHT, such as format=0.1; slots are ${SLOTS.join(', ')}`);
  return { ...(before === DEFAULT_PAY ? {} : before), [slot]: Number(weight) };
}
