import type { TokenLikelihood } from '../../models/chat-model.ts';
import type { Criterion } from '../../spec/judge-spec.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { type CriteriaAnswer, criteriaQuestion, type ShownBeside } from './criteria-question.ts';
import type { Question } from './question.ts';

/**
 * A question whose values are means over what the model finds likely at the place of its verdict, where the endpoint gives
 * log-probabilities; else what it said. A quote that does not stand in the response still makes the answer none.
 */
export function likelihoodQuestion(
  query: Pick<ToolQuery, 'messages' | 'prompt'>,
  response: string,
  criteria: readonly Criterion[],
  beside: ShownBeside,
): Question<CriteriaAnswer> {
  const question = criteriaQuestion(query, response, criteria, beside);
  return {
    ...question,
    read: async (model, request) => {
      let tokens: readonly TokenLikelihood[] = [];
      const onTokens = (given: readonly TokenLikelihood[]): void => {
        tokens = given;
      };
      const answer = await model.askStructured({ ...request, onTokens }, question.shape);
      const expected = criteria.map((criterion) => {
        const said = answer[criterion.id]!;
        const value = expectedValue(tokens, criterion);
        // A verdict without its quote is decided, however likely another one was.
        return [
          criterion.id,
          value === null || (criterion.quote && said.value === 0) ? said : { ...said, value },
        ];
      });
      return Object.fromEntries(expected) as CriteriaAnswer;
    },
  };
}

/** The share of the likelihood that must stand on verdicts, so that their mean says something. */
const LEAST_MASS = 0.5;

/** @returns the mean of the verdicts that stand to choose, by their likelihood; null where the tokens do not tell */
function expectedValue(
  tokens: readonly TokenLikelihood[],
  { id, grades }: Pick<Criterion, 'id' | 'grades'>,
): number | null {
  const text = tokens.map(({ token }) => token).join('');
  const field = grades ? 'grade' : 'met';
  // The last place counts: a reason may speak of the field before the verdict.
  const found = [
    ...text.matchAll(
      new RegExp(`"${id}"\\s*:\\s*\\{(?:[^{}"]|"(?:[^"\\\\]|\\\\.)*")*?"${field}"\\s*:\\s*`, 'g'),
    ),
  ].at(-1);
  if (!found) return null;
  const place = found.index + found[0].length;
  let end = 0;
  const at = tokens.findIndex(({ token }) => {
    end += token.length;
    return end > place;
  });
  if (at < 0) return null;
  const before = tokens[at]!.token.slice(0, place - (end - tokens[at]!.token.length));
  const values = valuesOf(grades?.length);
  let mass = 0;
  let sum = 0;
  for (const [token, likelihood] of Object.entries(tokens[at]!.among)) {
    if (!token.startsWith(before)) continue;
    const value = values.get(
      token
        .slice(before.length)
        .trim()
        .replace(/[,}\s].*$/s, ''),
    );
    if (value === undefined) continue;
    mass += Math.exp(likelihood);
    sum += value * Math.exp(likelihood);
  }
  return mass < LEAST_MASS ? null : Math.round((1e6 * sum) / mass) / 1e6;
}

/** @param count of grades, at most ten so that each is one digit; undefined for what is met or not */
function valuesOf(count: number | undefined): ReadonlyMap<string, number> {
  if (count === undefined)
    return new Map([
      ['true', 1],
      ['false', 0],
    ]);
  return new Map(Array.from({ length: count }, (_, at) => [String(at), at / (count - 1)]));
}
