import { type Assignment, isMonitor } from '../spec/assignment.ts';
import { errorBody } from '../spec/errors.ts';
import { isShut } from '../spec/is-shut.ts';
import { NOT_ASKED, type Reward, type ToolResult } from '../spec/reward.ts';
import type { Slots } from '../spec/slots.ts';
import { hasBounds, type ToolCard } from '../spec/tool-card.ts';
import { CAUSES, type Cause } from '../spec/verdict.ts';
import { FLAGS } from './flags.ts';
import { haveOneScale, lacksScale, type ScaleFacts, shareOf } from './scale.ts';
import { shaped } from './shaped.ts';

/** Most characters of an error's message that a reason repeats. The error itself stands beside it in full. */
const MOST_REASON = 200;

/** Facts about a rollout that do not come from its tools. */
export interface RolloutFacts {
  /** Nothing beyond an opener or punctuation. */
  readonly noContent: boolean;
  /** `finish_reason` is `length`. */
  readonly truncated: boolean;
}

export type Outcome = Pick<Reward, 'reward' | 'status' | 'slots' | 'flags' | 'reason' | 'error' | 'cause'>;

type CardFacts = Pick<ToolCard, 'slot' | 'contentGuard' | 'shape'> & ScaleFacts;

/** Reason text: a response that earns the floor gets no value from a tool without bounds. */
const NO_FLOOR = 'the response earns the floor, and the values of this tool have none';

/** The part of a reward that one tool of an assignment contributes. */
interface Part {
  readonly id: string;
  readonly weight: number;
  readonly gate: boolean;
  readonly card: CardFacts;
  /** Null where the tool did not score. */
  readonly value: number | null;
  readonly reason: string;
  readonly cause: Cause;
}

/**
 * Makes one reward out of the results of an assignment's tools. In this order:
 * 1. a required tool that failed makes the reward `failed`: no number comes out of an error;
 * 2. a response without content, or a cut-off one where the kind says so, earns the floor;
 * 3. a gate that scored its floor makes the reward the floor;
 * 4. else the reward is the mean of the values that were scored, weighted by the assignment: as they are where all tools
 *    have one range, else each brought to 0 … 1 by its calibration or its range. A reward model without a calibration
 *    cannot stand beside another tool: `failed`;
 * 5. nothing scored: `unscored`, with the tools' reasons. Slots hold the weighted mean of their own tools, null where none
 *    of them scored. Flags of the tools' verdicts are added, and `cause` says why there is no reward.
 *
 * With `combine: 'all'` the tools check the parts of one task, and the task is done only if all parts are. Steps 1 and 2
 * are the same. Then one part that did not score makes the reward `unscored` with all slots null, because the remaining
 * parts would reward an easier task. But where another part scored nothing at all, the task is not done whatever the silent
 * part would say: if the output is why it is silent, the reward is 0, flagged `partial`. So no policy gets out of a 0 by
 * making one part of its task unscorable. Otherwise the reward is the least of the values, each brought to 0 … 1 by its tool's
 * range. A slot then holds the least of its own tools, so that the reward is the least of the slots. Weights and gates
 * change nothing there.
 *
 * With `combine: 'form'` the tools check only the form of an answer. No tool judges whether the answer is right, so the
 * slot `format` holds the least of the values and there is no reward.
 *
 * With `combine: 'composite'` the tools are asked in order. A gate that scored its floor makes the reward 0, and the tools after it
 * were not asked. Where one tool did not score, there is no reward: the others alone would be another reward function. Else
 * the reward is the weighted mean of all values, each brought to 0 … 1. A response without content earns 0 where a tool of
 * the assignment floors it.
 *
 * A tool of weight 0 is a monitor, and is left out of all of this.
 *
 * With `combine: 'first'` the first tool that scored decides, after steps 1 and 2; the others were not asked.
 *
 * @param results in the order of `assignment.tools`
 * @param cardOf the card of an assigned tool
 */
