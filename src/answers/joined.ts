import type { Found } from './grammar.ts';

/** What stands between values that are offered side by side, whole. */
export const JOINED =
  /^["')\]*}`$\s°%.]{0,8}(?:(?:#{2,}|,|;|\/|\||&|\+|~|->|→|=|\\text\{|\}|\b(?:and|or|nor|und|oder|et|ou|y|o|e|versus|vs|as well as|plus|then|even|also|maybe|possibly|perhaps|equally|either|both|option|choice|answer|letter|to)\b|和|或|或者|、)\s{0,3}){0,6}["'([*{`$\\\s]{0,8}$/iu;

const NOUN_OR = /^\s(?:\p{L}{1,15}\s){1,2}(?:or|oder|ou|o)\s(?:maybe |perhaps |possibly )?[$€£]?$/iu;

/** In a box or tag the whole text is the answer: "7 packs and 2 sticks" is two values. */
const NOUN_AND = /^\s(?:\p{L}{1,15}\s){1,2}(?:and|und|et|y|e)\s[$€£]?$|^\s(?:\p{L}{1,15}){1,2},\s[$€£]?$/iu;

const LIST_JOINT =
  /#{2,}|,|;|\/|\||&|~|->|→|\b(?:and|or|nor|und|oder|et|ou|y|o|versus|vs|plus|to)\b|和|或|、/iu;

/** The values that are joined to the chosen one: "430 or 420". */
export function offeredWith<Value>(
  text: string,
  told: readonly Found<Value>[],
  index: number,
  chosen: Found<Value>,
  formal: boolean,
): Found<Value>[] {
  const offered = [chosen];
  for (let at = index + 1; at < told.length && isJoined(text, told[at - 1]!, told[at]!, formal); at += 1)
    offered.push(told[at]!);
  for (let at = index - 1; at >= 0 && isJoined(text, told[at]!, told[at + 1]!, formal); at -= 1)
    offered.unshift(told[at]!);
  return offered;
}

function isJoined<Value>(text: string, left: Found<Value>, right: Found<Value>, formal: boolean): boolean {
  const between = text.slice(left.end, right.start);
  if (between.length > 40) return false;
  if (/^[ \t]+$/.test(between) && /^[\d'"[({]/.test(text.slice(right.start))) return true;
  return (
    (LIST_JOINT.test(between) && JOINED.test(between)) ||
    NOUN_OR.test(between) ||
    (formal && NOUN_AND.test(between))
  );
}
