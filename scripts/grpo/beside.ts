import type { Look, Step } from './look.ts';

/** How a kind was covered after it arrived. */
export interface Arrival {
  /** Queries of the run, and of the kind, from its first on until 95 % of the kind's rollouts of a step have a reward, for good. Null: never. */
  readonly queries: number | null;
  readonly ofKind: number | null;
  /** Share of held-out tasks of the kind that are solved at the start and at the end. */
  readonly begun: number | null;
  readonly solved: number | null;
}

const COVERED = 0.95;

/** @param queries of a step · @param rollouts of a query */
export function arrivalOf(
  looks: readonly Look[],
  steps: readonly Step[],
  arm: string,
  kind: string,
  last: number,
  [queries, rollouts]: readonly [number, number] = [7, 8],
): Arrival {
  const of = steps.filter((one) => one.arm === arm).toSorted((one, other) => one.step - other.step);
  const first = of.findIndex(({ kinds }) => kinds[kind] !== undefined);
  const uncovered = of.findLastIndex(({ kinds }) => {
    const one = kinds[kind];
    return one !== undefined && one.scored / one.rollouts < COVERED;
  });
  const end = looks.find((one) => one.arm === arm && one.step === last);
  const solved = end?.held_out[kind] ?? null;
  const begun = looks.find((one) => one.arm === arm && one.step === 0)?.held_out[kind] ?? null;
  if (first < 0 || uncovered === of.length - 1) return { queries: null, ofKind: null, begun, solved };
  const until = of.slice(first, uncovered + 1);
  const ofKind = until.reduce((sum, { kinds }) => sum + (kinds[kind]?.rollouts ?? 0) / rollouts, 0);
  return { queries: until.length * queries, ofKind, begun, solved };
}

/** When held-out accuracy of a kind fell from its height by some points. */
export interface Fall {
  readonly height: number;
  readonly heightAt: number;
  /** The first look at which it is at least so many points below its height so far; null where it did not fall. */
  readonly fellAt: number | null;
}

export function fallOf(looks: readonly Look[], arm: string, kind: string, points = 5): Fall | null {
  const of = looks.filter((one) => one.arm === arm).toSorted((one, other) => one.step - other.step);
  let [height, heightAt] = [Number.NEGATIVE_INFINITY, 0];
  for (const { step, held_out } of of) {
    const share = 100 * (held_out[kind] ?? 0);
    if (share > height) [height, heightAt] = [share, step];
    if (share <= height - points) return { height, heightAt, fellAt: step };
  }
  return of.length === 0 ? null : { height, heightAt, fellAt: null };
}
