import { z } from 'zod';
import { Random } from '../../spec/random.ts';
import {
  type Composite,
  compositeReward,
  type LabelledItem,
  type LabelsSay,
  meanRightness,
  type Part,
} from './composite.ts';

/**
 * The generator of composites: how likely each production of the grammar is. It learns from what its composites are worth, and is
 * kept between two searches for a kind. Plain data.
 */
export const generator = z.object({
  /** `one`, `first`, `gated`, `mixed`. */
  how: z.array(z.number()),
  /** By the id of a part: how likely it is taken. */
  parts: z.record(z.string(), z.number()),
  /** By the place in `WEIGHTS`. */
  weights: z.array(z.number()),
});
export type Generator = z.infer<typeof generator>;

const HOWS = ['one', 'first', 'gated', 'mixed'] as const;
const WEIGHTS = [0.25, 0.5, 1, 2, 4] as const;
const MOST_PARTS = 3;
const GENERATIONS = 6;
const DRAWN = 48;
const ELITE = 8;
/** Share of the generator that each generation replaces, and the least chance of a production. */
const LEARNING = 0.6;
const LEAST_CHANCE = 0.02;
/** What each part more must be worth, so that of two composites that do the same the smaller one is found. */
const PRICE = 0.004;

export interface Found {
  readonly composite: Composite;
  /** On the items of the search, from -1 to 1, less the price of its parts. */
  readonly value: number;
}

function newGenerator(parts: readonly Part[]): Generator {
  return {
    how: HOWS.map(() => 1 / HOWS.length),
    parts: Object.fromEntries(parts.map(({ id }) => [id, 1 / parts.length])),
    weights: WEIGHTS.map(() => 1 / WEIGHTS.length),
  };
}

/**
 * Searches composites over validated parts: a generator draws expressions of the grammar, each is tried on labelled responses, and
 * the generator moves towards the productions of the best. From “Differentiable Evolutionary RL” (DERL, 2025), where validation after
 * a short training run takes the place of the labels, and a language model that of the generator.
 * @param before the generator of an earlier search for the kind
 * @returns the best composites, the best first, without doubles; and the generator as it is now
 */
export function searchComposites(
  parts: readonly Part[],
  items: readonly LabelledItem[],
  seed: number,
  before?: Generator,
  by: LabelsSay = 'verdict',
): { readonly found: readonly Found[]; readonly generator: Generator } {
  const random = new Random(seed, 'composites');
  const current = withParts(before ?? newGenerator(parts), parts);
  const known = new Map<string, Found>();
  for (let generation = 0; generation < GENERATIONS; generation += 1) {
    const drawn = Array.from({ length: DRAWN }, () => draw(current, parts, random)).filter(
      (one) => one !== null,
    );
    for (const composite of [...(generation === 0 ? singles(parts) : []), ...drawn]) {
      const name = JSON.stringify(composite);
      if (!known.has(name)) known.set(name, { composite, value: worthOf(composite, items, by) });
    }
    learn(current, [...known.values()].toSorted(byValue).slice(0, ELITE), parts);
  }
  return { found: [...known.values()].toSorted(byValue), generator: current };
}

function worthOf(composite: Composite, items: readonly LabelledItem[], by: LabelsSay): number {
  const right = meanRightness(items, ({ values }) => compositeReward(composite, values), by);
  return right - PRICE * composite.parts.length;
}

function byValue(left: Found, right: Found): number {
  return right.value - left.value || left.composite.parts.length - right.composite.parts.length;
}

function singles(parts: readonly Part[]): Composite[] {
  return parts.flatMap(({ mayJudge }, part) =>
    mayJudge ? [{ how: 'one' as const, parts: [{ part, weight: 1, gate: false }] }] : [],
  );
}

/** @returns a composite that the rules of assignments allow; null where the draw gives none */
function draw(
  { how, parts: chances, weights }: Generator,
  all: readonly Part[],
  random: Random,
): Composite | null {
  const form = HOWS[pick(how, random)]!;
  const taken: number[] = [];
  const take = (may: (part: Part) => boolean): number | null => {
    const open = all.map((part, at) => (may(part) && !taken.includes(at) ? (chances[part.id] ?? 0) : 0));
    if (!open.some((chance) => chance > 0)) return null;
    const at = pick(open, random);
    taken.push(at);
    return at;
  };
  const weigh = (): number => WEIGHTS[pick(weights, random)]!;
  const gate = form === 'gated' ? take(({ mayGate }) => mayGate) : null;
  if (form === 'gated' && gate === null) return null;
  const first = take(({ mayJudge }) => mayJudge);
  if (first === null) return null;
  const behind = form === 'first' ? take(({ mayBack }) => mayBack) : null;
  if (form === 'one') return { how: 'one', parts: [{ part: first, weight: 1, gate: false }] };
  if (form === 'first')
    return behind === null
      ? null
      : { how: 'first', parts: [first, behind].map((part) => ({ part, weight: 1, gate: false })) };
  const more = Array.from(
    { length: form === 'mixed' ? 1 + random.below(MOST_PARTS - 1) : random.below(2) },
    () => take(({ mayJudge }) => mayJudge),
  ).filter((part) => part !== null);
  if (form === 'mixed' && more.length === 0) return null;
  return {
    how: 'composite',
    parts: [
      ...(gate === null ? [] : [{ part: gate, weight: WEIGHTS[0], gate: true }]),
      ...[first, ...more].map((part) => ({ part, weight: weigh(), gate: false })),
    ],
  };
}

/** Moves the chances of productions towards their shares among the best. */
function learn(current: Generator, best: readonly Found[], all: readonly Part[]): void {
  const uses = best.flatMap(({ composite }) => composite.parts);
  const shareOf = (count: number, of: number): number => count / Math.max(1, of);
  const moved = (old: number, share: number): number =>
    Math.max(LEAST_CHANCE, (1 - LEARNING) * old + LEARNING * share);
  current.how = current.how.map((old, at) =>
    moved(old, shareOf(best.filter(({ composite }) => formOf(composite) === HOWS[at]).length, best.length)),
  );
  for (const [at, { id }] of all.entries()) {
    const used = uses.filter(({ part }) => part === at).length;
    current.parts[id] = moved(current.parts[id] ?? LEAST_CHANCE, shareOf(used, uses.length));
  }
  current.weights = current.weights.map((old, at) =>
    moved(old, shareOf(uses.filter(({ weight }) => weight === WEIGHTS[at]).length, uses.length)),
  );
}

function formOf({ how, parts }: Composite): (typeof HOWS)[number] {
  if (how !== 'composite') return how;
  return parts.some(({ gate }) => gate) ? 'gated' : 'mixed';
}

/** @returns the generator with a chance for tools that came into the library since, and none for those that went */
function withParts({ how, parts, weights }: Generator, all: readonly Part[]): Generator {
  const chances = all.map(({ id }) => [id, parts[id] ?? 1 / all.length]);
  return { how: [...how], parts: Object.fromEntries(chances), weights: [...weights] };
}

function pick(chances: readonly number[], random: Random): number {
  let left = random.next() * chances.reduce((sum, chance) => sum + chance, 0);
  const at = chances.findIndex((chance) => {
    left -= chance;
    return left < 0;
  });
  return at >= 0 ? at : chances.findLastIndex((chance) => chance > 0);
}
