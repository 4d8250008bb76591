/** A length that a prompt asks for: in words, of Chinese in characters. */
export interface LengthAsked {
  readonly least: number;
  readonly most: number;
}

const RANGE = /(\d[\d,]{0,6})\s{0,2}(?:-|–|—|~|to|至|到)\s{0,2}(\d[\d,]{0,6})/;
const NUMBER = /\d[\d,]{0,6}/;
const IN_TEXT =
  /(?:(\d[\d,]{0,6})\s{0,2}(?:-|–|—|~|to|至|到)\s{0,2})?(\d[\d,]{0,6})[\s-]{0,2}(?:words?\b|字)\s{0,2}(以上|以内|左右|以下)?/i;
/** What "about N words" allows. */
const ABOUT = 0.15;

/**
 * @param labelled what stands under a label such as `word:`; '' where there is none
 * @returns the length that a prompt asks for; null where it asks for none
 */
export function askedLength(prompt: string, labelled: string): LengthAsked | null {
  if (labelled !== '') {
    const range = RANGE.exec(labelled);
    if (range) return between(numberOf(range[1]), numberOf(range[2]));
    const one = NUMBER.exec(labelled);
    if (one) return about(numberOf(one[0]));
  }
  const found = IN_TEXT.exec(prompt.slice(0, 4_000));
  if (!found) return null;
  const [, from, to, how] = found;
  if (from !== undefined) return between(numberOf(from), numberOf(to));
  const value = numberOf(to);
  if (value < 20) return null;
  if (how === '以上') return { least: value, most: 4 * value };
  if (how === '以内' || how === '以下') return { least: 0, most: value };
  return about(value);
}

function numberOf(text = ''): number {
  return Number(text.replaceAll(',', ''));
}

function between(one: number, other: number): LengthAsked | null {
  return one > 0 && other >= one ? { least: one, most: other } : null;
}

function about(value: number): LengthAsked | null {
  return value > 0 ? { least: (1 - ABOUT) * value, most: (1 + ABOUT) * value } : null;
}
