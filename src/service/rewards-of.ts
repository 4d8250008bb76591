import { withoutThinking } from '../answers/thinking.ts';
import type { Library } from '../library/library.ts';
import { combine, flagIncompleteGroup } from '../rewards/combine.ts';
import { failedReward } from '../rewards/failed-reward.ts';
import { FLAGS } from '../rewards/flags.ts';
import type { ScoringGroup } from '../scoring/scorer.ts';
import { type Assignment, isMonitor } from '../spec/assignment.ts';
import type { Stretches } from '../spec/give-way.ts';
import type { Reward, ToolResult } from '../spec/reward.ts';
import type { Rollout } from '../spec/rollout.ts';
import { toolQueryOf } from '../spec/tool-query-of.ts';
import { hasNoContent } from '../text/content-guard.ts';
import { saysReference } from '../text/says-reference.ts';
import type { PlannedGroup } from './planned-group.ts';
import { refusedResponse } from './refused-response.ts';
import { inEvery } from './replay.ts';
import { shapeRewards } from './shape-rewards.ts';

/**
 * @param longest most characters of a response that is scored. No tool is shown a longer one
 * @param run the training run that the group belongs to
 * @returns the part of a group that its tools are shown
 */
export function scoringGroupOf(planned: PlannedGroup, longest: number, run?: string): ScoringGroup {
  const { group, key, assignment, library, error, recorded, unasked, step } = planned;
  const isShown = group.rollouts.map((rollout) => refusedResponse(rollout, longest) === null);
  const rollouts = group.rollouts.filter((_, index) => isShown[index]);
  const kept = inEvery(recorded?.filter((_, index) => isShown[index]));
  const tools =
    error || rollouts.length === 0
      ? []
      : assignment.tools.filter(({ id }) => !kept.has(id) && !unasked?.has(id));
  const query = toolQueryOf(group.query);
  const { combine } = assignment;
  return {
    queryKey: key,
    query,
    tools,
    rollouts,
    library,
    ...(combine && { combine }),
    ...(run !== undefined && { run }),
    step,
  };
}

/**
 * @param results the verdicts of the tools, for each rollout that they were shown
 * @param stretches of which a long response takes up one
 * @returns one reward per rollout, in order
 */
export async function rewardsOf(
  planned: PlannedGroup,
  results: readonly ToolResult[][],
  longest: number,
  stretches: Stretches,
): Promise<Reward[]> {
  const { group, key, assignment, library, error, recorded } = planned;
  const provenance = provenanceFlags(assignment, library);
  let shown = 0;
  const rewardOf = (rollout: Rollout, index: number): Reward => {
    const id = rollout.id ?? `${group.id ?? key.slice(0, 12)}/${index}`;
    const refused = refusedResponse(rollout, longest);
    const said = refused ? [] : results[shown++]!;
    const trouble = error ?? refused;
    if (trouble) return failedReward(id, assignment, trouble.toBody());
    const spoken = withoutThinking(rollout.text);
    const facts = {
      noContent: hasNoContent(spoken) && !rollout.steps && !saysReference(spoken, group.query.references),
      truncated: rollout.finish_reason === 'length',
    };
    const all = inOrder(assignment, recorded?.[index] ?? [], said);
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

/** An assignment may hold the same tool several times, each time with other options. Each result is used once. */
function inOrder({ tools }: Assignment, ...given: readonly (readonly ToolResult[])[]): ToolResult[] {
  const left = given.flat();
  return tools.flatMap(({ id }) => {
    const at = left.findIndex((result) => result.tool === id);
    return at < 0 ? [] : left.splice(at, 1);
  });
}

function provenanceFlags(assignment: Assignment, library: Library): string[] {
  const deciding = assignment.tools.filter((tool) => !isMonitor(tool));
  const cards = deciding.flatMap((tool) => library.get(tool.id)?.card ?? []);
  const flags: string[] = [];
  if (cards.some((card) => card.evidence?.admitted !== true)) flags.push(FLAGS.vouchedByUser);
  if (cards.some((card) => card.evidence?.provisional)) flags.push(FLAGS.provisional);
  if (cards.some((card) => card.provenance.trust === 'own')) flags.push(FLAGS.trustedOwn);
  return flags;
}
