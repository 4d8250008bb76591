import type { Member } from '../../src/rewards/shapes/member.ts';
import { type Curve, member, shapedFirst } from './curve.ts';

/** What a tool says of five steps: how much is done after each. The third went back. */
const SCORES = [0.2, 0.6, 0.4, 0.9, 1];
const REWARD = 0.8;

/** What the trainer sends of five steps: log-ratios of two models. */
const RATIOS = [2, -1, 0, 3, -2];

/** A trajectory of five steps, with what tools say of each. */
function trajectory(
  reward: number,
  scores: Readonly<Record<string, readonly number[]>>,
  more: Partial<Member> = {},
): Member {
  const said = Object.entries(scores).map(([tool, steps]) => ({
    ...{ tool, slot: 'correctness' as const, value: reward, steps },
  }));
  return member({ correctness: reward }, { said, steps: SCORES.length, ...more });
}

/** A line through one number for each step. */
function line(name: string, values: readonly number[]): Curve['lines'][number] {
  return { name, at: (x) => values[x - 1]! };
}

/** A line of the step rewards that one way makes for the first trajectory of a group. */
function rewarded(name: string, group: readonly Member[], settings: object): Curve['lines'][number] {
  return line(name, shapedFirst({ shape: 'steps', ...settings }, group).stepRewards!);
}

function panel(title: string, across: string, lines: Curve['lines'], more: Partial<Curve> = {}): Curve {
  return { title, across, from: 1, to: SCORES.length, whole: true, lines, ...more };
}

/** A line of the step weights that one way makes for the first trajectory of a group. */
function weighed(group: readonly Member[], settings: object): Curve['lines'][number] {
  return line('weight', shapedFirst({ shape: 'steps', ...settings }, group).stepWeights!);
}

/** Ways that take the scores of one tool for one trajectory. */
function ofScores(title: string, ways: readonly string[]): Curve {
  const group = [trajectory(REWARD, { judge: SCORES })];
  return panel(
    title,
    `step, scored ${SCORES.join(', ')}`,
    ways.map((how) => rewarded(how, group, { how })),
  );
}

const ERRED = [0.8, 0.7, 0.3, 0.9, 0.2];

const PARTED = [
  trajectory(1, {}, { path: () => ['look', 'pick', 'pay', 'check', 'done'] }),
  trajectory(0.25, {}, { path: () => ['look', 'pick', 'skip', 'check', 'done'] }),
];

/** Trajectories whose steps are scored higher earn more, so that the fit has something to find. */
const FITTED = [
  trajectory(1, { judge: SCORES }),
  trajectory(0.2, { judge: [0.1, 0.2, 0.1, 0.3, 0.2] }),
  trajectory(0.6, { judge: [0.3, 0.5, 0.6, 0.5, 0.4] }),
  trajectory(0, { judge: [0, 0.1, 0, 0.1, 0] }),
];

const CHECKED = [0.3, 0.2, 0.5, 0.5, 0.9];

/** The rewards of the steps of one trajectory. */
export const STEP_CURVES: readonly Curve[] = [
  ofScores('steps that sum to the reward 0.8', ['share', 'progress']),
  ofScores('the outcome on the last step', ['outcome-first', 'last']),
  ofScores('bounded, however many steps', ['clip', 'delta']),
  ofScores('potential-based', ['potential']),
  panel(
    'first error, below 0.5',
    `step, scored ${ERRED.join(', ')}`,
    [
      rewarded('first-error', [trajectory(REWARD, { judge: ERRED })], { how: 'first-error' }),
      weighed([trajectory(REWARD, { judge: ERRED })], { how: 'first-error' }),
    ],
    { names: [0.65, 0] },
  ),
  panel('pivot: credit where two trajectories part', 'step (they part at the third)', [
    rewarded('reward 1', PARTED, { how: 'pivot' }),
    rewarded('sibling, 0.25', PARTED.toReversed(), { how: 'pivot' }),
    weighed(PARTED, { how: 'pivot' }),
  ]),
  panel('regression, fitted to four rewards', `step, scored ${SCORES.join(', ')}`, [
    rewarded('reward 1', FITTED, { how: 'regression' }),
    line(
      'spread evenly',
      SCORES.map(() => 1 / SCORES.length),
    ),
  ]),
  panel(
    'implicit and regularised, beta 0.1',
    `step, log-ratios ${RATIOS.join(', ')}`,
    ['implicit', 'regularised'].map((how) =>
      rewarded(how, [trajectory(REWARD, {}, { extra: { log_ratios: RATIOS } })], { how, beta: 0.1 }),
    ),
  ),
  panel(
    'two-tier, differ 0.3',
    'step',
    [
      line('tool', SCORES),
      line('check', CHECKED),
      rewarded('step reward', [trajectory(REWARD, { judge: SCORES, other: CHECKED })], {
        ...{ how: 'two-tier', tool: 'judge', check: 'other' },
      }),
    ],
    { names: [0.6, 0.55] },
  ),
];
