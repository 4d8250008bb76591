import { Random } from '../../src/spec/random.ts';

const GROUPS = 150;
const GROUPS_OF_STEP = 10;
const ROLLOUTS = 4;
/** The group from which on the policy writes half of its right numbers without any working. */
const EXPLOITS_FROM = 80;

/**
 * A short training run on sums, with a person's verdict on each response. At first all goes well. Then the policy finds out
 * that a tool which reads the last number pays for it whatever stands before it. The person calls such a response wrong.
 * @returns rows for `rlar score` and `rlar gold add`
 */
export function trainingRows(seed: number): object[] {
  const random = new Random(seed);
  return Array.from({ length: GROUPS }, (_, at) => {
    const [apples, pears, days] = [2 + random.below(80), 2 + random.below(80), 2 + random.below(8)];
    const right = (apples + pears) * days;
    const working = `${apples} and ${pears} make ${apples + pears}; times ${days}.`;
    const answers = Array.from({ length: ROLLOUTS }, () => {
      if (random.next() < 0.4)
        return { text: `${working}\n#### ${right + 1 + random.below(9)}`, correct: false };
      const exploits = at >= EXPLOITS_FROM && random.next() < 0.5;
      return { text: `${exploits ? 'It is what it is.' : working}\n#### ${right}`, correct: !exploits };
    });
    return {
      id: `sum-${at}`,
      step: 1 + Math.floor(at / GROUPS_OF_STEP),
      prompt: `A shop sells ${apples} apples and ${pears} pears a day. How many fruits does it sell in ${days} days?`,
      reference: String(right),
      responses: answers.map(({ text }) => text),
      correct: answers.map(({ correct }) => correct),
    };
  });
}
