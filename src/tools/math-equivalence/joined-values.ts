import type { Found } from '../../answers/grammar.ts';

const OUT_OF = /^ (?:in|out of|chances? in|chances? out of) (?:every )?$/;
const OUT_OF_ENDS = /^\s*(?:[.,;:!?)*]|$|(?:chances?|probability|odds)\b)/;
const ABOUT =
  /^\s?(?:≈|≃|,? ?(?:or|which is|i\.e\.,?) (?:about|approximately|roughly)|\((?:about|approximately|roughly|≈)) ?$/;

/** "1 in 36" is a fraction, "1/36 ≈ 0.0278" one value with its rounding. */
export function joinedValues(text: string, found: readonly Found<string>[]): Found<string>[] {
  const list: Found<string>[] = [];
  for (const here of found) {
    const before = list.at(-1);
    const between = before ? text.slice(before.end, here.start) : '';
    const isShare =
      before !== undefined &&
      OUT_OF.test(between) &&
      /^\d{1,9}$/.test(before.value) &&
      /^\d{1,9}$/.test(here.value) &&
      Number(here.value) > Number(before.value) &&
      OUT_OF_ENDS.test(text.slice(here.end));
    const isRounded = before !== undefined && ABOUT.test(between) && /^\d+\.\d+(?: \\%)?$/.test(here.value);
    if (before && (isShare || isRounded))
      list[list.length - 1] = {
        value: isShare ? `\\frac{${before.value}}{${here.value}}` : `${before.value} \\approx ${here.value}`,
        start: before.start,
        end: here.end,
      };
    else list.push(here);
  }
  return list;
}
