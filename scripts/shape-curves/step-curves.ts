import { type Curve, member, shapedFirst } from './curve.ts';

/** What a tool says of five steps: how much is done after each. The third went back. */
const SCORES = [0.2, 0.6, 0.4, 0.9, 1];
const REWARD = 0.8;

function stepCurve(title: string, ways: readonly string[], more: object = {}): Curve {
  const lines = ways.map((how) => ({
    name: how,
    at: (x: number) => {
      const said = [{ tool: 'judge', slot: 'correctness' as const, value: REWARD, steps: SCORES }];
      const group = [member({ correctness: REWARD }, { said })];
      return shapedFirst({ shape: 'steps', how, ...more }, group).stepRewards![x - 1]!;
    },
  }));
  return {
    title,
    across: `step, scored ${SCORES.join(', ')}`,
    from: 1,
    to: SCORES.length,
    whole: true,
    lines,
  };
}

/** The rewards of the steps of one trajectory. */
export const STEP_CURVES: readonly Curve[] = [
  stepCurve('steps that sum to the reward 0.8', ['share', 'progress']),
  stepCurve('the outcome on the last step', ['outcome-first', 'last']),
  stepCurve('bounded, however many steps', ['clip', 'delta']),
  stepCurve('potential-based', ['potential']),
  stepCurve('first error, below 0.5', ['first-error']),
];