export function combine(
  assignment: Pick<Assignment, 'tools' | 'truncated' | 'reason' | 'combine'>,
  results: readonly ToolResult[],
  facts: RolloutFacts,
  cardOf: (tool: string) => CardFacts,
): Outcome {
  if (assignment.tools.some(isMonitor))
    return combine(...withoutMonitors(assignment, results), facts, cardOf);
  const flags: string[] = [];
  if (facts.truncated) flags.push(FLAGS.truncated);
  if (assignment.tools.length === 0) return { ...nothing(flags, assignment.reason), cause: 'query' };

  const cutOff = facts.truncated && assignment.truncated === 'floor';
  if (facts.noContent && assignment.tools.some((tool) => cardOf(tool.id).contentGuard))
    flags.push(FLAGS.noContent);

  const parts: Part[] = [];
  for (const [index, { id, weight, gate = false, optional }] of assignment.tools.entries()) {
    const given = results[index];
    if (!given) throw new RangeError(`no result for tool ${id}`);
    const { card, result } = shaped(cardOf(id), given);
    if (result.status === 'failed') {
      if (optional) continue;
      const { error, cause = 'system' } = result;
      const why = `${id} failed${error ? toldBy(id, error.message) : ''}`;
      return { ...nothing(flags, why), status: 'failed', cause, ...(error && { error }) };
    }
    const toFloor = facts.noContent ? card.contentGuard : cutOff && result.status === 'scored';
    const value = !toFloor ? result.value : hasBounds(card) ? card.range[0] : null;
    if (value !== null) flags.push(...(result.flags ?? []).filter((flag) => !flags.includes(flag)));
    const { reason = toFloor ? NO_FLOOR : 'does not apply', cause = 'output' } = result;
    parts.push({ id, weight, gate, card, value, reason, cause });
  }
  if (assignment.combine === 'form') return formAlone(parts, flags);
  const raw = parts.find(({ card }) => lacksScale(card));
  if (raw && (assignment.tools.length > 1 || assignment.combine === 'all'))
    return notCalibrated(raw.id, flags);
  if (assignment.combine === 'first') return firstOf(parts, flags);
  if (assignment.combine === 'composite') return composite(parts, flags);
  return assignment.combine === 'all' ? least(parts, flags) : mean(parts, flags);
}

/** A monitor has no part in a reward, not even by its failure. */
function withoutMonitors(
  assignment: Parameters<typeof combine>[0],
  results: readonly ToolResult[],
): [Parameters<typeof combine>[0], readonly ToolResult[]] {
  const { tools } = assignment;
  return [
    { ...assignment, tools: tools.filter((tool) => !isMonitor(tool)) },
    results.filter((_, index) => !isMonitor(tools[index]!)),
  ];
}

function firstOf(all: readonly Part[], flags: string[]): Outcome {
  const parts = haveOneScale(all.map(({ card }) => card)) ? all : all.map(asShare);
  const found = parts.find(({ value }) => value !== null);
  return found ? mean([found], flags) : unscored(parts, flags);
}

function composite(parts: readonly Part[], flags: string[]): Outcome {
  const end = parts.findIndex(({ value, card, gate }) => value === null || isShut(value, { gate }, card));
  const last = parts[end];
  if (last?.value === null) return unscored([last], flags);
  const asked = parts.slice(0, end < 0 ? parts.length : end + 1).map(asShare);
  const found = mean(asked, flags);
  if (last) return { ...found, reward: 0 };
  return flags.includes(FLAGS.noContent) ? { ...found, reward: 0 } : found;
}

function mean(all: readonly Part[], flags: string[]): Outcome {
  const parts = haveOneScale(all.map(({ card }) => card)) ? all : all.map(asShare);
  const slots = emptySlots();
  const slotWeights: Partial<Record<keyof Slots, number>> = {};
  let weight = 0;
  let sum = 0;
  for (const part of parts) {
    if (part.value === null) continue;
    sum += part.value * part.weight;
    weight += part.weight;
    const { slot } = part.card;
    const before = slotWeights[slot] ?? 0;
    slots[slot] = ((slots[slot] ?? 0) * before + part.value * part.weight) / (before + part.weight);
    slotWeights[slot] = before + part.weight;
  }
  if (weight === 0) return unscored(parts, flags);
  if (parts.some(isMissing)) flags.push(FLAGS.partial);
  const closed = parts.some(({ gate, value, card }) => value !== null && isShut(value, { gate }, card));
  const reward = closed ? Math.min(...parts.map(({ card }) => card.range[0])) : sum / weight;
  return { reward, status: 'scored', slots, flags };
}

