import { canonicalJson } from '../../spec/canonical-json.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { FeedbackEntry } from '../../store/feedback.ts';

/** @returns rows as in docs/input.md, one for each labelled response: what somebody said last of it counts */
export function labelledRows(entries: readonly FeedbackEntry[]): JsonObject[] {
  const last = new Map<string, FeedbackEntry>();
  for (const entry of entries) {
    if (entry.correct === null || entry.sort === 'audit') continue;
    last.delete(`${entry.query} ${entry.response}`);
    last.set(`${entry.query} ${entry.response}`, entry);
  }
  return [...last.values()].map(({ correct, by, body: { query, text } }) => {
    const { messages, references, hints: _hints, constraints, ...rest } = query;
    return JSON.parse(
      canonicalJson({
        ...rest,
        prompt: messages,
        ...(references.length > 0 && { references }),
        ...(constraints.length > 0 && { constraints }),
        response: text,
        correct,
        by,
      }),
    );
  });
}
