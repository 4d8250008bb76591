import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/spec/json.ts';
import { type Query, query } from '../../src/spec/query.ts';

/**
 * Two sets that are never trained on, written in one go before any training prompt was looked at: queries of 20 kinds in
 * five languages, half of them with what such rows carry, and prompts that are of no kind.
 */
const FOLDER = new URL('./second-set/', import.meta.url);

/** A query whose kind is known. */
export interface FreshQuery {
  /** The sort of task, as its writer called it. */
  readonly sort: keyof typeof KINDS;
  /** ISO 639-1 code. */
  readonly language: string;
  readonly query: Query;
}

/** A prompt of no kind: noise, data without a question, several tasks at once. */
interface StrangePrompt {
  readonly sort: string;
  readonly text: string;
  /** Half of each sort may be developed on; the other half measures. */
  readonly half: 'develop' | 'measure';
}

/** Which kinds are right for a sort: a kind, or a family with everything below it. */
const KINDS = {
  'math.final-number': ['math'],
  'math.final-answer': ['math'],
  code: ['code'],
  'code-output': ['code-output'],
  'code-output.input': ['code-output'],
  'qa.short-answer': ['qa'],
  'qa.context': ['qa'],
  explain: ['qa', 'chat', 'writing'],
  choice: ['choice'],
  reasoning: ['reasoning'],
  'reasoning.choice': ['reasoning', 'choice'],
  translation: ['translation'],
  summarization: ['summarization'],
  'data-to-text': ['data-to-text'],
  'instruction-following': ['instruction-following'],
  'instruction-following.json': ['instruction-following', 'data-to-text.json'],
  'tool-calls': ['tool-calls'],
  safety: ['safety'],
  writing: ['writing'],
  chat: ['chat'],
} as const satisfies Record<string, readonly string[]>;

const CARRIED: Readonly<Record<string, JsonObject>> = {
  '@tests': { tests: ['assert True'] },
  '@constraints': { constraints: [{ id: 'punctuation:no_comma', kwargs: {} }] },
  '@schema': { schema: { type: 'object' } },
  '@calls': { expected_calls: [{ name: 'f', arguments: {} }] },
  '@input': { tests: { code: 'def f(x):\n    return x', output: '1' } },
};

export function freshQueries(): FreshQuery[] {
  return fieldsOf('queries.txt').map(([sort = '', language = '', prompt = '', carried = '']) => ({
    sort: sort as keyof typeof KINDS,
    language,
    query: query.parse({
      messages: [{ role: 'user', content: prompt.replaceAll('\\n', '\n') }],
      ...(CARRIED[carried] ?? { references: carried === '' ? [] : [carried] }),
    }),
  }));
}

export function strangePrompts(): StrangePrompt[] {
  const counts = new Map<string, number>();
  return fieldsOf('strange.txt').map(([sort = '', text = '']) => {
    const count = counts.get(sort) ?? 0;
    counts.set(sort, count + 1);
    return { sort, text: text.replaceAll('\\n', '\n'), half: count % 2 === 0 ? 'develop' : 'measure' };
  });
}

/** Whether a kind, or the family alone of a classifier, is right for a sort. */
export function isKindOf(kind: string, sort: keyof typeof KINDS): boolean {
  return KINDS[sort].some((right) => kind === right || kind.startsWith(`${right}.`));
}

function fieldsOf(file: string): string[][] {
  return readFileSync(new URL(file, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
