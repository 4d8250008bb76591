import type { SettingsOf } from '../../spec/shaping.ts';
import type { Scored, Shape } from './member.ts';
import { clip, contributions, delta, firstError, outcomeFirst, potential } from './step-rewards.ts';

/**
 * Gives each step of a trajectory a reward, made from a tool's score of the step and the reward of the rollout. The reward
 * of the rollout stays unchanged. Only a trainer with advantages by step or turn can use these rewards.
 */
export const steps: Shape<SettingsOf<'steps'>> = (members, settings) => {
  const scores = members.map((member) => stepScores(member, settings.tool));
  const whole = scores.filter((list): list is readonly number[] => list !== null && list.length > 0);
  if (whole.length < scores.length) return { why: 'no tool scored the steps of a rollout' };
  return members.map(({ reward }, index) => ({ reward, ...made(whole[index]!, reward, settings) }));
};

function stepScores({ said }: Scored, wanted: string | undefined): readonly number[] | null {
  const tool = said.find(({ tool: id, steps: list }) => list && (wanted === undefined || id === wanted));
  return tool?.steps ?? null;
}

function made(
  scores: readonly number[],
  outcome: number,
  { how, threshold, discount, most, below }: SettingsOf<'steps'>,
): { readonly stepRewards: readonly number[]; readonly flags?: readonly string[] } {
  switch (how) {
    case 'clip':
      return { stepRewards: clip(scores, threshold) };
    case 'delta':
      return { stepRewards: delta(scores) };
    case 'potential':
      return { stepRewards: potential(scores, discount) };
    case 'share':
      return { stepRewards: contributions(scores, outcome) };
    case 'outcome-first':
      return { stepRewards: outcomeFirst(scores, outcome, most) };
    case 'last':
      return { stepRewards: scores.map((_, index) => (index === scores.length - 1 ? outcome : 0)) };
    case 'first-error': {
      const at = firstError(scores, below);
      const stepRewards = scores.map((score, index) => (index === at ? score - below : 0));
      return { stepRewards, ...(at >= 0 && { flags: ['first_error'] }) };
    }
  }
}
