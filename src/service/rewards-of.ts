import { withoutThinking } from '../answers/thinking.ts';
import type { Library } from '../library/library.ts';
import { combine, flagIncompleteGroup } from '../rewards/combine.ts';
import { failedReward } from '../rewards/failed-reward.ts';
import { FLAGS } from '../rewards/flags.ts';
import type { ScoringGroup } from '../scoring/scorer.ts';
import type { Assignment } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import type { Stretches } from '../spec/give-way.ts';
import type { Reward, ToolResult } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import { hasNoContent } from '../text/content-guard.ts';
import { saysReference } from '../text/says-reference.ts';
import type { PlannedGroup } from './planned-group.ts';
import { inEvery } from './replay.ts';
import { shapeRewards } from './shape-rewards.ts';

/**
 * @param longest characters of a response; a longer response is not shown to the tools, and its reward is `failed`
 * @param run the training run that the group belongs to
 * @returns what the tools get of a group
 */
export function scoringGroupOf(planned: PlannedGroup, longest: number, run?: string): ScoringGroup {
  const { group, key, assignment, library, error, recorded } = planned;
  const rollouts = group.rollouts.map((rollout) => (tooLong(rollout, longest) ? { text: '' } : rollout));
  const kept = inEvery(recorded);
  const tools = error ? [] : assignment.tools.filter((tool) => !kept.has(tool.id));
  const query = toolQueryOf(group.query);
  return { queryKey: key, query, tools, rollouts, library, ...(run !== undefined && { run }) };
}

/**
 * @param stretches of which a long response takes up one
 * @returns one reward per rollout, in order, out of what the tools said of each
 */
export async function rewardsOf(
  planned: PlannedGroup,
  results: readonly ToolResult[][],
  longest: number,
  stretches: Stretches,
): Promise<Reward[]> {
  const { group, key, assignment, library, error, recorded } = planned;
  const provenance = provenanceFlags(assignment, library);
  const rewardOf = (rollout: Rollout, index: number): Reward => {
    const id = rollout.id ?? `${group.id ?? key.slice(0, 12)}/${index}`;
    const trouble = error ?? tooLong(rollout, longest);
    if (trouble) return failedReward(id, assignment, trouble);
    const said = withoutThinking(rollout.text);
    const facts = {
      noContent: hasNoContent(said) && !rollout.steps && !saysReference(said, group.query.references),
      truncated: rollout.finish_reason === 'length',
    };
    const all = inOrder(assignment, recorded?.[index] ?? [], results[index]!);
    const outcome = combine(assignment, all, facts, (tool) => library.require(tool).card);
    const { reward, status, slots, ...rest } = outcome;
    const flags = [...outcome.flags, ...provenance];
    const { kind } = assignment;
    return { id, record: null, reward, status, kind, slots, ...rest, flags, assignment, results: all };
  };
  const rewards: Reward[] = [];
  for (const [index, rollout] of group.rollouts.entries()) {
    rewards.push(rewardOf(rollout, index));
    await stretches.giveWay();
  }
  return shapeRewards(planned, flagIncompleteGroup(rewards));
}

/** A tool may stand in an assignment several times, with other options each time: every result is taken once. */
function inOrder({ tools }: Assignment, ...given: readonly (readonly ToolResult[])[]): ToolResult[] {
  const left = given.flat();
  return tools.flatMap(({ id }) => {
    const at = left.findIndex((result) => result.tool === id);
    return at < 0 ? [] : left.splice(at, 1);
  });
}

function provenanceFlags(assignment: Assignment, library: Library): string[] {
  const cards = assignment.tools.flatMap((tool) => library.get(tool.id)?.card ?? []);
  const flags: string[] = [];
  if (cards.some((card) => card.evidence?.admitted !== true)) flags.push(FLAGS.vouchedByUser);
  if (cards.some((card) => card.evidence?.provisional)) flags.push(FLAGS.provisional);
  if (cards.some((card) => card.provenance.trust === 'own')) flags.push(FLAGS.trustedOwn);
  return flags;
}

function tooLong(rollout: Rollout, longest: number): RlarError | null {
  if (rollout.text.length <= longest) return null;
  return new RlarError(
    'RLAR_TEXT_TOO_LONG',
    `the response has ${rollout.text.length} characters, at most ${longest} are scored`,
  );
}
