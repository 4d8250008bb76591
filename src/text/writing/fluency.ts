import stored from './weights-fluency.json' with { type: 'json' };

/** Bits of a table of pairs, by language. */
export const PAIR_BITS = 1 << 19;
const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

const tables = { en: bits(stored.pairs.en), zh: bits(stored.pairs.zh) } as const;
const triples = { en: bits(stored.triples.en), zh: bits(stored.triples.zh) } as const;
const commonUnits = { en: bits(stored.units.en), zh: bits(stored.units.zh) } as const;

function bits(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'base64'));
}

/** Words that stand for themselves in a pair; others are known by their endings. */
const ENGLISH = new Set(
  (
    'a about after again against all also although am an and another any are around as at away back be because been before being ' +
    'between both but by came can cannot come could did do does down each either even ever every few first for from get go had has have ' +
    'he her here hers him himself his how however i if in into is it its itself just know last less let like made make many may me might ' +
    'more most much must my myself neither never no nor not nothing now of off often on once one only or other our out over own perhaps ' +
    'quite rather really said same say see seem she should since so some still such take than that the their them themselves then there ' +
    'these they this those though through thus to together too toward two under until up upon us very was we well went were what when ' +
    'where whether which while who whom whose why will with within without would yet you your'
  ).split(' '),
);

/** @returns what words are for a pair: function words are themselves, others their last three letters, numbers one */
export function pairTokens(words: readonly string[], language: 'en' | 'zh'): readonly string[] {
  if (language === 'zh') return words;
  return words.map((word) => (ENGLISH.has(word) ? word : /\d/.test(word) ? '0' : `-${word.slice(-3)}`));
}

/** Bits of a table of units, by language. */
export const UNIT_BITS = 1 << 17;

/** @returns the place of a unit in the table of those that many texts speak of */
export function unitBit(unit: string): number {
  return hashOf(unit) % UNIT_BITS;
}

/** Whether what a text speaks of is a thing of its own, such as a name: hardly a text about something else does. */
export function isRareUnit(unit: string, language: 'en' | 'zh'): boolean {
  const bit = unitBit(unit);
  return (commonUnits[language][bit >> 3]! & (1 << (bit & 7))) === 0;
}

/** @returns the place of a pair in the table */
export function pairBit(one: string, other: string): number {
  return hashOf(`${one} ${other}`) % PAIR_BITS;
}

function hashOf(text: string): number {
  let hash = OFFSET;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash >>> 0;
}

/** Bits of a table of triples, by language. */
export const TRIPLE_BITS = 1 << 20;

/** @returns the place of three tokens in a row in the table */
export function tripleBit(first: string, second: string, third: string): number {
  return hashOf(`${first} ${second} ${third}`) % TRIPLE_BITS;
}

/**
 * @returns of places where both pairs of three words in a row are known, the share where the triple is known too: some 0.5
 * of prose. A text that only picks for each word one that may follow it has fewer
 */
export function knownTriples(sentences: readonly (readonly string[])[], language: 'en' | 'zh'): number {
  const [pairs, table] = [tables[language], triples[language]];
  const has = (bits: Uint8Array, bit: number) => (bits[bit >> 3]! & (1 << (bit & 7))) !== 0;
  let known = 0;
  let all = 0;
  for (const words of sentences) {
    const tokens = pairTokens(words, language);
    for (let at = 2; at < tokens.length; at += 1) {
      const [first, second, third] = [tokens[at - 2]!, tokens[at - 1]!, tokens[at]!];
      if (!has(pairs, pairBit(first, second)) || !has(pairs, pairBit(second, third))) continue;
      all += 1;
      if (has(table, tripleBit(first, second, third))) known += 1;
    }
  }
  return all === 0 ? 0 : known / all;
}

/** Distances at which two words stand beside each other by chance alone. */
const FAR = [5, 7, 9, 11, 13] as const;

/**
 * @returns how much more often words stand beside each other as in what people write than words some way apart would:
 * some 0.3 of prose, about 0 of the same words in any order. The table holds one bit for each pair of word classes
 * (Chinese: characters) that stands in two of a set of human texts, and no text (scripts/train-writing.ts)
 */
export function wordOrder(sentences: readonly (readonly string[])[], language: 'en' | 'zh'): number {
  const table = tables[language];
  const shareKnown = (rows: readonly (readonly string[])[], distances: readonly number[]) => {
    let known = 0;
    let pairs = 0;
    for (const tokens of rows)
      for (const distance of distances)
        for (let at = distance; at < tokens.length; at += 1) {
          const bit = pairBit(tokens[at - distance]!, tokens[at]!);
          pairs += 1;
          if (table[bit >> 3]! & (1 << (bit & 7))) known += 1;
        }
    return pairs === 0 ? 0 : known / pairs;
  };
  const rows = sentences.map((words) => pairTokens(words, language));
  const all = rows.flat();
  return all.length <= FAR[0] ? 0 : shareKnown(rows, [1]) - shareKnown([all], FAR);
}
