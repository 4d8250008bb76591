import { Random } from '../../spec/random.ts';
import type { SettingsOf } from '../../spec/shaping.ts';
import type { Scored, Shape } from './member.ts';

/**
 * Only some rollouts have weight in the update: the best and the worst, the best and others by lot, or the best alone. Rewards stay as they
 * are. Equal rewards are told apart by their texts, and the lot is drawn from the query, so that neither the order of the group nor
 * the machine changes who is kept. From “Policy Filtration for RLHF to Mitigate Noise in Reward Models” (PF-PPO, 2024): rewards
 * are most reliable at their ends.
 */
export const filter: Shape<SettingsOf<'filter'>> = (members, { keep, count }, { seed }) => {
  const ranked = members.map((_, index) => index).toSorted(byRank(members));
  const best = ranked.slice(0, count);
  const rest = ranked.slice(count);
  const others =
    keep === 'top'
      ? []
      : keep === 'best-worst'
        ? rest.slice(-count)
        : new Random(seed).shuffled(rest).slice(0, count);
  const kept = new Set([...best, ...others]);
  return members.map(({ reward }, index) =>
    kept.has(index) ? { reward } : { reward, weight: 0, flags: ['filtered'] },
  );
};

function byRank(members: readonly Scored[]): (left: number, right: number) => number {
  return (left, right) => {
    const [one, other] = [members[left]!, members[right]!];
    if (one.reward !== other.reward) return other.reward - one.reward;
    return one.text === other.text ? 0 : one.text < other.text ? -1 : 1;
  };
}
