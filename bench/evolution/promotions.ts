import { addItem, decision, newDuel } from '../../src/evolution/statistics/duel.ts';
import { Random } from '../../src/spec/random.ts';

/** Rates of the items on which the candidate alone is right, and on which the incumbent alone is. */
interface Rates {
  readonly won: number;
  readonly lost: number;
}

/** Gives one advantage after the other, and says when the candidate is promoted; null where it never is. */
type Rule = (next: () => number, most: number) => number | null;

const ALPHA = 0.05;

export const RULES: Readonly<Record<string, Rule>> = {
  'paired e-process': (next, most) => {
    const running = newDuel();
    for (let item = 1; item <= most; item++) {
      addItem(running, next());
      const decided = decision(running, ALPHA);
      if (decided !== null) return decided === 'better' ? item : null;
    }
    return null;
  },
  'z-test, looked at every 50': (next, most) => {
    let [sum, squares] = [0, 0];
    for (let item = 1; item <= most; item++) {
      const advantage = next();
      sum += advantage;
      squares += advantage ** 2;
      const spread = Math.sqrt(squares - sum ** 2 / item);
      if (item % 50 === 0 && spread > 0 && sum / spread > 1.959964) return item;
    }
    return null;
  },
  'threshold: 3 points over 100 items': (next, most) => {
    const window: number[] = [];
    let sum = 0;
    for (let item = 1; item <= most; item++) {
      const advantage = next();
      window.push(advantage);
      sum += advantage;
      if (window.length > 100) sum -= window.shift()!;
      if (window.length === 100 && sum >= 3) return item;
    }
    return null;
  },
};

/** @returns by run, the number of items until the promotion, or null where there is none within `most` */
export function promotions(
  rule: Rule,
  { won, lost }: Rates,
  runs: number,
  most: number,
  seed: number,
): (number | null)[] {
  const random = new Random(seed);
  const next = () => {
    const draw = random.next();
    return draw < won ? 1 : draw < won + lost ? -1 : 0;
  };
  return Array.from({ length: runs }, () => rule(next, most));
}
