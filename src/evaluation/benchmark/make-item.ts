import type { Query } from '../../spec/query.ts';
import type { BenchmarkItem, Recording } from './benchmark.ts';
import type { BestOfRow } from './row-formats.ts';

/** @returns an item of right and wrong texts, the right ones first, without recordings */
export function itemOf(
  id: string,
  category: string | null | undefined,
  prompt: string,
  right: readonly string[],
  wrong: readonly string[],
): BenchmarkItem {
  const texts = [...right, ...wrong];
  return {
    id,
    category: category ?? 'all',
    query: queryOf(prompt),
    candidates: texts.map((text) => ({ text })),
    right: texts.map((_, place) => place < right.length),
    recordings: new Map(),
  };
}

function queryOf(prompt: string): Query {
  return {
    messages: [{ role: 'user', content: prompt }],
    references: [],
    constraints: [],
    hints: {},
  };
}

/** Without the candidates' texts each is named by its place, so that recordings can be played back all the same. */
export function bestOfItem(row: BestOfRow): BenchmarkItem {
  const { id, prompt, correct, scores, rating_judges, pairwise_judges } = row;
  const list = (type: Recording['type'], found: Record<string, (number | null)[]>) =>
    Object.entries(found).map(([name, values]): [string, Recording] => [name, { type, values }]);
  const pairwise = Object.entries(pairwise_judges).map(([name, wins]): [string, Recording] => {
    let next = 0;
    const values = correct.map((isRight) => {
      if (isRight) return 0;
      const win = wins[next++] ?? null;
      return win === null ? null : win ? -1 : 1;
    });
    return [`${name} (pairwise)`, { type: 'judge', values }];
  });
  return {
    id,
    category: row.category ?? row.subcategory ?? 'all',
    query: queryOf(prompt),
    candidates: correct.map((_, place) => ({
      text: row.responses?.[place] ?? `[candidate ${place} of ${id}]`,
    })),
    right: correct,
    recordings: new Map([...list('reward-model', scores), ...list('judge', rating_judges), ...pairwise]),
  };
}
