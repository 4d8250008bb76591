import type { Template } from '../../spec/decisions.ts';

/** A tool that may be a part of a composite, with what the rules of assignments say of it. */
export interface Part {
  readonly id: string;
  readonly version: string;
  /** Whether it may be a gate: a verifier with a floor. */
  readonly mayGate: boolean;
  /** Whether it may judge what is right: its card names the kind. Else it is a gate of form, or stands behind another tool. */
  readonly mayJudge: boolean;
  /** Whether it may stand behind another tool. */
  readonly mayBack: boolean;
}

/** A reward function over parts, as plain data: what an assignment's `combine` says of it. */
export interface Composite {
  readonly how: 'one' | 'first' | 'composite';
  readonly parts: readonly { readonly part: number; readonly weight: number; readonly gate: boolean }[];
}

/** One labelled response: what each part says of it, on the scale from 0 to 1; null where it says nothing. */
export interface LabelledItem {
  /** Items of one query depend on each other. */
  readonly query: string;
  readonly correct: boolean;
  readonly values: readonly (number | null)[];
  /** The reward by the library as it is. */
  readonly now: number | null;
}

const RIGHT = 0.5;

/** @returns the reward of a composite, by the rules of `rewards/combine` */
export function compositeReward({ how, parts }: Composite, values: LabelledItem['values']): number | null {
  const told = parts.map(({ part }) => values[part] ?? null);
  if (how !== 'composite') return told.find((value) => value !== null) ?? null;
  for (const [at, { gate }] of parts.entries()) if (gate && told[at] === 0) return 0;
  let [sum, total] = [0, 0];
  for (const [at, { weight }] of parts.entries()) {
    const value = told[at];
    if (value === null || value === undefined) return null;
    sum += weight * value;
    total += weight;
  }
  return sum / total;
}

/** @returns 1 for a reward on the right side of a half, -1 for one on the wrong side, 0 for none */
function rightness(reward: number | null, correct: boolean): number {
  if (reward === null) return 0;
  return reward >= RIGHT === correct ? 1 : -1;
}

/**
 * What labels say: `verdict`: whether a response is right, so that a reward has to lie on its side of a half · `order`: which of the
 * responses to a query are the better ones, so that their rewards have to be higher
 */
export type LabelsSay = 'verdict' | 'order';

/** @returns how much rewards of one query agree with their labels, from -1 to 1 */
export function queryWorth(
  list: readonly { readonly reward: number | null; readonly correct: boolean }[],
  by: LabelsSay,
): number {
  if (by === 'verdict')
    return (
      list.reduce((sum, { reward, correct }) => sum + rightness(reward, correct), 0) /
      Math.max(1, list.length)
    );
  const better = list.filter(({ correct }) => correct);
  const worse = list.filter(({ correct }) => !correct);
  const signs = better.flatMap((one) =>
    worse.map((other) =>
      one.reward === null || other.reward === null ? 0 : Math.sign(one.reward - other.reward),
    ),
  );
  return signs.reduce((sum, sign) => sum + sign, 0) / Math.max(1, signs.length);
}

/** @returns the mean over queries of how much the rewards of their items agree with the labels, from -1 to 1 */
export function meanRightness(
  items: readonly LabelledItem[],
  rewardOf: (item: LabelledItem) => number | null,
  by: LabelsSay = 'verdict',
): number {
  const byQuery = [...Map.groupBy(items, ({ query }) => query).values()];
  const means = byQuery.map((list) =>
    queryWorth(
      list.map((item) => ({ reward: rewardOf(item), correct: item.correct })),
      by,
    ),
  );
  return means.reduce((sum, mean) => sum + mean, 0) / Math.max(1, means.length);
}

/** @returns the composite as the tools of a template */
export function templateTools(
  { how, parts }: Composite,
  all: readonly Part[],
): Pick<Template, 'tools' | 'combine'> {
  return {
    tools: parts.map(({ part, weight, gate }) => ({
      id: all[part]!.id,
      version: all[part]!.version,
      weight: how === 'composite' ? Math.max(1, Math.round(1000 * weight)) / 1000 : 1,
      ...(gate && { gate }),
    })),
    ...(how !== 'one' && { combine: how }),
  };
}

/** @returns the composite in a line, such as `style > 2 × letters + 1 × length` */
export function compositeText({ how, parts }: Composite, all: readonly Part[]): string {
  const named = parts.map(({ part, weight, gate }) => ({ id: all[part]!.id, weight, gate }));
  if (how !== 'composite') return named.map(({ id }) => id).join(', else ');
  const gates = named.filter(({ gate }) => gate).map(({ id }) => `${id} > `);
  return `${gates.join('')}${named.map(({ id, weight }) => `${Number(weight.toFixed(3))} × ${id}`).join(' + ')}`;
}
