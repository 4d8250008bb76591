import type { SettingsOf } from '../../spec/shaping.ts';
import type { Scored, Shape, Shaped } from './member.ts';
import { implicit, regression, regularised } from './step-credit.ts';

type Settings = SettingsOf<'steps'>;
type Made = ReturnType<Shape<Settings>>;

/**
 * Two tools score each step: a specialist, and a generalist that looks again. Where they agree, the specialist's score is the reward; where they
 * differ, the lower one is, and the rollout is flagged `tiers_disagree`, so that the case can flow back (`rlar ledger disputed`). From
 * “MagicGUI-RMS” (2026), with a domain-specific and a general reward model and a reflux of corrected cases; we know it by its abstract. A proposal of the
 * right action needs a model.
 */
export function twoTier(members: readonly Scored[], { tool, check, differ }: Settings): Made {
  const made = members.map((member): Shaped | null => {
    const first = scoresOf(member, tool!);
    const second = scoresOf(member, check!);
    if (!first || second?.length !== first.length) return null;
    const stepRewards = first.map((score, step) => {
      const other = second[step]!;
      return Math.abs(score - other) <= differ ? score : Math.min(score, other);
    });
    const apart = first.some((score, step) => Math.abs(score - second[step]!) > differ);
    return { reward: member.reward, stepRewards, ...(apart && { flags: ['tiers_disagree'] }) };
  });
  const whole = made.filter((one): one is Shaped => one !== null);
  return whole.length === made.length
    ? whole
    : { why: `the steps of a rollout were not scored by both of ${tool} and ${check}` };
}

/** The factors are the step scores, and the factors of steps, of all tools that say some of every rollout. */
export function byRegression(members: readonly Scored[]): Made {
  const everywhere = (members[0]?.said ?? []).filter(({ tool }) =>
    members.every((member) => (factorsOf(member, tool)?.length ?? 0) > 0),
  );
  if (everywhere.length === 0) return { why: 'no tool scored the steps of every rollout' };
  const lists = members.map((member) => everywhere.map(({ tool }) => factorsOf(member, tool)!));
  const widths = lists[0]!.map(([first]) => first!.length);
  const fits = (own: (typeof lists)[number]): boolean =>
    own.every(
      (rows, at) => rows.length === own[0]!.length && rows.every(({ length }) => length === widths[at]),
    );
  if (!lists.every(fits)) return { why: 'the tools scored other numbers of steps' };
  const found = regression(
    members.map(({ reward }, index) => ({
      outcome: reward,
      factors: lists[index]![0]!.map((_, step) => lists[index]!.flatMap((rows) => rows[step]!)),
    })),
  );
  return members.map(({ reward }, index) => ({ reward, stepRewards: found[index]! }));
}

/** The trainer sends a log-ratio for each step. */
export function byRatios(
  members: readonly Scored[],
  { ratios: key, beta }: Settings,
  how: 'implicit' | 'regularised',
): Made {
  const made = members.map(({ reward, extra, steps }): Shaped | null => {
    const ratios = Object.hasOwn(extra, key) ? extra[key] : null;
    if (!Array.isArray(ratios) || ratios.length !== steps || steps === 0) return null;
    if (!ratios.every((ratio) => typeof ratio === 'number' && Number.isFinite(ratio))) return null;
    return { reward, stepRewards: (how === 'implicit' ? implicit : regularised)(ratios, reward, beta) };
  });
  const whole = made.filter((one): one is Shaped => one !== null);
  return whole.length === made.length ? whole : { why: `a rollout has no number for each step in ${key}` };
}

function scoresOf({ said }: Scored, wanted: string): readonly number[] | null {
  return said.find(({ tool, steps }) => tool === wanted && steps)?.steps ?? null;
}

/** @returns what a tool says of each step, one list a step */
function factorsOf({ said }: Scored, wanted: string): readonly (readonly number[])[] | null {
  const own = said.find(({ tool, steps, factors }) => tool === wanted && (factors ?? steps));
  return own?.factors ?? own?.steps?.map((score) => [score]) ?? null;
}
