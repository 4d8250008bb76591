import { FunctionPool } from '../../sandbox/functions/function-pool.ts';
import type {
  FunctionCall,
  FunctionOutcome,
  FunctionSettings,
} from '../../sandbox/functions/function-spec.ts';
import { callOverTime, overTime } from '../../spec/over-time.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { PreparedTool, Tool, ToolQuery, ToolRollout } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import type { ConstraintProgram } from './constraint-tool.ts';
import { givenReferences } from './given-references.ts';

const MEMORY_BYTES = { sandbox: 1024 ** 3, own: 4 * 1024 ** 3 } as const;
/** Most references that are tried with a function that takes a single reference. */
const MOST_REFERENCES = 8;

/** @returns a tool that calls a Python function in warm processes. The processes start with the first call */
export function pythonTool(
  declaration: ToolDeclaration,
  settings: Omit<FunctionSettings, 'memoryBytes'>,
): Tool {
  const { found, callMs } = settings;
  const pool = new FunctionPool({ ...settings, memoryBytes: MEMORY_BYTES[settings.trust] });
  const judge = (query: ToolQuery): PreparedTool => {
    const references = referencesFor(found.shape, query);
    return eachRollout(async (rollout, { signal }) => {
      const outcomes = await Promise.all(
        references.map((reference) => pool.call(callOf(query, rollout, reference), signal)),
      );
      return best(outcomes.map((outcome) => verdictOf(outcome, declaration, found.shape, callMs)));
    });
  };
  // Nothing tells which rollout took the time of a whole group, so none of them gets the floor for it.
  const judgeGroup = (query: ToolQuery): PreparedTool => ({
    async score(rollouts, { signal }) {
      const reference = referencesFor(found.shape, query)[0] ?? null;
      const calls = rollouts.map((rollout) => callOf(query, rollout, reference));
      const group = calls.map(({ response, steps, source, extra, columns }) => ({
        response,
        steps,
        source,
        extra,
        columns,
      }));
      const { prompt, messages } = calls[0]!;
      const outcomes = await pool.callGroup(
        { prompt, messages, reference, response: '', steps: [], group },
        signal,
      );
      return outcomes.map((outcome) =>
        outcome.kind === 'deadline' && calls.length > 1
          ? overTime({ ...declaration, overTime: 'failed' }, outcome.why, callMs * calls.length)
          : verdictOf(outcome, declaration, found.shape, callMs),
      );
    },
  });
  return {
    declaration,
    // A user's own code stands with the user's own files, so it is run where it was added.
    programs: settings.trust === 'sandbox',
    ...(found.batch && { batch: 'group' as const }),
    prepare: (query) => {
      if (found.usesReference && givenReferences(query).length === 0)
        return inapplicable('The query has no reference, and the function compares with one.');
      return found.batch ? judgeGroup(query) : judge(query);
    },
    close: () => pool.close(),
  };
}

/** @returns the program of a constraint in warm processes. The processes start with the first call */
export function pythonConstraint(
  declaration: ToolDeclaration,
  settings: Omit<FunctionSettings, 'memoryBytes'>,
): ConstraintProgram {
  const { found, trust, callMs } = settings;
  const pool = new FunctionPool({ ...settings, memoryBytes: MEMORY_BYTES[trust] });
  return {
    sandboxed: trust === 'sandbox',
    async ask({ response, kwargs, prompt }, signal) {
      const nothing = { messages: [], steps: [], reference: null };
      const outcome = await pool.call({ ...nothing, prompt, response, kwargs }, signal);
      if (outcome.kind === 'value') return { value: outcome.value === 1 };
      if (outcome.kind === 'unscored') return { value: null };
      return { failure: verdictOf(outcome, declaration, found.shape, callMs) };
    },
    close: () => pool.close(),
  };
}

/**
 * A plain function takes one reference, so it is called once per reference. A trainer's function gets the reference as the
 * row held it.
 */
function referencesFor(shape: string, query: ToolQuery): FunctionCall['reference'][] {
  const references = givenReferences(query);
  if (references.length < 2) return [references[0] ?? null];
  return shape === 'plain' ? references.slice(0, MOST_REFERENCES) : [[...references]];
}

function callOf(
  query: ToolQuery,
  { text, steps = [], meta }: ToolRollout,
  reference: FunctionCall['reference'],
): FunctionCall {
  const plain = ({ role, content }: { role: string; content: string }) => ({ role, content });
  return {
    prompt: query.prompt,
    messages: query.messages.map(plain),
    response: text,
    steps: steps.map(plain),
    reference,
    ...meta,
  };
}

function verdictOf(
  outcome: FunctionOutcome,
  declaration: ToolDeclaration,
  shape: string,
  callMs: number,
): Verdict {
  switch (outcome.kind) {
    case 'value':
      return scored(outcome.value, { shape, returned: outcome.value, ...outcome.beside });
    case 'unscored':
      return unscored('The function returned None.', { shape, ...outcome.beside });
    case 'missing':
      return unscored(`The function does not apply: ${outcome.message}.`);
    case 'invalid':
      return failed('RLAR_TOOL_INVALID_RESULT', outcome.message);
    case 'exception':
      return failed('RLAR_TOOL_CRASHED', `the function raised ${outcome.message}`);
    case 'unloaded':
      return failed('RLAR_TOOL_CRASHED', `the function does not load: ${outcome.message}`);
    case 'died':
      return failed(
        'RLAR_TOOL_CRASHED',
        `the function ended its process: ${outcome.message || 'no message'}`,
      );
    case 'deadline':
      return callOverTime(declaration, outcome.why, callMs);
    case 'no-sandbox':
      return failed('RLAR_SANDBOX_MISSING', outcome.message);
  }
}

/**
 * Each of several references is a right answer, so the best value counts. Without a value, the result is a failure if a
 * call failed.
 */
export function best(verdicts: readonly Verdict[]): Verdict {
  const failure = verdicts.find((verdict) => verdict.status === 'failed');
  if (failure) return failure;
  return verdicts.reduce((left, right) => {
    if (left.status !== 'scored') return right.status === 'scored' ? right : left;
    return right.status === 'scored' && right.value > left.value ? right : left;
  });
}
