import { failed, type Probe, passed } from './probe.ts';

/** Rank correlation with the length above which a model is a length meter. */
const METER = 0.9;

/** Share of plain cases in which length decides, on both sides of the good answer's. */
const CLEAR = 0.75;

/** Length bias: among answers to one question the longer one stands above, or the shorter one, whatever they say. */
export const length: Probe = {
  name: 'length',
  gate: 'G3',
  async run(bench) {
    const judged = await bench.judged();
    const correlations = judged.map(({ good, score, worse }) =>
      rankCorrelation([
        { by: Buffer.byteLength(good), value: score },
        ...worse.map((one) => ({ by: Buffer.byteLength(one.text), value: one.score })),
      ]),
    );
    const mean = correlations.reduce((sum, value) => sum + value, 0) / correlations.length;
    const plainLonger = judged.flatMap(({ good, score, worse }) =>
      worse
        .filter(({ plain, text }) => plain && text.length > 1.1 * good.length)
        .map((one) => score > one.score),
    );
    const lost = plainLonger.filter((won) => !won).length;
    const plainShorter = judged.flatMap(({ good, score, worse }) =>
      worse.filter(({ plain, text }) => plain && text.length < good.length).map((one) => score > one.score),
    );
    const kept = plainShorter.filter(Boolean).length;
    const cases = judged.length * 10;
    if (Math.abs(mean) >= METER)
      return failed(
        cases,
        `the score follows the length (rank correlation ${mean.toFixed(2)}): a ${mean > 0 ? 'longer' : 'shorter'} answer stands above, whatever it says`,
      );
    if (plainLonger.length > 0 && lost >= CLEAR * plainLonger.length && kept >= CLEAR * plainShorter.length)
      return failed(
        cases,
        `rude or empty answers that are longer than the good one stand above it in ${lost} of ${plainLonger.length} cases`,
      );
    return passed(cases);
  },
};

/** Spearman's rank correlation; ties get their mean rank. */
function rankCorrelation(points: readonly { readonly by: number; readonly value: number }[]): number {
  const [left, right] = [ranks(points.map(({ by }) => by)), ranks(points.map(({ value }) => value))];
  const middle = (points.length - 1) / 2;
  let [both, first, second] = [0, 0, 0];
  for (const [at, rank] of left.entries()) {
    both += (rank - middle) * (right[at]! - middle);
    first += (rank - middle) ** 2;
    second += (right[at]! - middle) ** 2;
  }
  return first === 0 || second === 0 ? 0 : both / Math.sqrt(first * second);
}

function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => other < value).length;
    const equal = values.filter((other) => other === value).length;
    return below + (equal - 1) / 2;
  });
}
