import type { Found, Grammar } from './grammar.ts';

const OPERATOR = /[+*/×·÷^−-]|\\(?:times|cdot|div)|\bx\b/;

/** @returns the value that counts among those of a statement, and its place in them */
export function choose<Value>(
  text: string,
  told: readonly Found<Value>[],
  grammar: Grammar<Value>,
  last: boolean,
): [Found<Value>, number] {
  const plain = withoutBracketed(text, told);
  const list = plain.length > 0 ? plain : told;
  const tail = list.at(-1)!;
  if (grammar.computes && list.length > 1 && !(last && grammar.isValue?.(tail.value) !== false)) {
    const equals = behindEquals(text, list, grammar);
    if (equals) return [equals, told.indexOf(equals)];
  }
  // "9.9 is larger than 9.11": what stands behind "than" is only compared with.
  const compared = list.length > 1 && /\bthan\s[$€£]?$/.test(text.slice(0, tail.start));
  // "122 of the 512 seats": what stands behind "of" is only what it is a part of.
  const isWhole =
    list.length > 1 &&
    /^\s(?:\p{L}+\s)?(?:out )?of (?:the |all |these |its )$/u.test(text.slice(list.at(-2)!.end, tail.start));
  const chosen = last ? (compared || isWhole ? list.at(-2)! : tail) : list[0]!;
  return [chosen, told.indexOf(chosen)];
}

/** "12 legs (3 × 4)": what stands in brackets behind a value explains it. */
function withoutBracketed<Value>(text: string, told: readonly Found<Value>[]): readonly Found<Value>[] {
  const first = told[0]!;
  return told.filter(({ start, end }) => {
    if (start === first.start) return true;
    const open = text.lastIndexOf('(', start);
    return !(open > first.end && text.indexOf(')', open) >= end && /\s/.test(text[open - 1] ?? ' '));
  });
}

/** The side of an equation that is one value, the last such: of "60 × 7 = 420" it is 420, of "420 = 60 × 7" as well. */
function behindEquals<Value>(
  text: string,
  told: readonly Found<Value>[],
  grammar: Grammar<Value>,
): Found<Value> | null {
  const sides: Found<Value>[][] = [[]];
  for (const [index, found] of told.entries()) {
    const between = index === 0 ? '' : text.slice(told[index - 1]!.end, found.start);
    if (/(?<![<>!=])=(?!=)|≈|\\approx/.test(between)) sides.push([]);
    sides.at(-1)!.push(found);
  }
  if (sides.length < 2) return null;
  for (const side of sides.reverse()) {
    const [first] = side;
    if (!first || grammar.isValue?.(first.value) === false) continue;
    const second = side[1];
    if (!second || !OPERATOR.test(text.slice(first.end, second.start))) return first;
  }
  return null;
}
