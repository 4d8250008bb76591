import type { SettingsOf } from '../../spec/shaping.ts';
import type { Slots } from '../../spec/slots.ts';
import { ALONE, mean, normalised, type Scored, type Shape } from './member.ts';

/**
 * Several tools of one slot as a vote: each tool's values are normalised over the group, and the margin of a rollout is
 * their mean. Where the mean is below `least` standard deviations between the tools, the tools disagree about the rollout:
 * it keeps its reward and gets no weight in the update. From “Secrets of RLHF II” (2024): preference strength as mean and
 * deviation of a vote of reward models.
 */
export const ensemble: Shape<SettingsOf<'ensemble'>> = (members, { slot, least }) => {
  if (members.length < 2) return ALONE;
  const votes = votesOf(members, slot);
  if (votes === null) return { why: `the slot ${slot} has fewer than two tools that scored every rollout` };
  return members.map(({ reward }, index) => {
    const margins = votes.map((column) => column[index]!);
    const middle = mean(margins);
    const spread = Math.sqrt(mean(margins.map((margin) => (margin - middle) ** 2)));
    if (Math.abs(middle) >= least * spread) return { reward };
    return { reward, weight: 0, flags: ['tools_disagree'] };
  });
};

/** @returns by tool of the slot, its normalised values, in the order of members */
function votesOf(members: readonly Scored[], slot: keyof Slots): number[][] | null {
  const tools = members[0]!.said.flatMap((said, place) => (said.slot === slot ? [place] : []));
  const columns = tools.map((place) => members.map(({ said }) => said[place]?.value ?? null));
  const whole = columns.filter((column): column is number[] => column.every((value) => value !== null));
  return whole.length < 2 ? null : whole.map(normalised);
}
