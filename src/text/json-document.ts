import type { JsonValue } from '../spec/json.ts';
import { bracketEnd, type JsonFault, parseStrictJson } from './strict-json.ts';

/** The JSON document that a text gives as its answer. */
export type JsonDocument =
  | { readonly value: JsonValue; readonly where: 'whole' | 'fence' | 'lines' }
  | { readonly fault: JsonFault | 'none' | 'several' };

const LONGEST = 1_000_000;
/** Words with which a later document takes the place of an earlier one. */
const CORRECTION =
  /\b(?:better|correct(?:ed|ion)?|instead|sorry|actually|fix(?:ed)?|mistake|oops|rather|wait|revised|updated|final)\b|更正|korrig|correg|corrig/i;
const MOST_FENCES = 100;
const OPENING = /^[ \t]*(```+|~~~+)[ \t]*([\w+-]{0,20})[ \t]*$/gm;

/**
 * Finds the one JSON document that a text (without thinking) is, or gives: the whole text; else what stands in its code fence; else
 * the object or list that stands on lines of its own, or ends the line that announces it with a colon. A scrap inside a sentence is no
 * document, and of several different ones none is the answer, unless the text says that the last one puts right what stands before.
 */
export function findJsonDocument(given: string): JsonDocument {
  if (given.length > LONGEST) return { fault: 'none' };
  const text = given.trim();
  const whole = parseStrictJson(text);
  if ('value' in whole) return { value: whole.value, where: 'whole' };
  if (whole.fault !== 'syntax') return whole;
  const fences = fencesOf(text);
  const found = fences.map(({ inside }) => parseStrictJson(inside.trim()));
  if (found.some((read) => 'value' in read || read.fault !== 'syntax')) {
    const corrected = fences.findLastIndex(({ before }) => CORRECTION.test(before));
    return theOne(found.slice(Math.max(0, corrected)), 'fence');
  }
  if (fences.some(({ language }) => /^json/i.test(language))) return { fault: 'syntax' };
  return theOne(onLines(text), 'lines');
}

type Read = ReturnType<typeof parseStrictJson>;

/** Several that are the same count as one; parts that are no JSON at all are something else. */
function theOne(reads: readonly Read[], where: 'fence' | 'lines'): JsonDocument {
  const meant = reads.filter((read) => 'value' in read || read.fault !== 'syntax');
  const broken = meant.find((read) => 'fault' in read);
  if (broken) return broken;
  const values = meant.flatMap((read) => ('value' in read ? [read.value] : []));
  if (values.length === 0) return { fault: 'none' };
  const first = JSON.stringify(values[0]);
  if (values.some((value) => JSON.stringify(value) !== first)) return { fault: 'several' };
  return { value: values[0]!, where };
}

interface Fence {
  readonly inside: string;
  readonly language: string;
  /** Up to 300 characters between it and the fence before. */
  readonly before: string;
}

/** @returns what stands in the code fences of a text; one that does not close holds all behind it */
function fencesOf(text: string): Fence[] {
  const fences: Fence[] = [];
  let open: { mark: string; language: string; before: string; from: number } | null = null;
  let behind = 0;
  for (const line of text.matchAll(OPENING)) {
    const [all, mark = '', language = ''] = line;
    if (!open)
      open = {
        mark,
        language,
        before: text.slice(behind, line.index).slice(-300),
        from: line.index + all.length,
      };
    else if (mark.startsWith(open.mark) && language === '') {
      fences.push({ ...open, inside: text.slice(open.from, line.index) });
      behind = line.index + all.length;
      open = null;
    }
    if (fences.length === MOST_FENCES) return fences;
  }
  if (open) fences.push({ ...open, inside: text.slice(open.from) });
  return fences;
}

/** @returns the objects and lists that begin a line, or stand behind a colon, and end a line */
function onLines(text: string): Read[] {
  const reads: Read[] = [];
  for (let at = 0, failures = 0; at < text.length && failures < 50; at += 1) {
    if (text[at] !== '{' && text[at] !== '[') continue;
    const end = bracketEnd(text, at);
    const read = end < 0 ? null : parseStrictJson(text.slice(at, end));
    if (!read || 'fault' in read) failures += 1;
    if (!read || ('fault' in read && read.fault === 'syntax')) continue;
    if (
      /(?:^|\n|[:：])[ \t*_`]*$/.test(text.slice(Math.max(0, at - 12), at)) &&
      /^[ \t*_`.]{0,12}(?:\n|$)/.test(text.slice(end, end + 14))
    )
      reads.push(read);
    at = end - 1;
  }
  return reads;
}
