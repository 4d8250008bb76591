/** What a tool knows of the items of a list. */
export interface ListedValues {
  /** Whether several answers are asked for, or an answer is itself a list: then nothing is a list of candidates. */
  readonly several: boolean;
  /** Whether the question asks for a place, which may stand inside another. */
  readonly isPlace: boolean;
  /** How many words the longest answer has. */
  readonly longest: number;
  isAnswer(item: string): boolean;
  /** Whether an item could be an answer of the same sort. */
  isCandidate(item: string): boolean;
  wordsIn(text: string): number;
}

export const JOINT = /\s*(?:,(?!\d{3}(?!\d))|[;|\n•→=&+~/]|->|\b(?:and|or|vs\.?|versus)\b)\s*/iu;
const OFFERED = /[|/]|\bor\b|\bvs\.?|\bversus\b/i;
const MOST_WORDS = 12;
const MOST_WORDS_OF_MANY = 40;
const MOST_ITEM_WORDS = 6;

/**
 * How a short answer lists things of one sort, the reference among them: "Saturn, Jupiter" may be one name and what
 * explains it; three things and more, or two with "or" or a slash between them, are several answers. A place behind a
 * place, "Miami, Florida", and what explains a name, "a Scottish physician", are no candidates.
 */
export function listsCandidates(values: ListedValues, text: string): 'several' | 'maybe' | null {
  if (text.length > 400 || values.several) return null;
  const items = text.split(JOINT).filter((item) => /[\p{L}\p{N}]/u.test(item));
  const most = items.length >= 4 ? MOST_WORDS_OF_MANY : MOST_WORDS;
  if (items.length < 2 || values.wordsIn(text) > most) return null;
  if (items.some((item) => item.trim().split(/\s+/).length > MOST_ITEM_WORDS)) return null;
  const same = items.map((item) => values.isAnswer(item));
  if (!same.includes(true)) return null;
  const offered = OFFERED.test(text);
  if (values.isPlace && same[0] && items.length === 2 && !offered && !/\band\b|\+/i.test(text)) return null;
  const others = items.filter((item, index) => !same[index] && values.isCandidate(item));
  if (others.length === 0) return null;
  return others.length >= (values.isPlace && same[0] ? 3 : 2) || offered ? 'several' : 'maybe';
}

/** "Many name the Amazon, the Orinoco or the Magdalena.": a sentence that offers the reference as one of several. */
export function isOfferedAmongOthers(values: ListedValues, text: string): boolean {
  if (text.length > 2_000 || values.several) return false;
  return (text.match(ENUMERATION) ?? []).some((list) => {
    const items = list.split(JOINT).map((item, index) => {
      const name = index === 0 ? item.split(/\s+/).slice(-values.longest).join(' ') : item;
      return name.replace(/^the\s+/i, '');
    });
    const same = items.map((item) => values.isAnswer(item));
    return (
      same.includes(true) &&
      items.filter((item, index) => !same[index] && item !== '' && values.isCandidate(item)).length >= 2
    );
  });
}

const ENUMERATION = /[^,;.!?\n]{1,120}(?:,\s+[^,;.!?\n]{1,40}){1,12},?\s+or\s+[^,;.!?\n]{1,40}/giu;
