import type { JsonObject } from '../../spec/json.ts';
import { promptText } from '../../spec/query.ts';
import type { FeedbackEntry } from '../../store/feedback.ts';
import { clickValues } from './click-values.ts';

/** Pairs of one query at most, so that a query with many responses does not outweigh the others. */
const MOST_PAIRS = 16;
/** Least difference of two values of clicks that makes a pair. */
const LEAST_DIFFERENCE = 0.2;

/**
 * Mines pairs for reward models: what somebody said is better, right responses beside wrong ones to the same query, and
 * responses that did better with the people who were shown them, weighted by how sure that is.
 */
export function goldPairs(entries: readonly FeedbackEntry[]): JsonObject[] {
  return [...Map.groupBy(entries, ({ query }) => query).values()].flatMap((said) => {
    const prompt = promptText(said[0]!.body.query);
    const pairs: JsonObject[] = said.flatMap(({ sort, body: { text, other } }) =>
      sort === 'pair' && other !== undefined
        ? [{ prompt, chosen: text, rejected: other, weight: 1, from: 'pair' }]
        : [],
    );
    const verdicts = new Map(
      said.flatMap(({ correct, body }) => (correct === null ? [] : [[body.text, correct]])),
    );
    const [right, wrong] = [true, false].map((wanted) =>
      [...verdicts].flatMap(([text, correct]) => (correct === wanted ? [text] : [])),
    );
    for (const chosen of right!)
      for (const rejected of wrong!) pairs.push({ prompt, chosen, rejected, weight: 1, from: 'verdicts' });
    const values = clickValues(said);
    for (const better of values)
      for (const worse of values)
        if (better.value - worse.value >= LEAST_DIFFERENCE)
          pairs.push({
            prompt,
            chosen: better.text,
            rejected: worse.text,
            weight: Math.round((better.value - worse.value) * 1e4) / 1e4,
            from: 'clicks',
          });
    return pairs.slice(0, MOST_PAIRS);
  });
}