/** Whether a part did not score although it was asked. */
function isMissing({ value, reason }: Part): boolean {
  return value === null && !reason.startsWith(NOT_ASKED);
}

function least(parts: readonly Part[], flags: string[]): Outcome {
  const silent = parts.filter(({ value }) => value === null);
  const isLost = parts.some(({ card, value }) => value !== null && shareOf(value, card) <= 0);
  const isDecided = silent.length === 0 || (isLost && silent.every(({ cause }) => cause === 'output'));
  if (parts.length === 0 || !isDecided) return unscored(parts, flags);
  if (silent.some(isMissing)) flags.push(FLAGS.partial);
  const slots = emptySlots();
  let reward = 1;
  for (const { card, value } of parts) {
    if (value === null) continue;
    const share = shareOf(value, card);
    slots[card.slot] = Math.min(slots[card.slot] ?? 1, share);
    reward = Math.min(reward, share);
  }
  return { reward, status: 'scored', slots, flags };
}

function formAlone(parts: readonly Part[], flags: string[]): Outcome {
  const { reward: format, ...rest } = least(parts, flags);
  if (format === null) return { reward: null, ...rest };
  const kept = format === 1 ? 'kept' : 'not kept';
  const reason = `the form is ${kept}; whether the answer is right is not judged`;
  return { ...nothing(flags, reason), slots: { ...emptySlots(), format }, cause: 'query' };
}

/** @returns the value of a part on the scale from 0 to 1 */
function asShare(part: Part): Part {
  const { card, value } = part;
  const { calibration: _, ...rest } = card;
  return { ...part, value: value === null ? null : shareOf(value, card), card: { ...rest, range: [0, 1] } };
}

/** Removes the name of the tool from the start of its error message, where most errors have it. */
function toldBy(id: string, message: string): string {
  const own = message.startsWith(`${id}: `) ? message.slice(id.length) : `: ${message}`;
  return own.slice(0, MOST_REASON);
}

function nothing(flags: string[], reason: string): Outcome & { readonly status: 'unscored' | 'failed' } {
  return { reward: null, status: 'unscored', slots: emptySlots(), flags, reason };
}

function unscored(parts: readonly Part[], flags: string[]): Outcome {
  const causes = new Set(parts.flatMap(({ value, cause }) => (value === null ? [cause] : [])));
  const cause = CAUSES.toReversed().find((entry) => causes.has(entry)) ?? 'query';
  return { ...nothing(flags, whyNone(parts)), cause };
}

function notCalibrated(id: string, flags: string[]): Outcome {
  const reason = `the values of ${id} have no calibration, so they cannot be put together with those of another tool`;
  const error = errorBody('RLAR_NOT_CALIBRATED', reason);
  return { ...nothing(flags, reason), status: 'failed', cause: 'system', error };
}

function whyNone(parts: readonly Part[]): string {
  const silent = parts.filter(({ value }) => value === null).map(({ id, reason }) => `${id}: ${reason}`);
  return silent.join(' · ') || 'no tool of the assignment answered';
}

function emptySlots(): Slots {
  return { correctness: null, quality: null, format: null, efficiency: null, safety: null };
}

/** @returns the rewards of a group; each is flagged where the group was scored in part, not whole */
export function flagIncompleteGroup<Rewarded extends Pick<Reward, 'status' | 'flags'>>(
  rewards: readonly Rewarded[],
): readonly Rewarded[] {
  const scored = rewards.filter((reward) => reward.status === 'scored').length;
  if (scored === 0 || scored === rewards.length) return rewards;
  return rewards.map((reward) => ({ ...reward, flags: [...reward.flags, FLAGS.groupIncomplete] }));
}
