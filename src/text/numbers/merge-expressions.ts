import type { FoundNumber } from './found-number.ts';

const OPERATES =
  /^\s{0,3}(?:[a-zA-Z%°$€]{1,10}\s{0,2})?(?:[+*×·÷^/−–-]|\\(?:times|cdot|div|pm)|\bx\b|\b(?:times|plus|minus|divided by|multiplied by|to the power of|to)\b)\s{0,3}[$€£(]?\s{0,2}$/i;

/** Numbers with an operator between them are one expression without a value. */
export function merged(text: string, found: readonly FoundNumber[]): FoundNumber[] {
  const list: FoundNumber[] = [];
  for (const number of found) {
    const before = list.at(-1);
    const between = before ? text.slice(before.end, number.start) : '';
    const signed = /^[-−–+]/.test(text.slice(number.start, number.end));
    const operates =
      before &&
      between.length <= 24 &&
      (OPERATES.test(between) ||
        (signed && /^\s{0,2}$/.test(between) && !/^\s+[-−–+]\d/.test(text.slice(before.end, number.end))) ||
        (signed &&
          /^\s?(?:km|m|kg|\w{1,8})?$/.test(between) &&
          /^[-−–+]\s/.test(text.slice(number.start, number.end))));
    if (operates)
      list[list.length - 1] = {
        value: null,
        percent: false,
        unit: null,
        inWords: false,
        start: before!.start,
        end: number.end,
      };
    else list.push(number);
  }
  return list;
}
