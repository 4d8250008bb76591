import type { SettingsOf } from '../../spec/shaping.ts';
import { measured, type Shape } from './member.ts';

/**
 * Length costs only where the group can afford it: where fewer than `share` of the rollouts are right, rewards stay as they are; else
 * a right one gets r − most·(r − w)·n, with n its length from 0 (the shortest right one) to 1 (the longest right one) and w the
 * best reward of a wrong one (0 where there is none), so that no right rollout falls below a wrong one. From “Stable Reinforcement
 * Learning for Efficient Reasoning” (GRPO-λ, arXiv 2505.18086), which decides by the correctness ratio of the group; the paper takes
 * the top λ share of the groups of a batch, this takes a threshold, since a service sees groups and not batches.
 */
export const lengthGate: Shape<SettingsOf<'length-gate'>> = (members, { measure, share, most, right }) => {
  const lengths = measured(members, measure);
  if ('why' in lengths) return lengths;
  const ofRight = lengths.filter((_, index) => members[index]!.reward >= right);
  if (ofRight.length < share * members.length || ofRight.length === 0)
    return members.map(({ reward }) => ({ reward }));
  const [least, longest] = [Math.min(...ofRight), Math.max(...ofRight)];
  const wrong = Math.max(0, ...members.map(({ reward }) => (reward < right ? reward : 0)));
  return members.map(({ reward }, index) => {
    if (reward < right || longest === least) return { reward };
    const part = (lengths[index]! - least) / (longest - least);
    return { reward: reward - most * (reward - wrong) * part };
  });
};
