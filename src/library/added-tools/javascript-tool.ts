import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import type { ToolDeclaration } from '../../spec/tool-card.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { givenReferences } from './given-references.ts';
import { asScript } from './inspect-javascript.ts';
import { callFailure, closeJavaScript, type Script, scoringSandbox } from './javascript-calls.ts';
import { best } from './python-tool.ts';

const MOST_REFERENCES = 8;
/** JSON has no NaN, and would turn it into null. So NaN is passed on as text. */
const CALL = `
const __reward = (...inputs) => {
  const value = __given(...inputs);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
};`;

/** @returns a tool that calls a JavaScript function in QuickJS, in a fresh context for each call */
export function javascriptTool(
  declaration: ToolDeclaration,
  { source, ...helpers }: Script,
  settings: { readonly callMs: number; readonly usesReference: boolean },
): Tool {
  const script = asScript(source, '__given') + CALL;
  const { callMs, usesReference } = settings;
  return {
    declaration,
    close: closeJavaScript,
    prepare: (query) => {
      const given = givenReferences(query);
      if (usesReference && given.length === 0)
        return inapplicable('The query has no reference, and the function compares with one.');
      const references = given.length === 0 ? [null] : given.slice(0, MOST_REFERENCES);
      return eachRollout(async ({ text }, { signal }) => {
        const verdicts: Verdict[] = [];
        for (const reference of references) {
          const inputs = [query.prompt, text, reference];
          const call = { ...helpers, source: script, entry: '__reward', inputs, limitMs: callMs };
          const run = await scoringSandbox().run(call, signal);
          verdicts.push(run.ok ? readValue(run.value) : callFailure(run, declaration, callMs));
        }
        return best(verdicts);
      });
    },
  };
}

const withScore = z.looseObject({ score: z.union([z.number(), z.boolean(), z.null()]) });

function readValue(value: JsonValue): Verdict {
  if (value === null) return unscored('The function returned null.');
  if (typeof value === 'number') return scored(value, { shape: 'javascript', returned: value });
  if (typeof value === 'boolean') return readValue(Number(value));
  const parsed = withScore.safeParse(value);
  if (!parsed.success)
    return failed('RLAR_TOOL_INVALID_RESULT', `the function returned ${JSON.stringify(value).slice(0, 100)}`);
  const { score, ...rest } = parsed.data;
  const beside: JsonObject = {};
  for (const [key, entry] of Object.entries(rest).slice(0, 12))
    if (typeof entry === 'number' || typeof entry === 'boolean') beside[key.slice(0, 40)] = entry;
    else if (typeof entry === 'string') beside[key.slice(0, 40)] = entry.slice(0, 200);
  if (score === null) return unscored('The function returned null.', beside);
  return scored(Number(score), { shape: 'javascript', returned: Number(score), ...beside });
}
