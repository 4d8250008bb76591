import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fold } from './fold.ts';
import { HARMFUL_WORDS } from './harmful-words.ts';

/**
 * What prompts ask about in some fifteen languages: beginnings of words under the name of a concept, such as `poem`. A
 * beginning that ends in `_` is a whole word. In scripts without spaces, and where an article is joined to its noun, it may
 * stand anywhere. What is learned of a concept in one language so holds in the others.
 */
const FILE = new URL('./concepts.json', import.meta.url);
const lexicon = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(FILE, 'utf8')));

const HARM = 'harm';

export const CONCEPTS: readonly string[] = [...Object.keys(lexicon), HARM];
const OF_HARM = new Set([HARM, 'weapon', 'drugs', 'crime', 'hurt', 'undetected', 'hate']);
/** Which concepts stand in requests for harm, by their index. A prompt without any is hardly a matter of safety. */
export const HARMS: readonly boolean[] = CONCEPTS.map((name) => OF_HARM.has(name));
/** Characters that are read at either end of a prompt. */
const HEAD = 900;
const TAIL = 500;
const WORD_END = 0x5f;
/** A beginning is at most this long. */
const LONGEST = 40;

/** A trie: `node * 65536 + code` → node; what ends at a node, as concept + 1, negative where the word has to end. */
const steps = new Map<number, number>();
const ends: number[][] = [[]];
const scratch = new Uint16Array(LONGEST);
for (const [concept, name] of CONCEPTS.entries())
  for (const stem of lexicon[name]?.split('|') ?? HARMFUL_WORDS.map((word) => `${word}_`))
    plant(stem, concept);

function plant(stem: string, concept: number): void {
  const whole = stem.endsWith('_');
  const length = fold(whole ? stem.slice(0, -1) : stem, scratch);
  let node = 0;
  for (let index = 0; index < length; index += 1) {
    const key = node * 65_536 + scratch[index]!;
    let next = steps.get(key);
    if (next === undefined) {
      next = ends.length;
      ends.push([]);
      steps.set(key, next);
    }
    node = next;
  }
  ends[node]!.push(whole ? -(concept + 1) : concept + 1);
}

const codes = new Uint16Array(HEAD + TAIL);

/** @param found called for each place of a concept, with its distance from the beginning and from the end of what is read */
export function findConcepts(
  lower: string,
  found: (concept: number, at: number, fromEnd: number) => void,
): void {
  const read = lower.length <= HEAD + TAIL ? lower : lower.slice(0, HEAD) + lower.slice(-TAIL);
  const length = fold(read, codes);
  let before = 0x20;
  for (let start = 0; start < length; start += 1) {
    const code = codes[start]!;
    if (code !== 0x20 && (!isLetter(before) || standsAnywhere(code))) walk(start, length, found);
    before = code;
  }
}

function walk(
  start: number,
  length: number,
  found: (concept: number, at: number, fromEnd: number) => void,
): void {
  let node = 0;
  const stop = Math.min(length, start + LONGEST);
  for (let at = start; at < stop; at += 1) {
    const next = steps.get(node * 65_536 + codes[at]!);
    if (next === undefined) return;
    node = next;
    for (const end of ends[node]!)
      if (end > 0) found(end - 1, start, length - start);
      else if (at + 1 >= length || !isLetter(codes[at + 1]!)) found(-end - 1, start, length - start);
  }
}

function isLetter(code: number): boolean {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || code === WORD_END;
  if (code < 0xc0 || code === 0x964) return false;
  return code < 0x2000 || (code >= 0x3040 && !(code >= 0xff00 && code <= 0xff0f));
}

/** Hebrew and Arabic, whose articles are joined to the word; Thai, Chinese, Japanese and Korean. */
function standsAnywhere(code: number): boolean {
  return (code >= 0x590 && code <= 0x6ff) || (code >= 0xe00 && code <= 0xe7f) || code >= 0x3040;
}
