import { z } from 'zod';
import { FLAGS } from '../rewards/flags.ts';
import type { Member } from '../rewards/shapes/member.ts';
import { shapeGroup } from '../rewards/shapes/shape-group.ts';
import type { Assignment } from '../spec/assignment.ts';
import type { JsonValue } from '../spec/json.ts';
import type { Reward } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { PlannedGroup } from './planned-group.ts';

/** Number of leading digits of a query's key that make its random seed. */
const SEED_DIGITS = 8;

/** @returns the rewards of a group, shaped as its assignment says; unchanged where it names no shapes */
export function shapeRewards(
  { assignment, group, key, step }: Pick<PlannedGroup, 'assignment' | 'group' | 'key' | 'step'>,
  rewards: readonly Reward[],
): Reward[] {
  const { shaping } = assignment;
  if (!shaping) return [...rewards];
  const members = rewards.map((reward, index) => memberOf(reward, group.rollouts[index]!, assignment));
  const seed = Number.parseInt(key.slice(0, SEED_DIGITS), 16);
  return shapeGroup(members, shaping, { step, seed }).map(
    ({ reward, weight, flags, steps, stepRewards, stepWeights, taskValue }, index) => {
      const before = rewards[index]!;
      if (before.reward === null) return before;
      const skipped = steps.some((done) => 'skipped' in done) ? [FLAGS.notShaped] : [];
      return {
        ...before,
        reward,
        flags: [...before.flags, ...flags, ...skipped],
        shaped: {
          from: before.reward,
          steps: [...steps],
          ...(taskValue !== undefined && { task_value: taskValue }),
        },
        ...(stepRewards && { step_rewards: [...stepRewards] }),
        ...(stepWeights && { step_weights: [...stepWeights] }),
        ...(weight !== undefined && { weight }),
      };
    },
  );
}

function memberOf({ reward, slots, results }: Reward, rollout: Rollout, { tools }: Assignment): Member {
  const said = tools.flatMap(({ id, slot }, index) => {
    if (!slot) return [];
    const result = results[index];
    const factors = factorsIn(result?.evidence.factors);
    return [
      { tool: id, slot, value: result?.value ?? null, steps: result?.steps, ...(factors && { factors }) },
    ];
  });
  const { text, steps, meta } = rollout;
  return {
    reward,
    slots,
    said,
    text,
    steps: steps?.length ?? 0,
    path: () =>
      (steps ?? []).map(({ role, content, tool_calls = [] }) =>
        JSON.stringify([role, content, tool_calls.map(({ name, arguments: args }) => [name, args])]),
      ),
    extra: { ...meta?.columns, ...meta?.extra },
  };
}

const factorLists = z.array(z.array(z.number()).min(1)).min(1);

/** @returns the factors of steps that a tool wrote into its evidence, or null */
function factorsIn(value: JsonValue | undefined): number[][] | null {
  if (value === undefined) return null;
  const read = factorLists.safeParse(value);
  return read.success ? read.data : null;
}
