import { familyOf } from '../../spec/kinds.ts';
import { query } from '../../spec/query.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { overlap } from '../../tools/overlap/index.ts';
import { translation } from '../../tools/translation/index.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** @returns a built-in metric that scores pairs by how close their responses come to their reference */
export function metricScorer(kinds: readonly string[]): {
  readonly name: string;
  readonly scores: ScorePair;
} {
  const tool = kinds.some((kind) => familyOf(kind) === 'translation') ? translation : overlap;
  return {
    name: `${tool.declaration.id} (closeness to the reference)`,
    scores: async ({ prompt, reference = '' }, responses) => {
      const asked = query.parse({ messages: [{ role: 'user', content: prompt }], references: [reference] });
      const prepared = tool.prepare(toolQueryOf(asked), {});
      const context = { signal: new AbortController().signal, deadline: tool.declaration.deadlineMs };
      const verdicts = await Promise.all(
        responses.map(async (text) => (await prepared.score([{ text }], context))[0]!),
      );
      return verdicts.map((verdict) => (verdict.status === 'scored' ? verdict.value : null));
    },
  };
}

/** Whether a pair carries a reference that says something: one that is a response of the pair is its label again. */
export function withOwnReference({ reference = '', chosen, rejected }: PreferencePair): boolean {
  const plain = plainText(reference);
  return plain !== '' && plain !== plainText(chosen) && plain !== plainText(rejected);
}

function plainText(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
