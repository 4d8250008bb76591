import type { Rollout } from '../spec/rollout.ts';
import { readResponse, readTrajectory } from './read-responses.ts';
import type { RawResponse, Row, UnreadableResponse } from './row-schema.ts';
import { judgesTrajectory } from './trajectories/judges-trajectory.ts';

interface ReadRollouts {
  readonly rollouts: Rollout[];
  readonly labels: (boolean | null)[];
}

/**
 * Reads the responses of a row: its own, else a pair of a chosen and a rejected one, else what ends its conversation.
 * @param trailing the end of the conversation, or null
 */
export function readRollouts(data: Row, trailing: Rollout | null): ReadRollouts {
  const raw = rawResponses(data);
  const id = data.id === null || data.id === undefined ? null : String(data.id);
  const { chosen, rejected } = data;
  if (
    raw.length === 0 &&
    !data.responses &&
    chosen !== null &&
    chosen !== undefined &&
    rejected !== null &&
    rejected !== undefined
  ) {
    const side = (given: RawResponse, name: string) => ({
      ...readResponse(given),
      ...(id && { id: `${id}/${name}` }),
    });
    return { rollouts: [side(chosen, 'chosen'), side(rejected, 'rejected')], labels: [true, false] };
  }
  // Rules over a trajectory see that a list of one message is all that was done.
  const isWhole = judgesTrajectory(data);
  const rollouts = raw.map((entry) =>
    isWhole && Array.isArray(entry) ? readTrajectory(entry, undefined) : readResponse(entry),
  );
  const [only] = rollouts;
  if (data.steps && !only) rollouts.push(readTrajectory(data.steps, undefined));
  if (data.steps && only && rollouts.length === 1 && !only.steps && !('unreadable' in only))
    rollouts[0] = { ...only, ...readTrajectory(data.steps, only.text) };
  if (rollouts.length === 0 && trailing) rollouts.push(trailing);
  const reasons = Array.isArray(data.finish_reason) ? data.finish_reason : [data.finish_reason];
  const named = rollouts.map((rollout, index) => {
    const own = rollout.id ?? (id === null ? undefined : rollouts.length === 1 ? id : `${id}/${index}`);
    const reason = rollout.finish_reason ?? reasons[reasons.length === 1 ? 0 : index];
    return { ...rollout, ...(own !== undefined && { id: own }), ...(reason && { finish_reason: reason }) };
  });
  const { correct } = data;
  const labels = named.map((_, index) => {
    const entry = raw[index];
    const inner = entry && typeof entry === 'object' && 'correct' in entry ? entry.correct : null;
    return inner ?? (Array.isArray(correct) ? correct[index] : correct) ?? null;
  });
  return { rollouts: named, labels };
}

function rawResponses(data: Row): (RawResponse | UnreadableResponse)[] {
  if (data.responses) return data.responses;
  const many = data.completions;
  if (many !== null && many !== undefined) return Array.isArray(many) ? many : [many];
  const one = data.response ?? data.completion ?? data.solution_str;
  return one === null || one === undefined ? [] : [one];
}
