import type { SettingsOf } from '../../spec/shaping.ts';
import { mean, type Shape } from './member.ts';

/** Rollouts of a group whose texts are compared, each with each. */
const MOST = 256;
/** Most tokens of a text that are compared. */
const LONGEST = 400;

/**
 * Semantic grouping: r − the mean of the rollouts that were asked nearly the same. Trajectories of one question ask sub-queries of their own, so
 * that no two have a prompt in common; those whose texts share tokens form a group in which rewards can be compared. Two texts belong together
 * where their token similarity 2·|common| / (|one| + |other|) is at least `at`, or where a chain of such texts joins them. A rollout that is the
 * only one of its group has 0. From “CoSearch” (2026), which clusters sub-queries by token-level similarity; we know it from its abstract, and
 * which similarity it takes is our choice.
 */
export const regroup: Shape<SettingsOf<'regroup'>> = (members, { by, at }) => {
  if (members.length > MOST) return { why: `the group has more than ${MOST} rollouts` };
  const texts = members.map(({ extra }) => (Object.hasOwn(extra, by) ? extra[by] : undefined));
  if (!texts.every((text) => typeof text === 'string')) return { why: `a rollout has no text in ${by}` };
  const groups = chained(texts.map(tokenCounts), at);
  const rewards = new Map<number, number[]>();
  for (const [index, group] of groups.entries())
    rewards.set(group, [...(rewards.get(group) ?? []), members[index]!.reward]);
  return members.map(({ reward }, index) => ({ reward: reward - mean(rewards.get(groups[index]!)!) }));
};

/** @returns by text the first text that a chain of similar ones joins it to */
function chained(texts: readonly ReadonlyMap<string, number>[], at: number): number[] {
  const groups = texts.map((_, index) => index);
  for (const [index, text] of texts.entries())
    for (let other = 0; other < index; other++) {
      if (groups[index] === groups[other] || similarity(text, texts[other]!) < at) continue;
      const [from, to] = [Math.max(groups[index]!, groups[other]!), Math.min(groups[index]!, groups[other]!)];
      for (const [place, group] of groups.entries()) if (group === from) groups[place] = to;
    }
  return groups;
}

/** @returns 1 of two texts without tokens: nothing tells them apart */
function similarity(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0;
  for (const [token, count] of one) common += Math.min(count, other.get(token) ?? 0);
  const all = sizeOf(one) + sizeOf(other);
  return all === 0 ? 1 : (2 * common) / all;
}

/** Words and numbers; of scripts that write no spaces each letter counts. */
function tokenCounts(text: string): ReadonlyMap<string, number> {
  const tokens = text
    .slice(0, LONGEST * 20)
    .toLowerCase()
    .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu);
  const counts = new Map<string, number>();
  for (const token of (tokens ?? []).slice(0, LONGEST)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return counts;
}

function sizeOf(counts: ReadonlyMap<string, number>): number {
  return counts.values().reduce((sum, count) => sum + count, 0);
}
