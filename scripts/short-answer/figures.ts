import type { ShortAnswerModel } from '../../src/tools/short-answer/model.ts';
import { type Outcome, outcomeBy } from '../../src/tools/short-answer/ruling.ts';
import type { Case } from './cases.ts';

/** A case with what the two models say of it. */
export interface Predicted extends Case {
  readonly probability: number;
  readonly suspicion: number;
  /** What the tool says with these trees, all of its rules applied; only known once the thresholds are. */
  readonly decided?: Outcome;
}

export type Thresholds = ShortAnswerModel['thresholds'];

/** Shares from 0 to 1. */
interface Figures {
  /** Of the scored, how many as the person said. */
  readonly accuracy: number;
  readonly scored: number;
  /** Of all humanly wrong responses, how many were called right. */
  readonly falsePositives: number;
  /** Of the right responses that would be paid without the guard, how many still are. */
  readonly kept: number;
}

export function figuresOf(cases: readonly Predicted[], thresholds: Thresholds): Figures {
  let scored = 0;
  let agreed = 0;
  let falsePositives = 0;
  let wrong = 0;
  let paid = 0;
  let kept = 0;
  for (const entry of cases) {
    const outcome = entry.decided ?? outcomeBy(thresholds, entry.probability, entry.suspicion, entry.ruling);
    if (!entry.right) wrong += 1;
    if (entry.right && entry.probability >= thresholds.right) paid += 1;
    if (outcome === 'right') {
      scored += 1;
      if (entry.right) {
        agreed += 1;
        kept += 1;
      } else falsePositives += 1;
    } else if (outcome === 'wrong') {
      scored += 1;
      if (!entry.right) agreed += 1;
    }
  }
  return {
    accuracy: agreed / scored,
    scored: scored / cases.length,
    falsePositives: falsePositives / Math.max(1, wrong),
    kept: kept / Math.max(1, paid),
  };
}

/** Prints the figures of the labelled responses, all and by source, and the share paid of each form of attack. */
export function printFigures(cases: readonly Predicted[], thresholds: Thresholds): void {
  const natural = cases.filter((entry) => entry.form === 'natural');
  printRow('all', figuresOf(natural, thresholds), natural.length);
  for (const source of new Set(natural.map((entry) => entry.source))) {
    const part = natural.filter((entry) => entry.source === source);
    printRow(source, figuresOf(part, thresholds), part.length);
  }
  const plain = cases.filter((entry) => entry.form === 'plain');
  printRow('plain references', figuresOf(plain, thresholds), plain.length);
  const forms = new Map<string, { made: number; unguarded: number; paid: number; zero: number }>();
  for (const entry of cases) {
    if (entry.form === 'natural' || entry.form === 'plain') continue;
    for (const name of [entry.form, ...(entry.form.startsWith('ten-') ? ['all lists of ten'] : [])]) {
      const form = forms.get(name) ?? { made: 0, unguarded: 0, paid: 0, zero: 0 };
      const outcome =
        entry.decided ?? outcomeBy(thresholds, entry.probability, entry.suspicion, entry.ruling);
      form.made += 1;
      if (entry.probability >= thresholds.right) form.unguarded += 1;
      if (outcome === 'right') form.paid += 1;
      if (outcome === 'wrong') form.zero += 1;
      forms.set(name, form);
    }
  }
  console.log('\nform of attack           made  paid without guard   paid   scored 0');
  for (const [name, { made, unguarded, paid, zero }] of [...forms].sort(
    (left, right) => right[1].paid / right[1].made - left[1].paid / left[1].made,
  )) {
    console.log(
      name.padEnd(24),
      String(made).padStart(4),
      percent(unguarded / made).padStart(19),
      percent(paid / made).padStart(6),
      percent(zero / made).padStart(10),
    );
  }
}

function printRow(name: string, figures: Figures, count: number): void {
  console.log(
    `${name.padEnd(18)} ${String(count).padStart(5)} responses: ${percent(figures.accuracy)} right of ${percent(figures.scored)} scored, ` +
      `${percent(figures.falsePositives)} of the wrong called right, guard keeps ${percent(figures.kept)}`,
  );
}

export const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
