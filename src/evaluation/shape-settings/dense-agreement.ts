import { correlation } from '../../evolution/probes/correlation.ts';

/** What a tool said of the steps of one rollout, and what the rollout earned in the end. */
export interface ScoredSteps {
  readonly tool: string;
  readonly query: string;
  readonly steps: readonly number[];
  readonly outcome: number;
}

export interface DenseAgreement {
  readonly tool: string;
  readonly rollouts: number;
  /** Correlation of the mean step score with the outcome; null where one of them does not vary. */
  readonly correlation: number | null;
  /** 95 % interval of the correlation, by Fisher's z; null where there are too few rollouts for one. */
  readonly interval: readonly [number, number] | null;
  /** Pairs of rollouts of one query that fared otherwise. */
  readonly pairs: number;
  /** Share of those pairs in which the steps prefer the rollout that fared worse; ties count half. Null without such pairs. */
  readonly disagree: number | null;
}

/** Rollouts of one query that are compared each with each. */
const MOST_COMPARED = 256;

/**
 * Whether what a tool says of steps goes along with how trajectories end. “Towards better dense rewards” (2025) warns that poor dense rewards are
 * hacked, and gives no algorithm; this check is ours: correlation with the outcome, and how often the steps turn the order of two rollouts of
 * one query round.
 * @returns by tool, in alphabetical order
 */
export function denseAgreement(scored: readonly ScoredSteps[]): DenseAgreement[] {
  return [...Map.groupBy(scored, ({ tool }) => tool)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([tool, rollouts]) => {
      const told = rollouts.map(({ query, steps, outcome }) => {
        const mean = steps.reduce((sum, step) => sum + step, 0) / steps.length;
        return { query, mean, outcome };
      });
      let [pairs, against] = [0, 0];
      for (const group of Map.groupBy(told, ({ query }) => query).values()) {
        const compared = group.slice(0, MOST_COMPARED);
        for (const [index, one] of compared.entries())
          for (const other of compared.slice(0, index)) {
            if (one.outcome === other.outcome) continue;
            pairs += 1;
            const side = Math.sign(one.mean - other.mean) * Math.sign(one.outcome - other.outcome);
            against += side < 0 ? 1 : side === 0 ? 0.5 : 0;
          }
      }
      const found = correlation(told.map(({ mean, outcome }) => [mean, outcome]));
      return {
        ...{ tool, rollouts: told.length, pairs },
        correlation: found,
        interval: found === null ? null : intervalOf(found, told.length),
        disagree: pairs === 0 ? null : against / pairs,
      };
    });
}

/** Rollouts from which on an interval says something. */
const LEAST_ROLLOUTS = 10;

function intervalOf(found: number, rollouts: number): [number, number] | null {
  if (rollouts < LEAST_ROLLOUTS) return null;
  const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, found)));
  const half = 1.96 / Math.sqrt(rollouts - 3);
  return [Math.tanh(z - half), Math.tanh(z + half)];
}
