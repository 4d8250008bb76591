import type { ToolResult } from '../api/types.ts';
import { segmentsOf } from './segments.ts';

/** A stretch of a response that a tool read. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly tool: string;
}

/** Fields of evidence that quote the response, as the tools name them. */
const QUOTES =
  /^(?:found|matched|claim|claims|quote|quotes|translation|answer|read|said|value|span|document)$/;
/** Of a claim that is code: where it stood. */
const PLACES = new Set(['fence', 'whole', 'indented', 'steps']);
const MOST_MARKS = 40;
const SHORTEST_QUOTE = 4;
const MOST_TRIES = 200;
const LONGEST_WITH_CODE = 100_000;

/** @returns what the tools read in a response: the claim that was judged, and the words that a judge quotes; in order, without overlaps */
export function marksOf(text: string, results: readonly ToolResult[]): Mark[] {
  const found = results.flatMap(({ tool, evidence }) => [
    ...codeRead(text, tool, evidence),
    ...quotesIn(evidence, 0).flatMap(({ name, said }): Mark[] => {
      const at = placeOf(text, name, said);
      return at < 0 ? [] : [{ from: at, to: at + said.length, tool }];
    }),
  ]);
  const sorted = found.sort((one, other) => one.from - other.from || other.to - one.to);
  const apart: Mark[] = [];
  for (const mark of sorted) if (mark.from >= (apart.at(-1)?.to ?? 0)) apart.push(mark);
  return apart.slice(0, MOST_MARKS);
}

/** Of code the evidence says where it stood and how long it was: the last fence of that length, else the last one. */
function codeRead(text: string, tool: string, { found, characters }: ToolResult['evidence']): Mark[] {
  if (found !== 'fence' || text.length > LONGEST_WITH_CODE) return [];
  const fences = segmentsOf(text).filter(({ sort }) => sort === 'code');
  const same = fences.findLast(
    ({ from, to }) => typeof characters === 'number' && Math.abs(to - from - characters) <= 2,
  );
  const read = same ?? fences.at(-1);
  return read ? [{ from: read.from, to: read.to, tool }] : [];
}

interface Quote {
  readonly name: string;
  readonly said: string;
}

function quotesIn(value: unknown, depth: number, name = ''): Quote[] {
  if (typeof value === 'string')
    return QUOTES.test(name) && !PLACES.has(value) && value !== '' ? [{ name, said: value }] : [];
  if (typeof value !== 'object' || value === null || depth > 4) return [];
  if (Array.isArray(value)) return value.flatMap((one) => quotesIn(one, depth + 1, name));
  return Object.entries(value).flatMap(([key, one]) => quotesIn(one, depth + 1, key));
}

/** What a response finally claims stands near its end, so that the last place counts; short words must stand alone. */
function placeOf(text: string, name: string, said: string): number {
  if (said.length < SHORTEST_QUOTE && !/^(?:found|matched|claim)$/.test(name)) return -1;
  let at = text.lastIndexOf(said);
  for (let tries = 0; at >= 0 && tries < MOST_TRIES; tries += 1) {
    if (isApart(text, at, said)) return at;
    at = at === 0 ? -1 : text.lastIndexOf(said, at - 1);
  }
  return -1;
}

function isApart(text: string, at: number, said: string): boolean {
  const letter = /[\p{L}\p{N}]/u;
  const [before, after] = [text[at - 1] ?? '', text[at + said.length] ?? ''];
  return (
    !(letter.test(said[0]!) && letter.test(before)) && !(letter.test(said.at(-1)!) && letter.test(after))
  );
}
