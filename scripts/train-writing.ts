/**
 * Fits the statistics of the writing tools to the half of the writing data that is developed on: the table of pairs of
 * words, the range of every measure in human texts, and its weight. Prints the share of pairs ranked right. Needs RLAR_DATA.
 *
 * Three steps: `--table` makes the table of one part of the half, without a flag weights are fitted to the other part,
 * whose texts the table has not seen, and `--whole-table` makes the table that is used, of both.
 */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  PAIR_BITS,
  pairBit,
  pairTokens,
  TRIPLE_BITS,
  tripleBit,
  UNIT_BITS,
  unitBit,
} from '../src/text/writing/fluency.ts';
import { type TextView, viewText } from '../src/text/writing/text-view.ts';
import { writingTask } from '../src/text/writing/writing-task.ts';
import { isDeveloped, readWriting, type WritingItem } from './writing/data.ts';
import { fitWeights } from './writing/fit-weights.ts';

const room = join(import.meta.dirname, '../src/text/writing');

/** Whether an item's human text goes into the table of pairs; weights are fitted to the others, whose pairs it has not seen. */
function isOfTable({ id }: WritingItem): boolean {
  return createHash('sha256').update(`table:${id}`).digest()[0]! % 2 === 0;
}

const FEWEST_TEXTS = { pairs: 2, triples: 2, units: 3 } as const;

function trainTables(items: readonly WritingItem[]): void {
  const made = { pairs: { en: '', zh: '' }, triples: { en: '', zh: '' }, units: { en: '', zh: '' } };
  for (const lang of ['en', 'zh'] as const) {
    const views = items.filter((item) => item.lang === lang).flatMap(humanTexts);
    made.pairs[lang] = tableOf(
      views.map(({ sentences }) => sentences.flatMap(({ words }) => pairsOf(pairTokens(words, lang)))),
      PAIR_BITS,
      FEWEST_TEXTS.pairs,
    );
    made.triples[lang] = tableOf(
      views.map(({ sentences }) => sentences.flatMap(({ words }) => triplesOf(pairTokens(words, lang)))),
      TRIPLE_BITS,
      FEWEST_TEXTS.triples,
    );
    made.units[lang] = tableOf(
      views.map(({ units }) => [...units].map(unitBit)),
      UNIT_BITS,
      FEWEST_TEXTS.units,
    );
  }
  writeFileSync(join(room, 'weights-fluency.json'), `${JSON.stringify(made)}\n`);
}

/** What people wrote of an item: the original, and what stands around a gap. */
function humanTexts({ lang, prompt, reference }: WritingItem): TextView[] {
  const { before = '', after = '' } = writingTask(prompt) ?? {};
  const around = `${before}\n${after}`.trim();
  return [reference, ...(around === '' ? [] : [around])].map((text) => viewText(text, lang));
}

function pairsOf(tokens: readonly string[]): number[] {
  return tokens.slice(1).map((token, at) => pairBit(tokens[at]!, token));
}

function triplesOf(tokens: readonly string[]): number[] {
  return tokens.slice(2).map((token, at) => tripleBit(tokens[at]!, tokens[at + 1]!, token));
}

/** @returns one bit for all that stands in a number of texts */
function tableOf(texts: readonly (readonly number[])[], size: number, fewest: number): string {
  const seen = new Map<number, number>();
  for (const bits of texts) for (const bit of new Set(bits)) seen.set(bit, (seen.get(bit) ?? 0) + 1);
  const table = new Uint8Array(size / 8);
  for (const [bit, count] of seen) if (count >= fewest) table[bit >> 3]! |= 1 << (bit & 7);
  console.log(
    `${texts.length} texts, ${[...seen.values()].filter((count) => count >= fewest).length} of ${seen.size} bits`,
  );
  return Buffer.from(table).toString('base64');
}

const folder = process.env.RLAR_DATA;
if (!folder) console.log('skipped: no data');
else {
  const { items, generated } = readWriting(folder);
  const developed = items.filter(isDeveloped);
  const isFirst = process.argv.includes('--table');
  if (isFirst || process.argv.includes('--whole-table'))
    trainTables(isFirst ? developed.filter(isOfTable) : developed);
  else
    fitWeights(
      developed.filter((item) => !isOfTable(item)),
      generated.filter(isDeveloped),
    );
}
