import type { JsonValue } from '../../spec/json.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';

/**
 * Reads the right answers: a list, or one value. Text of a list counts as the list where all its members are texts:
 * `["Paris", "Lutetia"]` are two answers, `[1, 2]` and `(1, 2)` are one, a value that is a list.
 */
export function alternatives(value: JsonValue): JsonValue {
  const read = typeof value === 'string' ? (textList(value) ?? value) : value;
  if (!Array.isArray(read)) return read === '' ? null : read;
  const answers = read.flat(3).filter((entry) => entry !== null && entry !== '');
  return answers.length > 0 ? answers : null;
}

/** @returns the texts of a list that was written as text, or null where it is anything else */
export function textList(text: string): string[] | null {
  if (!/^\s*\[\s*['"]/.test(text)) return null;
  const read = parsedText(text);
  return Array.isArray(read) && read.every((entry) => typeof entry === 'string') ? read : null;
}

/** A first answer and others that are as right. */
export function together(...values: readonly JsonValue[]): JsonValue {
  return values.flatMap((value) => alternatives(value) ?? []);
}

/** @returns the content of the last `\boxed{…}` or `\fbox{…}` of a worked solution, or null */
export function boxed(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return null;
  const at = Math.max(value.lastIndexOf('\\boxed'), value.lastIndexOf('\\fbox'));
  if (at < 0) return null;
  const open = value.indexOf('{', at);
  const bare = /^\\(?:boxed|fbox)\s+([^\s$.,]+)/.exec(value.slice(at, at + 200));
  if (bare && (open < 0 || open > at + bare[0].length)) return bare[1]!;
  if (open < 0 || open > at + 8) return null;
  let depth = 0;
  for (let place = open; place < value.length; place += 1) {
    const letter = value[place];
    if (letter === '\\') place += 1;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && (depth -= 1) === 0) return value.slice(open + 1, place).trim() || null;
  }
  return null;
}

/** GSM8K's answers are worked solutions that end in `#### 18`: the answer is what stands behind. */
export function behindHashes(value: JsonValue): JsonValue {
  if (typeof value !== 'string') return value;
  const at = value.lastIndexOf('####');
  return at < 0 || (at > 0 && value[at - 1] !== '\n')
    ? value.trim() || null
    : value.slice(at + 4).trim() || null;
}

/** `true`, 1, "True" → "yes"; `false`, 0, "False" → "no". */
export function truthWord(value: JsonValue): JsonValue {
  const text = cellText(value).trim().toLowerCase();
  if (text === 'true' || text === '1' || text === 'yes') return 'yes';
  return text === 'false' || text === '0' || text === 'no' ? 'no' : null;
}
