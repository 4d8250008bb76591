import type { JsonObject } from '../spec/json.ts';
import { jsonObject } from '../spec/json.ts';
import type { Message } from '../spec/query.ts';
import type { Rollout, Step, StepCall } from '../spec/rollout.ts';
import type { RawMessage, RawResponse, UnreadableResponse } from './row-schema.ts';
import { withoutBlocks } from './trajectories/content-blocks.ts';

/** @returns a message with plain text content; content parts are joined, other media dropped */
export function readMessage(raw: RawMessage): Message {
  const calls = readCalls(raw.tool_calls)?.map(({ name, arguments: args }) => ({ name, arguments: args }));
  return { role: raw.role, content: contentText(raw.content), ...(calls && { tool_calls: calls }) };
}

/** Ids and counts belong to one sample: steps have them, and the messages of a query do not. */
function readStep(raw: RawMessage): Step {
  const { role, content, tool_call_id, name, turn, tokens, observation } = raw;
  const calls = readCalls(raw.tool_calls);
  return {
    role,
    content: contentText(content),
    ...(calls && { tool_calls: calls }),
    ...(observation !== undefined && { observation }),
    ...(typeof tool_call_id === 'string' && { tool_call_id }),
    ...(typeof name === 'string' && { name }),
    ...(typeof turn === 'number' && { turn }),
    ...(tokens !== undefined && tokens !== null && { tokens }),
  };
}

function contentText(content: RawMessage['content']): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join('');
}

/** Reads calls in the plain form `{name, arguments}` or OpenAI's `{function: {name, arguments: "json"}}`. */
function readCalls(raw: readonly unknown[] | null | undefined): StepCall[] | undefined {
  if (!raw || raw.length === 0) return undefined;
  return raw.flatMap((entry) => {
    const outer = jsonObject.safeParse(entry);
    if (!outer.success) return [];
    const inner = jsonObject.safeParse(outer.data.function);
    const call = inner.success ? inner.data : outer.data;
    if (typeof call.name !== 'string') return [];
    const { id } = outer.data;
    return [{ name: call.name, arguments: readArguments(call), ...(typeof id === 'string' && { id }) }];
  });
}

function readArguments(call: JsonObject): JsonObject {
  const given = call.arguments ?? call.parameters;
  if (typeof given === 'string') {
    try {
      return jsonObject.parse(JSON.parse(given));
    } catch {
      return { __unparsed: given };
    }
  }
  return given && typeof given === 'object' && !Array.isArray(given) ? given : {};
}

/** @returns one rollout; of a list of messages or steps, the text is that of the last assistant message */
export function readResponse(raw: RawResponse | UnreadableResponse): Rollout {
  if (typeof raw === 'string') return { text: raw };
  if ('unreadable' in raw) return { text: '', ...raw };
  if (Array.isArray(raw)) return readSteps(raw);
  if ('role' in raw) {
    const { id, finish_reason } = raw;
    return {
      ...readSteps([raw]),
      ...(id !== undefined && { id }),
      ...(finish_reason && { finish_reason }),
      ...ownMeta(raw),
    };
  }
  const { id, text, content, steps, finish_reason } = raw;
  const own = text ?? content ?? undefined;
  return {
    ...(steps ? readTrajectory(steps, own) : { text: own ?? '' }),
    ...(id !== undefined && { id }),
    ...(finish_reason && { finish_reason }),
    ...ownMeta(raw),
  };
}

/** The data of one sample that the other samples of its row do not share. */
function ownMeta({
  extra_info: extra,
  columns,
}: {
  readonly extra_info?: JsonObject | null | undefined;
  readonly columns?: JsonObject | null | undefined;
}): Pick<Rollout, 'meta'> {
  if (!extra && !columns) return {};
  return { meta: { ...(extra && { extra }), ...(columns && { columns }) } };
}

export function readSteps(raw: readonly RawMessage[]): Rollout {
  const { text, steps } = trajectoryOf(raw);
  const [only] = steps;
  const plain =
    steps.length === 1 && only?.role === 'assistant' && !only.tool_calls && only.observation === undefined;
  return { text, ...(!plain && { steps }) };
}

function trajectoryOf(raw: readonly RawMessage[]): { readonly text: string; readonly steps: Step[] } {
  const steps = raw.flatMap(withoutBlocks).map(readStep);
  return { text: steps.findLast(({ role }) => role === 'assistant')?.content ?? '', steps };
}

/**
 * @param text the final answer that stands beside the steps; where they end without words of the policy, it is its last step
 * @returns a rollout of steps whose text is the answer beside them, or that of the last assistant step
 */
export function readTrajectory(raw: readonly RawMessage[], text: string | undefined): Rollout {
  // Steps that the caller names as such are a trajectory, also a single one without a call: nothing of it is hidden.
  const read = trajectoryOf(raw);
  if (text === undefined) return read;
  const last = read.steps.at(-1);
  const isTold =
    text.trim() === '' || read.steps.some(({ role, content }) => role === 'assistant' && content === text);
  if (!last || isTold || (last.role === 'assistant' && last.content !== '')) return { ...read, text };
  return { ...read, text, steps: [...read.steps, { role: 'assistant', content: text }] };
}
