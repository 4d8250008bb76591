import type { ZodError } from 'zod';
import type { JsonObject, JsonValue } from '../spec/json.ts';
import { kindName } from '../spec/kinds.ts';
import type { LanguagePair, Message, Query } from '../spec/query.ts';
import type { Rollout } from '../spec/rollout.ts';
import type { Group, RunContext } from '../spec/wire.ts';
import { readMeta } from './read-meta.ts';
import { type Carried, pairConstraints, readReferences } from './read-references.ts';
import { readMessage, readResponse, readSteps } from './read-responses.ts';
import { type RawResponse, type Row, row as rowSchema } from './row-schema.ts';

/** A row as the service takes it. `labels` are for reports alone: they never reach a tool or the router. */
export interface ReadRow {
  readonly group: Group;
  readonly context: RunContext;
  /** One per rollout: right, wrong, or not known. */
  readonly labels: readonly (boolean | null)[];
}

export type RowResult =
  | { readonly ok: true; readonly row: ReadRow }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads one JSON value as a query with its rollouts, whatever of the usual field names it uses (docs/input.md).
 * @param needsResponse false for `assign` and `check`, which look at queries alone
 */
export function readRow(value: unknown, needsResponse = true): RowResult {
  try {
    return readObject(value, needsResponse);
  } catch (thrown) {
    if (thrown instanceof RangeError) return { ok: false, reason: 'nested too deeply' };
    throw thrown;
  }
}

function readObject(value: unknown, needsResponse: boolean): RowResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { ok: false, reason: 'not a JSON object' };
  }
  const parsed = rowSchema.safeParse(value);
  if (!parsed.success) return { ok: false, reason: explain(parsed.error) };
  const { data } = parsed;
  const { messages, trailing } = readMessages(data);
  const responses = readResponses(data, trailing);
  if (responses.rollouts.length === 0 && needsResponse && !Array.isArray(data.responses)) {
    return {
      ok: false,
      reason: 'no response: expected response, responses, completion, completions or steps',
    };
  }
  const query = readQuery(data, messages);
  if (typeof query === 'string') return { ok: false, reason: query };
  const carriesNothing =
    messages.length === 0 && query.references.length === 0 && query.constraints.length === 0;
  if (carriesNothing && query.tests === undefined && responses.rollouts.length === 0) {
    return {
      ok: false,
      reason: 'no query: expected prompt, messages, question or problem, or at least a reference',
    };
  }
  const meta = readMeta(value, data);
  const id = data.id ?? undefined;
  const named = data.group ?? id;
  const group: Group = {
    ...(named !== undefined && { id: String(named) }),
    query,
    rollouts: meta ? responses.rollouts.map((rollout) => ({ ...rollout, meta })) : responses.rollouts,
  };
  const { run, step, epoch, policy } = data;
  const context: RunContext = {
    ...(run && { run }),
    ...(typeof step === 'number' && { step }),
    ...(typeof epoch === 'number' && { epoch }),
    ...(policy && { policy }),
  };
  return { ok: true, row: { group, context, labels: responses.labels } };
}

/** The prompt; where a chat log ends in an assistant's message and no response is given, that message is the response. */
function readMessages(data: Row): { messages: Message[]; trailing: Message | null } {
  const raw = data.messages ?? (Array.isArray(data.prompt) ? data.prompt : null);
  if (!raw) {
    const text = (typeof data.prompt === 'string' ? data.prompt : null) ?? data.question ?? data.problem;
    return { messages: text ? [{ role: 'user', content: text }] : [], trailing: null };
  }
  const messages = raw.map(readMessage);
  const last = messages.at(-1);
  if (last?.role === 'assistant') return { messages: messages.slice(0, -1), trailing: last };
  return { messages, trailing: null };
}

function readResponses(
  data: Row,
  trailing: Message | null,
): { rollouts: Rollout[]; labels: (boolean | null)[] } {
  if (
    data.chosen !== null &&
    data.chosen !== undefined &&
    data.rejected !== null &&
    data.rejected !== undefined
  ) {
    const id = data.id === null || data.id === undefined ? null : String(data.id);
    const side = (raw: RawResponse, name: string) => ({
      ...readResponse(raw),
      ...(id && { id: `${id}/${name}` }),
    });
    return {
      rollouts: [side(data.chosen, 'chosen'), side(data.rejected, 'rejected')],
      labels: [true, false],
    };
  }
  const raw = rawResponses(data);
  const rollouts = raw.map(readResponse);
  if (rollouts.length === 0 && data.steps) rollouts.push(readSteps(data.steps));
  if (rollouts.length === 0 && trailing) rollouts.push({ text: trailing.content });
  const reasons = Array.isArray(data.finish_reason) ? data.finish_reason : [data.finish_reason];
  const { correct } = data;
  const id = data.id === null || data.id === undefined ? null : String(data.id);
  const labelled = rollouts.map((rollout, index) => {
    const own = rollout.id ?? (id === null ? undefined : rollouts.length === 1 ? id : `${id}/${index}`);
    const reason = rollout.finish_reason ?? reasons[reasons.length === 1 ? 0 : index];
    return { ...rollout, ...(own !== undefined && { id: own }), ...(reason && { finish_reason: reason }) };
  });
  const labels = labelled.map((_, index) => {
    const entry = raw[index];
    const inner = entry && typeof entry === 'object' && !Array.isArray(entry) ? entry.correct : null;
    return inner ?? (Array.isArray(correct) ? correct[index] : correct) ?? null;
  });
  return { rollouts: labelled, labels };
}

