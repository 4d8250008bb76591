/** A comparison of two of the ranked, by their places in the list. */
export interface Match {
  readonly one: number;
  readonly other: number;
  /** From 0 to 1; 1 where `one` is better. */
  readonly preference: number;
}

/** A ranking of texts: for each its level, the higher the better; the same level is a tie. */
export interface Ranking {
  readonly levels: readonly number[];
  readonly matches: readonly Match[];
}

type Compare = (one: number, other: number) => Promise<number>;

/**
 * A cup: each round pairs the best seed that is left with the next, and the loser goes out; a text without an opponent goes
 * on. A tie lets the better seed go on, and what goes out by it stands on the level that the other one reaches: nobody said that
 * it is the worse one. All others that go out in one round stand on one level.
 * @param count of texts, the best seed first
 * @returns the ranking, after `count - 1` comparisons
 */
export async function eliminate(count: number, compare: Compare): Promise<Ranking> {
  const levels = Array.from({ length: count }, () => 0);
  const matches: Match[] = [];
  const tied: { readonly out: number; readonly on: number }[] = [];
  let left = [...levels.keys()];
  for (let round = 1; left.length > 1; round += 1) {
    const rest = left.length % 2 === 1 ? left.slice(1) : left;
    const half = rest.length / 2;
    const pairs = rest.slice(0, half).map((one, at) => ({ one, other: rest[rest.length - 1 - at]! }));
    const played = await Promise.all(
      pairs.map(async (pair) => ({ ...pair, preference: await compare(pair.one, pair.other) })),
    );
    const final = left.length === 2;
    const out = new Set<number>();
    for (const { one, other, preference } of played) {
      if (final && preference === 0.5) continue;
      out.add(preference >= 0.5 ? other : one);
      if (preference === 0.5) tied.push({ out: other, on: one });
    }
    matches.push(...played);
    for (const text of left) if (!out.has(text)) levels[text] = round;
    if (final) break;
    left = left.filter((text) => !out.has(text));
  }
  for (const { out, on } of tied.toReversed()) levels[out] = levels[on]!;
  return { levels, matches };
}

/** Each text against each other; the level of a text is the share that it won. */
export async function roundRobin(count: number, compare: Compare): Promise<Ranking> {
  const pairs = Array.from({ length: count }, (_, one) =>
    Array.from({ length: count - one - 1 }, (_unused, at) => ({ one, other: one + at + 1 })),
  ).flat();
  const matches = await Promise.all(
    pairs.map(async (pair) => ({ ...pair, preference: await compare(pair.one, pair.other) })),
  );
  const won = Array.from({ length: count }, () => 0);
  for (const { one, other, preference } of matches) {
    won[one]! += preference;
    won[other]! += 1 - preference;
  }
  return { levels: won.map((share) => Math.round((1e9 * share) / Math.max(1, count - 1)) / 1e9), matches };
}

/** @returns how many triples of the ranked go in a circle: one beats another that beats a third that beats the first */
export function countCycles(count: number, matches: readonly Match[]): number {
  const beats = new Set<number>();
  for (const { one, other, preference } of matches) {
    if (preference > 0.5) beats.add(one * count + other);
    if (preference < 0.5) beats.add(other * count + one);
  }
  const over = (one: number, other: number): boolean => beats.has(one * count + other);
  let cycles = 0;
  for (let a = 0; a < count; a++)
    for (let b = a + 1; b < count; b++)
      for (let c = b + 1; c < count; c++)
        if ((over(a, b) && over(b, c) && over(c, a)) || (over(b, a) && over(c, b) && over(a, c))) cycles += 1;
  return cycles;
}
