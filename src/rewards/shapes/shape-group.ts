import type { ShapeName, ShapeSettings } from '../../spec/shaping.ts';
import { adaptive } from './adaptive.ts';
import { audit } from './audit.ts';
import { canon } from './canon.ts';
import { ensemble } from './ensemble.ts';
import { filter } from './filter.ts';
import { gate } from './gate.ts';
import { gdpo } from './gdpo.ts';
import { hybrid } from './hybrid.ts';
import { lengthGate } from './length-gate.ts';
import { lengthPenalty } from './length-penalty.ts';
import type { Member, Scored, Shape, Shaped, ShapingPlace } from './member.ts';
import { novelty } from './novelty.ts';
import { product } from './product.ts';
import { schedule } from './schedule.ts';
import { stages } from './stages.ts';
import { steps } from './steps.ts';
import { tiers } from './tiers.ts';

type Shapes = { readonly [Name in ShapeName]: Shape<Extract<ShapeSettings, { shape: Name }>> };

const SHAPES: Shapes = {
  gate,
  product,
  stages,
  schedule,
  tiers,
  'length-gate': lengthGate,
  'length-penalty': lengthPenalty,
  canon,
  gdpo,
  hybrid,
  ensemble,
  adaptive,
  novelty,
  filter,
  steps,
  audit,
};

/** The result of shaping for one rollout of a group. */
export interface MemberShaped {
  /** Null where there was no reward: no shape makes one. */
  readonly reward: number | null;
  /** Share of the update that the rollout has; absent where it has all of it. */
  readonly weight?: number;
  readonly flags: readonly string[];
  readonly stepRewards?: readonly number[];
  /** By shape, in the order of the list: the reward after this shape, or the reason why the group was left unchanged. */
  readonly steps: readonly ShapedStep[];
}

type ShapedStep =
  | { readonly shape: ShapeName; readonly reward: number }
  | { readonly shape: ShapeName; readonly skipped: string };

/**
 * Shapes the rewards of one group, one shape after the other. A shape applies to every scored rollout of the group or to
 * none. If one rollout lacks an input of the shape, the group stays unchanged and gets the reason. A rollout without a
 * reward stays without one.
 * @returns by member, in order
 */
export function shapeGroup(
  members: readonly Member[],
  list: readonly ShapeSettings[],
  place: ShapingPlace,
): MemberShaped[] {
  const places = members.flatMap(({ reward }, index) => (reward === null ? [] : [index]));
  let scored = places.map((index) => members[index] as Scored);
  const kept = members.map(() => ({
    weight: 1,
    flags: new Set<string>(),
    steps: [] as ShapedStep[],
    stepRewards: null as readonly number[] | null,
  }));
  for (const settings of scored.length === 0 ? [] : list) {
    const { shape } = settings;
    const made = shapedBy(settings, scored, place);
    if ('why' in made) {
      for (const index of places) kept[index]!.steps.push({ shape, skipped: made.why });
      continue;
    }
    for (const [at, { reward, weight = 1, flags = [], stepRewards }] of made.entries()) {
      const record = kept[places[at]!]!;
      record.weight *= weight;
      if (stepRewards) record.stepRewards = stepRewards;
      for (const flag of flags) record.flags.add(flag);
      record.steps.push({ shape, reward });
    }
    scored = scored.map((member, at) => ({ ...member, reward: made[at]!.reward }));
  }
  return members.map(({ reward }, index) => {
    const { weight, flags, steps: done, stepRewards } = kept[index]!;
    const at = places.indexOf(index);
    const shaped = at < 0 ? reward : scored[at]!.reward;
    return {
      reward: shaped,
      ...(weight !== 1 && { weight }),
      flags: [...flags],
      steps: done,
      ...(stepRewards && { stepRewards }),
    };
  });
}

/** The settings name their own shape, but TypeScript cannot see this through the table of shapes. */
function shapedBy(
  settings: ShapeSettings,
  members: readonly Scored[],
  place: ShapingPlace,
): readonly Shaped[] | { readonly why: string } {
  const shape = SHAPES[settings.shape] as Shape<ShapeSettings>;
  return shape(members, settings, place);
}
