/** A sentence or a line of a text, without its bullet, heading mark, brackets around the whole and emphasis. */
export interface Unit {
  readonly text: string;
  /** Letters and digits alone, in lower case, with one space between words. */
  readonly plain: string;
  readonly words: readonly string[];
  /** Whether the whole unit stands in square, angle or curly brackets, as what is to be filled in does; a list of values does not. */
  readonly bracketed: boolean;
}

const LONGEST = 50_000;
const MOST = 2_000;
const LINE = /\n+|\*{3,}/u;
const SENTENCE = /(?<=[.!?…]["'”’)\]*_]{0,3})\s+|(?<=[。！？])/u;
const LEADING = /^(?:[\s>#*•·–—_~`|-]+|\(?\d{1,3}[.):]\s|\(?[a-z][.)]\s)+/iu;
const MARKS = /[*_`~#"“”«»<>{}|]/gu;

/** @returns the units of a text in order, without those that hold no letter and no digit; at most 2,000 */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (const line of text.slice(0, LONGEST).split(LINE))
    for (const part of line.replace(LEADING, '').split(SENTENCE)) {
      const unit = unitOf(part);
      if (unit && units.push(unit) === MOST) return units;
    }
  return units;
}

function unitOf(part: string): Unit | null {
  const bare = part.replace(MARKS, ' ').replace(/\s+/g, ' ').trim();
  const plain = bare
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, "'")
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .trim();
  if (plain === '') return null;
  const bracketed = /^(?:\[[^[\]\n,;\d"]*\]|<[^<>\n,;\d"]*>|\{\{?[^{}\n,;\d":]*\}?\})[.:!]?$/.test(
    part.replace(/[*_`"]/g, '').trim(),
  );
  return { text: bare, plain, words: plain.split(' '), bracketed };
}
