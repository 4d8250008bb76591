import { clip } from '../../text/clip.ts';
import { statedAnswers, withoutThinking } from '../../text/stated-answers.ts';
import { readLiteral } from './read-literal.ts';
import type { Canonical } from './value.ts';

/** The value that a response gives, the words it was read from, and where they stand. */
export interface FoundValue {
  readonly value: Canonical;
  readonly text: string;
  readonly where: string;
}

const ANSWER = /\[ANSWER\]([\s\S]{0,20000}?)(?:\[\/ANSWER\]|$)/g;
const START =
  /(?<![\w.])[[({'"\d+-]|(?<![\w.])[rbuRBU]{1,2}(?=['"])|\b(?:None|null|True|true|False|false|set|frozenset|float|Counter|deque|OrderedDict|defaultdict|inf|nan)\b/g;
const OPEN_LIST = /(?:\b(?:or|and|not|than|isn't|except)|,|!=|≠|\/)\s*$/i;
const DENIED = /\b(?:not|never|cannot|doubt)\b|n't\b/i;
const MOST_STARTS = 40;
const LONG_LINE = 4_000;

/**
 * Finds the value that a response gives: the whole response; else between [ANSWER] tags; behind its last readable
 * marker; its last code fence; its last line, as a whole or from where the line's last value begins ("f(2) == 4",
 * "returns [1]").
 * @returns null where none can be read
 */
export function findValue(response: string, json: boolean): FoundValue | null {
  const text = withoutThinking(clip(response, 50_000)).trim();
  const whole = readWhole(text, json);
  if (whole) return { value: whole, text, where: 'whole' };
  if (!text.includes('\n') && /^(?!\[ANSWER\])[['"{(]/.test(text)) return null;
  for (const match of [...text.matchAll(ANSWER)].slice(-1)) return found(match[1]!, json, 'answer tags');
  for (const answer of statedAnswers(text)) {
    const value = found(answer.rest, json, answer.found) ?? found(firstLine(answer.rest), json, answer.found);
    if (value) return value;
  }
  const fence = lastFence(text);
  if (fence !== null) return found(fence, json, 'fence') ?? found(lastLine(fence), json, 'fence');
  return found(lastLine(text), json, 'last line');
}

function found(span: string, json: boolean, where: string): FoundValue | null {
  const fence = lastFence(span);
  const text = (fence ?? span).trim();
  const value = readWhole(text, json);
  if (value) return { value, text, where };
  return text.includes('\n') ? null : tailValue(text, json, where);
}

/** Reads the value that a line ends in, from the first place where one can begin. */
function tailValue(line: string, json: boolean, where: string): FoundValue | null {
  const most = line.length > LONG_LINE ? 2 : MOST_STARTS;
  let starts = 0;
  for (const start of line.matchAll(START)) {
    if ((starts += 1) > most) return null;
    const text = line.slice(start.index);
    const value = readWhole(text, json);
    if (!value) continue;
    const before = line.slice(Math.max(0, start.index - 30), start.index);
    return OPEN_LIST.test(before) || DENIED.test(before) ? null : { value, text, where };
  }
  return null;
}

/** A literal, with the marks and full stop that prose puts around it. */
function readWhole(text: string, json: boolean): Canonical | null {
  const bare = text.replace(/^[\s*`]+/, '');
  return readLiteral(bare, json) ?? readLiteral(trimEnd(bare), json);
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \n\t*`.;$'.includes(text[end - 1]!)) end -= 1;
  return text.slice(0, end);
}

function lastFence(text: string): string | null {
  const close = text.lastIndexOf('```');
  const open = close <= 0 ? -1 : text.lastIndexOf('```', close - 1);
  return open < 0 ? null : text.slice(open + 3, close).replace(/^[\w+-]{0,20}[ \t]*\n/, '');
}

function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0]!;
}

function lastLine(text: string): string {
  const trimmed = text.trimEnd();
  return trimmed.slice(trimmed.lastIndexOf('\n') + 1);
}
