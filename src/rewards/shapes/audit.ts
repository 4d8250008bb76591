import type { SettingsOf } from '../../spec/shaping.ts';
import { SLOTS } from '../../spec/slots.ts';
import { mean, passRate, type Scored, type Shape } from './member.ts';

/** The flags that the audit gives to every rollout of a group. */
export const FLAGS_OF_AUDIT = ['zero_variance', 'tie', 'weight_sensitive'] as const;

/**
 * Reports how much a group can teach, and changes no reward. The task value 4p(1 − p), with p the share of right rollouts, tells a trainer which
 * queries to sample again (“VSPO”, 2025, which takes difficulty and uncertainty; its abstract has no formula, this one is ours) ·
 * `zero_variance`: all rewards are equal, so GRPO learns nothing from the group · `tie`: several rollouts share the best reward while others do not · `weight_sensitive`:
 * another rollout would be the best if the weight of one slot moved by `move` (“The Policy Cliff”, 2025: the map from
 * rewards to policies is unstable there).
 */
export const audit: Shape<SettingsOf<'audit'>> = (members, { move, right }) => {
  const rewards = members.map(({ reward }) => reward);
  const best = Math.max(...rewards);
  const atTop = rewards.filter((reward) => reward === best).length;
  const flags: (typeof FLAGS_OF_AUDIT)[number][] = [];
  if (members.length > 1 && atTop === members.length) flags.push('zero_variance');
  else if (atTop > 1) flags.push('tie');
  if (isSensitive(members, move)) flags.push('weight_sensitive');
  const value = taskValue(passRate(members, right));
  return members.map(({ reward }) => ({ reward, taskValue: value, ...(flags.length > 0 && { flags }) }));
};

/**
 * @param rate share of a group's rollouts that are right
 * @returns how much the query can teach now: 4·p·(1 − p), from 0 (all rollouts are right, or none) to 1 (half of them are)
 */
export function taskValue(rate: number): number {
  return 4 * rate * (1 - rate);
}

/** Whether the best rollout changes when the weight of one slot moves by a share, up or down. */
function isSensitive(members: readonly Scored[], move: number): boolean {
  const filled = SLOTS.filter((slot) => members.every(({ slots }) => slots[slot] !== null));
  if (filled.length < 2) return false;
  const bestWith = (moved: string, factor: number): string => {
    const sums = members.map(({ slots }) =>
      mean(filled.map((slot) => (slot === moved ? factor : 1) * (slots[slot] ?? 0))),
    );
    const most = Math.max(...sums);
    return sums.flatMap((sum, index) => (most - sum < 1e-12 ? [index] : [])).join();
  };
  const usual = bestWith('', 1);
  return filled.some((slot) => [1 - move, 1 + move].some((factor) => bestWith(slot, factor) !== usual));
}
