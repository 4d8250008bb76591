import type { ShapeName, ShapeSettings } from '../../spec/shaping.ts';
import { adaptive } from './adaptive.ts';
import { amplify } from './amplify.ts';
import { apart } from './apart.ts';
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
import { regroup } from './regroup.ts';
import { scale } from './scale.ts';
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
  scale,
  apart,
  regroup,
  amplify,
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
  readonly stepWeights?: readonly number[];
  readonly taskValue?: number;
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
  const parts = members.map((member) => new Part(member));
  const scored = parts.filter((part) => part.scored !== null);
  for (const settings of scored.length === 0 ? [] : list) {
    const made = shapedBy(
      settings,
      scored.map((part) => part.scored!),
      place,
    );
    for (const [at, part] of scored.entries())
      if ('why' in made) part.steps.push({ shape: settings.shape, skipped: made.why });
      else part.take(settings.shape, made[at]!);
  }
  return parts.map((part) => part.shaped());
}

/** One rollout on its way through the shapes. */
class Part {
  /** As the shapes so far left it; null where the rollout has no reward. */
  scored: Scored | null;
  readonly steps: ShapedStep[] = [];
  #weight = 1;
  readonly #flags = new Set<string>();
  #stepRewards: readonly number[] | undefined;
  #stepWeights: readonly number[] | undefined;
  #taskValue: number | undefined;

  constructor(member: Member) {
    const { reward } = member;
    this.scored = reward === null ? null : { ...member, reward };
  }

  take(
    shape: ShapeName,
    { reward, weight = 1, flags = [], stepRewards, stepWeights, taskValue }: Shaped,
  ): void {
    this.scored = { ...this.scored!, reward };
    this.#weight *= weight;
    for (const flag of flags) this.#flags.add(flag);
    this.#stepRewards = stepRewards ?? this.#stepRewards;
    this.#stepWeights = stepWeights ?? this.#stepWeights;
    this.#taskValue = taskValue ?? this.#taskValue;
    this.steps.push({ shape, reward });
  }

  shaped(): MemberShaped {
    return {
      reward: this.scored?.reward ?? null,
      ...(this.#weight !== 1 && { weight: this.#weight }),
      flags: [...this.#flags],
      steps: this.steps,
      ...(this.#stepRewards && { stepRewards: this.#stepRewards }),
      ...(this.#stepWeights && { stepWeights: this.#stepWeights }),
      ...(this.#taskValue !== undefined && { taskValue: this.#taskValue }),
    };
  }
}

/** The settings name their own shape, but TypeScript cannot see this through the table of shapes. */
function shapedBy(
  settings: ShapeSettings,
  members: readonly Scored[],
  place: ShapingPlace,
): readonly Shaped[] | { readonly why: string } {
  const shape = SHAPES[settings.shape] as Shape<ShapeSettings>;
  const made = shape(members, settings, place);
  if ('why' in made) return made;
  const finite = made.every(
    ({ reward, stepRewards = [] }) => Number.isFinite(reward) && stepRewards.every(Number.isFinite),
  );
  return finite ? made : { why: 'a number of it would be too large' };
}
