import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { readPythonCalls } from '../readers/python-calls.ts';
import { createParameters, inputMessages, outputSteps, responseObject } from './responses-api.ts';

/**
 * Trajectories as agents' harnesses record them, written in the fields of docs/input.md: `messages` up to the policy's first turn, and `steps`
 * from there on. A query of several turns is the conversation up to that turn: what the user says later is a part of the trajectory.
 * - `traj` or `trajectory`: a conversation (τ-bench), or steps of thought, action and observation (SWE-agent)
 * - `responses_create_params` and `response`: items of OpenAI's Responses API (NeMo Gym)
 * - `question` and `result`: turns, and the calls of each step in Python (BFCL, several turns)
 */
export function withTrajectory(row: JsonObject): JsonObject {
  return conversation(row) ?? responsesApi(row) ?? bfclTurns(row) ?? row;
}

const COLUMNS = ['traj', 'trajectory'];

function conversation(row: JsonObject): JsonObject | null {
  const column = COLUMNS.find((name) => Object.hasOwn(row, name));
  const list = column === undefined ? null : objects(parsedText(row[column]));
  if (column === undefined || list === null || row.steps !== undefined) return null;
  const { [column]: _, ...rest } = row;
  if (list.every((entry) => typeof entry.role === 'string')) {
    const first = list.findIndex((entry) => entry.role === 'assistant');
    if (first < 0) return null;
    const isAsked = rest.messages !== undefined || rest.prompt !== undefined;
    return { ...rest, ...(!isAsked && { messages: list.slice(0, first) }), steps: list.slice(first) };
  }
  return list.every((entry) => typeof entry.action === 'string')
    ? { ...rest, steps: list.map(actionStep) }
    : null;
}

/** A step of SWE-agent: what the model wrote, else its thought and its action, and what came of it. */
function actionStep({ response, thought, action, observation }: JsonObject): JsonObject {
  const written = [thought, action]
    .filter((part) => typeof part === 'string' && part.trim() !== '')
    .join('\n\n');
  return {
    role: 'assistant',
    content: typeof response === 'string' && response.trim() !== '' ? response : written,
    ...(observation !== undefined && observation !== null && observation !== '' && { observation }),
  };
}

function responsesApi(row: JsonObject): JsonObject | null {
  const asked = createParameters.safeParse(row.responses_create_params);
  const answered = responseObject.safeParse(row.response);
  if (!asked.success || !answered.success) return null;
  const { responses_create_params: _, response: __, ...rest } = row;
  const { steps, cutOff } = outputSteps(answered.data);
  return {
    ...rest,
    messages: inputMessages(asked.data) as JsonObject[],
    steps: steps as JsonObject[],
    ...(cutOff && { finish_reason: 'length' }),
  };
}

/** Each turn of the user, and then its steps; a step is a list of calls as texts, or a text of the model. */
function bfclTurns(row: JsonObject): JsonObject | null {
  const turns = lists(row.question)?.map((turn) => objects(turn));
  const results = lists(row.result);
  if (!turns || !results || turns.length === 0 || turns.some((turn) => turn === null)) return null;
  const { question: _, result: __, ...rest } = row;
  const steps = turns.flatMap((turn, index) => [
    ...(index === 0 ? [] : turn!),
    ...(results[index] ?? []).flatMap(callsStep),
  ]);
  return steps.length === 0 ? null : { ...rest, messages: turns[0]!, steps };
}

function callsStep(step: JsonValue): JsonObject[] {
  if (typeof step === 'string') return [{ role: 'assistant', content: step }];
  if (!Array.isArray(step)) return [];
  const calls = readPythonCalls(`[${step.filter((call) => typeof call === 'string').join(', ')}]`);
  return [{ role: 'assistant', content: calls ? '' : step.join('\n'), ...(calls && { tool_calls: calls }) }];
}

function objects(value: JsonValue | undefined): JsonObject[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const all = value.every((entry) => typeof entry === 'object' && entry !== null && !Array.isArray(entry));
  return all ? (value as JsonObject[]) : null;
}

function lists(value: JsonValue | undefined): JsonValue[][] | null {
  return Array.isArray(value) && value.every((entry) => Array.isArray(entry))
    ? (value as JsonValue[][])
    : null;
}
