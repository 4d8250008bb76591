import { table } from '../../spec/table.ts';

/** The sort of answer that a reference is. It decides which edits break the reference. */
export type AnswerType = 'number' | 'choice' | 'boolean' | 'json' | 'expression' | 'code' | 'text' | 'long';

const NUMBER = /^[-+−]?[$€£]?[-+−]?\d[\d,]*(?:\.\d+)?\s?(?:[a-zA-Z°%/²³]{1,8})?$/;
const CODE = /\b(?:def|function|return|assert|class|import|const|let|void|int main)\b[\s\S]*[\n(;:]/;
const LONG_WORDS = 12;
const OPPOSITES: Readonly<Record<string, string>> = table({
  yes: 'no',
  no: 'yes',
  true: 'false',
  false: 'true',
});

/** @returns the sort of answer that a reference is */
export function answerType(reference: string): AnswerType {
  const text = reference.trim();
  if (NUMBER.test(text)) return 'number';
  if (/^\(?[A-J](?:\)|[.:])?(?:\s\S.{0,80})?$/.test(text) && /^\(?[A-J](?:\)|[.:]|$)/.test(text))
    return 'choice';
  if (opposite(text) !== null) return 'boolean';
  if (isJson(text)) return 'json';
  if (CODE.test(text)) return 'code';
  if (text.split(/\s+/).length > LONG_WORDS) return 'long';
  if (/\\[a-zA-Z]|[\^=]|\d\s*[-+*/]\s*[\da-z(]|\d[a-z]\b/.test(text) && /\d/.test(text)) return 'expression';
  return 'text';
}

/** @returns the other of yes and no, or of true and false, in the spelling of the text; null for all else */
export function opposite(text: string): string | null {
  const other = Object.hasOwn(OPPOSITES, text.toLowerCase()) ? OPPOSITES[text.toLowerCase()]! : null;
  if (other === null || text === text.toLowerCase()) return other;
  return text === text.toUpperCase() ? other.toUpperCase() : other[0]!.toUpperCase() + other.slice(1);
}

function isJson(text: string): boolean {
  if (!/^[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
