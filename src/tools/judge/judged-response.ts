import type { ToolQuery } from '../../spec/tool.ts';
import { hasNoContent } from '../../text/content-guard.ts';
import { saysReference } from '../../text/says-reference.ts';
import { visible } from '../../text/visible.ts';
import { withoutUnseen, withoutVerdictMarks } from './verdict-marks.ts';
import { withoutAppeals, withoutMarks } from './without-appeals.ts';
import { withoutEchoes } from './without-echoes.ts';

/** A response as a judge is shown it. */
export interface JudgedResponse {
  /** Without words to the judge and copies of the rubric; marks of verdicts are broken. */
  readonly shown: string;
  /** Why nothing is left to judge: the response earns the floor, and no model is asked. Null where something is. */
  readonly nothing: string | null;
  /** Sentences to whoever judges that were taken out. */
  readonly appeals: number;
  /** Sentences that repeat the rubric and were taken out. */
  readonly echoes: number;
}

/**
 * The guard in front of every question to a judge. It is a pure function, so that whatever model judges, an attack on
 * the judge is answered here once.
 * @param response without its thinking
 * @param rubric the texts that the judge goes by; a response that repeats them says nothing
 */
export function judgedResponse(
  response: string,
  query: ToolQuery,
  rubric: readonly string[],
): JudgedResponse {
  const said = withoutUnseen(response);
  if (isEmpty(said, query)) return floored(0, 0, 'it says nothing');
  const { text, sentences: appeals } = withoutAppeals(said, query.prompt);
  const { text: own, sentences: echoes } = withoutEchoes(text, rubric, query.prompt);
  const left = withoutMarks(own);
  if (isEmpty(left, query)) return floored(appeals, echoes, 'it says nothing beside words to whoever judges');
  return { shown: withoutVerdictMarks(visible(own)), nothing: null, appeals, echoes };
}

function isEmpty(text: string, { references }: ToolQuery): boolean {
  return text.trim() === '' || (hasNoContent(text) && !saysReference(text, references));
}

function floored(appeals: number, echoes: number, nothing: string): JudgedResponse {
  return { shown: '', nothing, appeals, echoes };
}
