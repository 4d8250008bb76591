/** @returns the value below which a share of a sorted list lies */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** @returns milliseconds of each piece of work, one after another, sorted */
export async function latencies(count: number, work: (index: number) => Promise<unknown>): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await work(index);
    found.push(performance.now() - start);
  }
  return found.sort((left, right) => left - right);
}

/** @param lanes pieces of work at one time */
export async function perSecond(
  count: number,
  lanes: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  const start = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await work(next++);
    }),
  );
  return (count / (performance.now() - start)) * 1000;
}

/** Prints the median of the rounds, and their spread. */
export function printRounds(rounds: readonly Readonly<Record<string, number>>[]): void {
  for (const name of Object.keys(rounds[0] ?? {})) {
    const sorted = rounds.map((found) => found[name] ?? Number.NaN).sort((left, right) => left - right);
    const [low = Number.NaN, high = Number.NaN] = [sorted[0], sorted.at(-1)];
    console.log(
      `${name.padEnd(72)} ${quantile(sorted, 0.5).toFixed(1).padStart(8)}   (${low.toFixed(1)} to ${high.toFixed(1)})`,
    );
  }
}
