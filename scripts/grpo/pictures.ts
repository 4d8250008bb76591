import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ARMS, accuracyOf, type Look } from './look.ts';
import { drawn, type Line, type Mark } from './plot.ts';

/** Something that happened in a training: an alarm, an acquisition. */
export interface Happened {
  readonly arm: string;
  readonly step: number;
  readonly what: string;
}

/** Writes the plots of the trainings into a folder. @returns their names */
export function grpoPictures(
  folder: string,
  looks: readonly Look[],
  happened: readonly Happened[],
): string[] {
  const arms = ARMS.filter((arm) => looks.some((one) => one.arm === arm));
  const of = (arm: string, value: (look: Look) => number): Line => ({
    name: arm,
    points: meansOf(looks, arm, value),
  });
  const kinds = Object.keys(looks.find(({ arm }) => arm === 'rlar')?.held_out ?? {});
  const write = (
    name: string,
    title: string,
    lines: readonly Line[],
    marks: readonly Mark[] = [],
  ): string[] => {
    const there = lines.filter(({ points }) => points.length > 0);
    if (there.length === 0) return [];
    const last = Math.max(...there.flatMap(({ points }) => points.map(([step]) => step)));
    writeFileSync(join(folder, `${name}.svg`), drawn(title, there, last, marks));
    return [`${name}.svg`];
  };
  const marksOf = (arm: string): Mark[] =>
    happened
      .filter((one) => one.arm === arm)
      .map(({ step, what }) => ({ at: step, word: what.slice(0, 60) }));
  const alarmsOf = (arm: string): Mark[] =>
    marksOf(arm)
      .filter(({ word }) => word.startsWith('alarm'))
      .map(({ at, word }) => ({ at, word: `${arm}: ${word.split(' (')[0]}` }));
  const [arrives, dialogue] = ['puzzle', 'dialogue'].map(
    (kind) => (look: Look) => 100 * (look.held_out[kind] ?? 0),
  );
  return [
    ...write(
      'grpo-accuracy',
      'held-out tasks solved, per cent, by where rewards come from',
      arms.map((arm) => of(arm, accuracyOf)),
    ),
    ...write(
      'grpo-kinds',
      'held-out tasks solved with rlar, per cent, by kind',
      kinds.map((kind) => ({ ...of('rlar', (look) => 100 * (look.held_out[kind] ?? 0)), name: kind })),
    ),
    ...write(
      'grpo-arrives',
      'held-out puzzles solved, per cent: a kind that arrives',
      ['arrives', 'arrives-frozen'].map((name) => of(name, arrives!)),
      marksOf('arrives'),
    ),
    ...write(
      'grpo-hackable',
      'held-out dialogues solved, per cent: a reward that can be hacked',
      ['hackable', 'bonus'].map((name) => of(name, dialogue!)),
      ['hackable', 'bonus'].flatMap((name) => alarmsOf(name)),
    ),
  ];
}

function meansOf(looks: readonly Look[], arm: string, value: (look: Look) => number): [number, number][] {
  const of = looks.filter((one) => one.arm === arm);
  const steps = [...new Set(of.map(({ step }) => step))].toSorted((one, other) => one - other);
  return steps.map((step) => {
    const at = of.filter((one) => one.step === step).map(value);
    return [step, at.reduce((sum, one) => sum + one, 0) / at.length];
  });
}
