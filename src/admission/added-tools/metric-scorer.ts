import { query } from '../../spec/query.ts';
import type { Tool } from '../../spec/tool.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { builtInTools } from '../../tools/index.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** A kind of plain texts: what serves it compares any text with a reference. */
const PLAIN_TEXT = 'summarization';

/** @returns a built-in metric that scores pairs by how close their responses come to their reference */
export function metricScorer(kinds: readonly string[]): {
  readonly name: string;
  readonly scores: ScorePair;
} {
  // A tool for a part of a kind has nothing to say of the rest of it.
  const covers = (kind: string) => kinds.some((asked) => asked === kind || asked.startsWith(`${kind}.`));
  const metrics = builtInTools.filter(({ declaration }) => declaration.type === 'metric');
  const serves = ({ declaration }: Tool, of: (kind: string) => boolean): boolean =>
    declaration.kinds.some(of);
  const tool =
    metrics.find((one) => serves(one, covers)) ??
    metrics.find((one) => serves(one, (kind) => kind === PLAIN_TEXT))!;
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