function rawResponses(data: Row): RawResponse[] {
  if (data.responses) return data.responses;
  const many = data.completions;
  if (many !== null && many !== undefined) return Array.isArray(many) ? many : [many];
  const one = data.response ?? data.completion ?? data.solution_str;
  return one === null || one === undefined ? [] : [one];
}

function readQuery(data: Row, messages: Message[]): Query | string {
  let carried: Carried;
  try {
    carried = readReferences(data);
    if (data.instruction_id_list) {
      carried.constraints = pairConstraints(data.instruction_id_list, data.kwargs ?? undefined);
    }
  } catch {
    return 'kwargs: not a JSON list';
  }
  const kind = data.kind ? kindName.safeParse(data.kind) : null;
  if (kind && !kind.success) return `kind: ${kind.error.issues[0]?.message}`;
  const tests = readTests(data, carried.tests) ?? readRunTask(data);
  if (carried.references.length === 0 && asksOutput(data) && typeof data.output === 'string')
    carried.references = [data.output];
  const languages = readLanguages(data);
  const schema = data.schema ?? data.json_schema;
  const calls = data.expected_calls ?? carried.expectedCalls;
  const source = data.data_source;
  return {
    messages,
    references: carried.references,
    constraints:
      data.constraints?.map(({ id, kwargs }) => ({ id, kwargs: kwargs ?? {} })) ?? carried.constraints,
    hints: { ...(data.task && { task: data.task }), ...(source && { source }) },
    ...(tests !== undefined && { tests }),
    ...(schema && { schema }),
    ...(calls && { expected_calls: calls }),
    ...(languages && { languages }),
    ...(kind?.success && { kind: kind.data }),
    ...(data.tools && data.tools.length > 0 && { pinned: data.tools }),
  };
}

/** Tests in one of the shapes that `unit-tests` takes; a row's own `language` and `entry_point` are put beside them. */
function readTests(data: Row, carried: JsonValue | undefined): JsonValue | undefined {
  const given = data.tests ?? data.test ?? data.test_list ?? data.test_cases ?? carried;
  if (given === null || given === undefined) return undefined;
  const beside: JsonObject = {
    ...(data.language && { language: data.language }),
    ...(data.entry_point && { entry_point: data.entry_point }),
    ...(data.declaration && { declaration: data.declaration }),
  };
  if (typeof given === 'string') return { test: given, ...beside };
  if (Array.isArray(given))
    return { [given.every((entry) => typeof entry === 'string') ? 'asserts' : 'cases']: given, ...beside };
  return typeof given === 'object' ? { ...beside, ...given } : undefined;
}

/** Whether a row with a program asks for its output (CRUXEval-O); one with both asks for the input where its task says so. */
function asksOutput(data: Row): boolean {
  const given = data.input !== null && data.input !== undefined;
  return Boolean(data.code) && given && !/input-prediction|cruxeval-?i\b/i.test(data.task ?? '');
}

/** `code` with `input` or `output`: what `code-output-run` runs. */
function readRunTask(data: Row): JsonValue | undefined {
  if (!data.code) return undefined;
  const beside: JsonObject = { code: data.code, ...(data.entry_point && { entry_point: data.entry_point }) };
  if (asksOutput(data)) return { ...beside, input: data.input ?? null };
  return data.output === null || data.output === undefined ? undefined : { ...beside, output: data.output };
}

function readLanguages(data: Row): LanguagePair | undefined {
  if (data.languages) return data.languages;
  const [source, target] = (data.pair ?? '').split('-');
  if (source && target && /^[a-z]{2,3}$/.test(source) && /^[a-z]{2,3}$/.test(target))
    return { source, target };
  if (!data.target_language) return undefined;
  return { target: data.target_language, ...(data.source_language && { source: data.source_language }) };
}

function explain(error: ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return path ? `${path}: ${issue?.message}` : (issue?.message ?? 'not a rollout');
}
