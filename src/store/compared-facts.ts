import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { FactSource } from './fact-source.ts';
import type { ComparedRewards, RewardFilter } from './views.ts';

/** Queries whose rewards are compared at once. */
const QUERIES = 200;

const sideRow = z.object({
  query: z.number(),
  response: z.union([z.number(), z.string()]),
  record: z.number(),
});
const queryRange = z.object({ from: z.number(), to: z.number() });

/** The rollouts that both sides rewarded, in the order of queries. */
export async function* pairs(
  source: FactSource,
  before: RewardFilter,
  after: RewardFilter,
): AsyncGenerator<ComparedRewards, undefined> {
  const [one, other] = [await side(source, before), await side(source, after)];
  if (one === null || other === null) return;
  for (let past = 0; ; ) {
    const [found] = await source.all(
      `SELECT min(number) AS "from", max(number) AS "to"
      FROM (SELECT number FROM queries WHERE number > $1 ORDER BY number LIMIT ${QUERIES}) AS numbers`,
      [past],
    );
    const range = queryRange.safeParse(found);
    if (!range.success) return;
    const { from, to } = range.data;
    past = to;
    const others = await newestOf(source, other, from, to);
    const both = [...(await newestOf(source, one, from, to))].flatMap(([key, record]) => {
      const second = others.get(key);
      return second === undefined ? [] : [[record, second] as const];
    });
    for (const numbers of both) {
      const [first, second] = await source.records(numbers);
      if (first && second) yield { before: first, after: second };
    }
    await setImmediate();
  }
}

/** A statement for the newest record of each response to some queries, among those that match. */
async function side(source: FactSource, filter: RewardFilter): Promise<string | null> {
  const condition = await source.condition(filter);
  if (condition === null) return null;
  return `
    SELECT query, response, max(record) AS record FROM ${source.factsByQuery} AS facts
    WHERE query BETWEEN $1 AND $2 AND ${condition} GROUP BY query, response ORDER BY query, response`;
}

/** @returns the newest record by query and response */
async function newestOf(
  source: FactSource,
  side: string,
  from: number,
  to: number,
): Promise<Map<string, number>> {
  const rows = (await source.all(side, [from, to])).map((row) => sideRow.parse(row));
  return new Map(rows.map(({ query, response, record }) => [`${query}/${response}`, record]));
}
