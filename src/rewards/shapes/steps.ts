import type { SettingsOf } from '../../spec/shaping.ts';
import type { Scored, Shape, Shaped } from './member.ts';
import { pivots } from './pivot.ts';
import {
  clip,
  contributions,
  delta,
  firstError,
  increments,
  outcomeFirst,
  potential,
} from './step-rewards.ts';
import { byRatios, byRegression, twoTier } from './steps-by-group.ts';

type How = NonNullable<SettingsOf<'steps'>['how']>;
/** The settings of all ways that need a tool's scores. */
type ByScores = Pick<SettingsOf<'steps'>, 'threshold' | 'discount' | 'most' | 'below'> & {
  readonly how: Exclude<How, 'pivot' | 'two-tier' | 'regression' | 'implicit' | 'regularised'>;
};

/**
 * How dense the rewards are where only the trainer's algorithm is said, after “A Practitioner's Guide to Multi-turn Agentic RL” (2025): GRPO has
 * one advantage per rollout; PPO and RLOO by turn take rewards that sum to the outcome. The choice among those is ours.
 */
const BY_ALGORITHM: Readonly<Record<NonNullable<SettingsOf<'steps'>['algorithm']>, How>> = {
  grpo: 'last',
  rloo: 'progress',
  ppo: 'progress',
};

/** Trajectories of a group that are compared each with each. */
const MOST_COMPARED = 256;

/**
 * Gives each step of a trajectory a reward, made from a tool's score of the step and the reward of the rollout. The reward
 * of the rollout stays unchanged. Only a trainer with advantages by step or turn can use these rewards.
 */
export const steps: Shape<SettingsOf<'steps'>> = (members, settings) => {
  const how = settings.how ?? BY_ALGORITHM[settings.algorithm!];
  if (how === 'pivot') return pivotal(members);
  if (how === 'two-tier') return twoTier(members, settings);
  if (how === 'regression') return byRegression(members);
  if (how === 'implicit' || how === 'regularised') return byRatios(members, settings, how);
  const scores = members.map((member) => stepScores(member, settings.tool));
  const whole = scores.filter((list): list is readonly number[] => list !== null && list.length > 0);
  if (whole.length < scores.length) return { why: 'no tool scored the steps of a rollout' };
  return members.map(({ reward }, index) => ({
    reward,
    ...made(whole[index]!, reward, { ...settings, how }),
  }));
};

/** The steps of a trajectory by where it left its siblings: no tool has to score them. */
function pivotal(members: readonly Scored[]): ReturnType<Shape<SettingsOf<'steps'>>> {
  const paths = members.map(({ path }) => path?.() ?? []);
  if (paths.some((path) => path.length === 0)) return { why: 'a rollout has no steps' };
  if (members.length > MOST_COMPARED) return { why: `the group has more than ${MOST_COMPARED} trajectories` };
  const found = pivots(members.map(({ reward }, index) => ({ reward, path: paths[index]! })));
  return members.map(({ reward }, index) => {
    const { at, stepRewards } = found[index]!;
    const stepWeights = stepRewards.map((_, step) => Number(step >= at));
    return { reward, stepRewards, ...(at >= 0 && { flags: ['pivot'], stepWeights }) };
  });
}

function stepScores({ said }: Scored, wanted: string | undefined): readonly number[] | null {
  const tool = said.find(({ tool: id, steps: list }) => list && (wanted === undefined || id === wanted));
  return tool?.steps ?? null;
}

function made(
  scores: readonly number[],
  outcome: number,
  { how, threshold, discount, most, below }: ByScores,
): Omit<Shaped, 'reward'> {
  switch (how) {
    case 'clip':
      return { stepRewards: clip(scores, threshold) };
    case 'delta':
      return { stepRewards: delta(scores) };
    case 'potential':
      return { stepRewards: potential(scores, discount) };
    case 'share':
      return { stepRewards: contributions(scores, outcome) };
    case 'progress':
      return { stepRewards: contributions(increments(scores), outcome) };
    case 'outcome-first':
      return { stepRewards: outcomeFirst(scores, outcome, most) };
    case 'last':
      return { stepRewards: scores.map((_, index) => (index === scores.length - 1 ? outcome : 0)) };
    case 'first-error': {
      const at = firstError(scores, below);
      const stepRewards = scores.map((score, index) => (index === at ? score - below : 0));
      const stepWeights = scores.map((_, index) => Number(index <= at));
      return { stepRewards, ...(at >= 0 && { flags: ['first_error'], stepWeights }) };
    }
  }
}
