import { failed, type Probe, passed } from './probe.ts';
import type { ProbeBench } from './probe-bench.ts';

/**
 * Shares of sanity pairs in the right order: those that are plain, all of them, and the plain ones of one sort. Of 2,000
 * heads of chance over the body of the demo, 1.7 % reach the first.
 */
const BARS = { plain: 0.85, all: 0.6, sort: 0.6, sortsBelow: 1, upsideDown: 0.35 } as const;

/** Sign, label order, wrong head: a good answer stands above bad ones, sort by sort. */
export const order: Probe = {
  name: 'order',
  gate: 'G3',
  async run(bench) {
    const judged = await bench.judged();
    const pairs = judged.flatMap(({ score, worse }) =>
      worse.map(({ sort, plain, score: bad }) => ({ sort, plain, right: score > bad })),
    );
    const share = shareOf(pairs);
    if (share <= BARS.upsideDown)
      return failed(
        pairs.length,
        (await otherLabel(bench)) ??
          `the worse answer gets more in ${percent(1 - share)} of ${pairs.length} pairs: the sign is the other one, or the score another label's`,
      );
    const below = [
      ...Map.groupBy(
        pairs.filter(({ plain }) => plain),
        ({ sort }) => sort,
      ),
    ]
      .map(([sort, list]) => ({ sort, share: shareOf(list) }))
      .filter((one) => one.share < BARS.sort);
    const plain = shareOf(pairs.filter((pair) => pair.plain));
    if (plain >= BARS.plain && share >= BARS.all && below.length <= BARS.sortsBelow)
      return passed(pairs.length);
    const sorts = below.map((one) => `${one.sort} ${percent(one.share)}`).join(', ');
    return failed(
      pairs.length,
      `a good answer stands above a rude, empty or senseless one in ${percent(plain)}, above any worse one in ${percent(share)} of ${pairs.length} pairs${sorts && ` (${sorts})`}: a head that was never trained, a wrong one, or another layout`,
    );
  },
};

/** @returns a complaint where another number of the same head tells good from bad, and the one that is read does not */
async function otherLabel(bench: ProbeBench): Promise<string | null> {
  const { spec, client, signal, questions } = bench;
  if (spec.read.from !== 'head') return null;
  const inputs = questions.flatMap(({ prompt, good }) => [
    bench.input(prompt, good),
    bench.input(prompt, 'banana '.repeat(20), good),
  ]);
  const looked: (readonly number[])[] = [];
  for (const input of inputs) looked.push((await client.look([input], signal)).numbers[0]!);
  const labels = looked[0]!.length;
  if (labels < 2) return null;
  const read = spec.read.index < 0 ? labels - 1 : spec.read.index;
  for (let label = 0; label < labels; label += 1) {
    if (label === read) continue;
    const right = questions.filter(
      (_, at) => spec.sign * looked[2 * at]![label]! > spec.sign * looked[2 * at + 1]![label]!,
    ).length;
    if (right / questions.length >= 0.75)
      return `label ${label} of ${labels} orders the answers, and the adapter reads label ${read}: the order of the labels is another one`;
  }
  return null;
}

function shareOf(pairs: readonly { readonly right: boolean }[]): number {
  return pairs.filter(({ right }) => right).length / Math.max(1, pairs.length);
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
