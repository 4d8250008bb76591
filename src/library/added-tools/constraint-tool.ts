import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { type Constraint, constraint } from '../../spec/query.ts';
import type { Tool, ToolQuery } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { asScript } from './inspect-javascript.ts';
import { callFailure, closeJavaScript, type Script, scoringSandbox } from './javascript-calls.ts';

/** A program's verdict on a response: true or false, null where it cannot tell, or the reason why there is no answer. */
type ConstraintAnswer = { readonly value: JsonValue } | { readonly failure: Verdict };

/** A program that checks one sort of constraint. */
export interface ConstraintProgram {
  /** It runs in a process of the sandbox for programs. */
  readonly sandboxed?: boolean;
  /** Calls the program: `(response, kwargs, prompt) => boolean | null`. */
  ask(
    given: { readonly response: string; readonly kwargs: JsonObject; readonly prompt: string },
    signal: AbortSignal,
  ): Promise<ConstraintAnswer>;
  /** Ends the threads or processes of the program. */
  close(): void | Promise<void>;
}

const settings = z.object({ constraint });
/** Most characters of the arguments that a verdict shows. */
const LONGEST_SHOWN = 1_000;

/**
 * @returns a tool that asks a program about one sort of constraint, which `options.constraint` or the query states with its
 * arguments. A blank response satisfies no constraint.
 */
export function constraintTool(declaration: ToolDeclaration, program: ConstraintProgram): Tool {
  return {
    declaration,
    programs: program.sandboxed === true,
    close: () => program.close(),
    prepare: (query, options) => {
      const stated = statedConstraint(declaration.constraint, query, options);
      if (!stated) return inapplicable(`The query does not state the constraint ${declaration.constraint}.`);
      const { kwargs } = stated;
      const shown = { id: stated.id, ...(isShort(kwargs) && { kwargs }) };
      return eachRollout(async ({ text }, { signal }) => {
        if (text.trim() === '') return scored(0, evidenceOf(shown, false, 'the response is blank'));
        const answer = await program.ask({ response: text, kwargs, prompt: query.prompt }, signal);
        return 'failure' in answer ? answer.failure : verdictOf(answer.value, shown);
      });
    },
  };
}

function statedConstraint(
  id: string | undefined,
  query: ToolQuery,
  options: JsonObject,
): Constraint | undefined {
  const given = settings.safeParse(options);
  return [...(given.success ? [given.data.constraint] : []), ...query.constraints].find(
    (entry) => entry.id === id,
  );
}

function isShort(kwargs: JsonObject): boolean {
  return JSON.stringify(kwargs).length <= LONGEST_SHOWN;
}

/** Writes a constraint in the same form as the built-in constraint tool, so that a caller reads all constraints in one way. */
function evidenceOf(shown: JsonObject, ok: boolean, detail?: string): JsonObject {
  return { constraints: [{ ...shown, ok, ...(detail !== undefined && { detail }) }] };
}

function verdictOf(value: JsonValue, shown: JsonObject): Verdict {
  if (value === null)
    return unscored('The program cannot tell whether the response keeps to it.', { constraint: shown });
  if (typeof value === 'boolean') return scored(Number(value), evidenceOf(shown, value));
  const returned = JSON.stringify(value).slice(0, 100);
  return failed('RLAR_TOOL_INVALID_RESULT', `the program returned ${returned}, neither true, false nor null`);
}

/** @returns the program of a constraint in QuickJS, with a fresh context for each call */
export function javascriptConstraint(
  declaration: ToolDeclaration,
  { source, ...helpers }: Script,
  callMs: number,
): ConstraintProgram {
  const script = asScript(source, '__given');
  return {
    async ask({ response, kwargs, prompt }, signal) {
      const inputs = [response, kwargs, prompt];
      const call = { ...helpers, source: script, entry: '__given', inputs, limitMs: callMs };
      const run = await scoringSandbox().run(call, signal);
      return run.ok ? { value: run.value } : { failure: callFailure(run, declaration, callMs) };
    },
    close: closeJavaScript,
  };
}
