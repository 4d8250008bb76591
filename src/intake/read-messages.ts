import type { Message } from '../spec/query.ts';
import type { Rollout } from '../spec/rollout.ts';
import { readMessage, readSteps, readTrajectory } from './read-responses.ts';
import type { RawMessage, Row } from './row-schema.ts';
import { withoutBlocks } from './trajectories/content-blocks.ts';
import { judgesTrajectory } from './trajectories/judges-trajectory.ts';

/** A row's conversation: the prompt, and the last turns of the model if they may be the response. */
interface ReadMessages {
  readonly messages: Message[];
  readonly trailing: Rollout | null;
}

/**
 * Reads the prompt. Where a conversation ends in an assistant's turn and the row gives no response, everything behind the
 * last message of the user is the response: text, calls of tools, and what they gave back. Where the row's rules judge the
 * trajectory, everything from the policy's first turn on is the response, so that no rule misses what was done before the user spoke again. With a
 * response, only a last turn without a call is taken off, because it is another answer to the same prompt.
 */
export function readMessages(data: Row): ReadMessages {
  const given = data.messages ?? (Array.isArray(data.prompt) ? data.prompt : null);
  const raw = given?.flatMap(withoutBlocks);
  if (!raw) {
    const text = (typeof data.prompt === 'string' ? data.prompt : null) ?? data.question ?? data.problem;
    return { messages: text ? [{ role: 'user', content: text }] : [], trailing: null };
  }
  const last = raw.at(-1);
  if (givesResponse(data)) {
    const asked = last?.role === 'assistant' && !last.tool_calls ? raw.slice(0, -1) : raw;
    return { messages: asked.map(readMessage), trailing: null };
  }
  if (judgesTrajectory(data) && last && isModels(last)) {
    const first = raw.findIndex(({ role }) => role === 'assistant');
    if (first >= 0)
      return {
        messages: raw.slice(0, first).map(readMessage),
        trailing: readTrajectory(raw.slice(first), undefined),
      };
  }
  const asked = raw.findLastIndex((message) => !isModels(message)) + 1;
  const said = raw.slice(asked);
  return {
    messages: raw.slice(0, asked).map(readMessage),
    trailing: said.some((message) => message.role === 'assistant') ? readSteps(said) : null,
  };
}

function isModels({ role }: RawMessage): boolean {
  return role === 'assistant' || role === 'tool' || role === 'function' || role === 'observation';
}

function givesResponse(data: Row): boolean {
  const fields = [
    data.response,
    data.responses,
    data.completion,
    data.completions,
    data.solution_str,
    data.steps,
  ];
  return (
    fields.some((field) => field !== null && field !== undefined) ||
    (isGiven(data.chosen) && isGiven(data.rejected))
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}
