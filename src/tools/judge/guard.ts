import { withoutThinking } from '../../answers/thinking.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { judgedResponse } from './judged-response.ts';

/** Flag of a response that spoke to whoever judges it. */
export const SPOKE = 'spoke_to_judge';

/** A response that a judge may be shown, or its verdict where nobody need be asked. */
export type Guarded =
  | {
      readonly shown: string;
      /** Facts for the evidence, and flags for the verdict. */
      readonly facts: JsonObject;
      readonly flags: readonly string[];
    }
  | { readonly verdict: Verdict };

/**
 * What every response passes before a judge is asked about it.
 * @param rubric the texts that the judge goes by
 * @param longest characters
 */
export function guard(
  text: string,
  query: ToolQuery,
  { rubric, longest }: { readonly rubric: readonly string[]; readonly longest: number },
): Guarded {
  const said = withoutThinking(text);
  if (said.length > longest)
    return { verdict: unscored(`It has ${said.length} characters; the judge reads at most ${longest}.`) };
  const { shown, nothing, appeals, echoes } = judgedResponse(said, query, rubric);
  const facts = {
    ...(appeals > 0 && { wordsToJudge: appeals }),
    ...(echoes > 0 && { copiesOfRubric: echoes }),
  };
  const flags = appeals > 0 ? [SPOKE] : [];
  if (nothing === null) return { shown, facts, flags };
  return { verdict: { ...scored(0, { guard: nothing, ...facts, questions: 0 }), flags } };
}
