/**
 * Searches the prompts and responses of rewards, from the newest or the oldest, block by block. The counts of facts say which
 * blocks hold a reward that passes the filter. The event loop runs between two blocks.
 */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { RlarError } from '../../spec/errors.ts';
import { promptText } from '../../spec/query.ts';
import type { FactCondition, FactSource } from '../fact-source.ts';
import type { LedgerRecord } from '../ledger-record.ts';
import { ITEM_BLOCK } from '../schema.ts';
import type { SearchedWords } from './searched-words.ts';
import { comparable, type SearchTerms, searchTerms } from './tokens.ts';

/** Responses of a block that are asked for by number. More of them are found faster among all rewards of the block. */
const FEW = 500;
/** Texts that are read for phrases, for one page at most. A page that ends by it can be short, and has a next one. */
const READ = 5_000;

interface Asked {
  readonly text: string;
  readonly condition: FactCondition;
  readonly oldest: boolean;
  readonly limit: number;
  readonly cursor: string | undefined;
}

const cursorShape = z.tuple([z.literal('search'), z.boolean(), z.int().positive()]);
const blockRow = z.object({ block: z.number() });

/** @throws RLAR_INVALID_REQUEST for a text without a word, and for a cursor of another list */
export async function searchRewards(
  source: FactSource,
  index: SearchedWords,
  { text, condition, oldest, limit, cursor }: Asked,
): Promise<{ readonly records: LedgerRecord[]; readonly next: string | null }> {
  const terms = searchTerms(text);
  if (terms.words.length + terms.prefixes.length === 0)
    throw new RlarError('RLAR_INVALID_REQUEST', 'the search has no word', {
      remedy: 'Give words, "a phrase" in quotation marks, or the beginning of a word with a star: begin*.',
    });
  const after = cursor === undefined ? null : readCursor(cursor, oldest);
  if (condition === null) return { records: [], next: null };
  const prompts = new Set(await index.matches('prompts', terms, 1, Number.MAX_SAFE_INTEGER));
  const [direction, way] = oldest ? ['ASC', '>'] : ['DESC', '<'];
  const facts = (which: string): string => `
    SELECT record, query FROM facts WHERE ${which} ${after === null ? '' : `AND record ${way} ${after}`}
    AND ${condition} ORDER BY record ${direction}`;
  const blocks = await source.all(
    `SELECT DISTINCT block FROM fact_cells WHERE ${condition} ORDER BY block ${direction}`,
  );
  const found: LedgerRecord[] = [];
  let read = 0;
  for (const row of blocks) {
    const { block } = blockRow.parse(row);
    const [from, to] = [block * ITEM_BLOCK, (block + 1) * ITEM_BLOCK - 1];
    if (after !== null && (oldest ? to <= after : from >= after)) continue;
    const responses = new Set(await index.matches('responses', terms, from, to));
    if (responses.size === 0 && prompts.size === 0) continue;
    const isFew = prompts.size === 0 && responses.size <= FEW;
    const which = isFew ? `record IN (${[...responses].join(', ')})` : `record BETWEEN ${from} AND ${to}`;
    for (const fact of await source.all(facts(which))) {
      const number = Number(fact.record);
      if (!responses.has(number) && !prompts.has(Number(fact.query))) continue;
      const [hit] = await source.records([number]);
      read += 1;
      if (hit && hasPhrases(hit, terms)) found.push(hit);
      if (found.length === limit || read >= READ)
        return { records: found, next: writeCursor(oldest, number) };
    }
    await setImmediate();
  }
  return { records: found, next: null };
}

function hasPhrases({ rollout, query }: LedgerRecord, { phrases }: SearchTerms): boolean {
  if (phrases.length === 0) return true;
  const texts = [rollout?.text ?? '', query === null ? '' : promptText(query)].map(comparable);
  return texts.some((text) => phrases.every((phrase) => text.includes(phrase)));
}

function writeCursor(oldest: boolean, record: number): string {
  return Buffer.from(JSON.stringify(['search', oldest, record])).toString('base64url');
}

function readCursor(cursor: string, oldest: boolean): number {
  try {
    const [, made, record] = cursorShape.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (made === oldest) return record;
  } catch {
    // Said below, in the same words for every sort of damage.
  }
  throw new RlarError('RLAR_INVALID_REQUEST', 'the cursor is none of this search', {
    remedy: 'Begin without a cursor, and give each page the `next` of the page before it.',
  });
}
