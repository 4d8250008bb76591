import { newBet, wager } from '../../src/evolution/statistics/bet.ts';
import { eBh } from '../../src/evolution/statistics/e-bh.ts';
import { Random } from '../../src/spec/random.ts';

const ITEMS = 400;
const ALPHA = 0.05;

interface Outcome {
  /** Mean share of the promoted tools that are no better than the incumbent. */
  readonly wrongShare: number;
  /** Share of the better tools that are promoted. */
  readonly found: number;
}

/**
 * Forty candidates as good as the incumbent and ten better ones, on the same items.
 * @param how `e-bh`: the wealth after the last item · `each`: each for itself at 5 %, looked at after every item
 */
export function manyAtOnce(how: 'e-bh' | 'each', runs: number, seed: number): Outcome {
  const random = new Random(seed);
  let [wrongShares, found] = [0, 0];
  for (let run = 0; run < runs; run++) {
    const bets = Array.from({ length: 50 }, () => newBet(0.5));
    const most = bets.map(() => 0);
    for (let item = 0; item < ITEMS; item++) {
      for (const [at, running] of bets.entries()) {
        const [won, lost] = at < 40 ? [0.1, 0.1] : [0.2, 0.08];
        const draw = random.next();
        wager(running, draw < won ? 1 : draw < won + lost ? 0 : 0.5);
        most[at] = Math.max(most[at]!, Math.exp(running.log));
      }
    }
    const chosen =
      how === 'e-bh'
        ? eBh(
            bets.map(({ log }) => Math.exp(log)),
            ALPHA,
          )
        : most.flatMap((value, at) => (value >= 1 / ALPHA ? [at] : []));
    wrongShares += chosen.filter((at) => at < 40).length / Math.max(1, chosen.length);
    found += chosen.filter((at) => at >= 40).length / 10;
  }
  return { wrongShare: wrongShares / runs, found: found / runs };
}
