import type { JsonObject } from '../spec/json.ts';
import { markOfLocale } from '../spec/number-locale.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import type { RunSettings } from '../store/runs.ts';

/** What a run says of how its answers are graded. */
export type Grading = Pick<RunSettings, 'partialCredit' | 'strictToolCalls' | 'numberLocale'>;

/** @returns the options that the settings of a run come to for a tool, by its card; empty where they do not concern it */
export function gradingOptions(
  { optionsForRun: own = {} }: Pick<ToolDeclaration, 'optionsForRun'>,
  { partialCredit, strictToolCalls, numberLocale }: Grading,
): JsonObject {
  const mark = numberLocale === null ? null : markOfLocale(numberLocale);
  return {
    ...(partialCredit && own.partialCredit),
    ...(strictToolCalls && own.strictToolCalls),
    ...(mark !== null && own.mark !== undefined && { [own.mark]: mark }),
  };
}
