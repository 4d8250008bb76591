import { boxesOf } from './boxes.ts';
import type { PlacedClaim } from './claim.ts';
import { markersOf } from './markers.ts';

const OPEN_TAG = /<(answer|final[_ -]?answer|solution)>|\[(ANSWER)\]/gi;
const JSON_ANSWER =
  /(?<=[{,]\s{0,20})"(?:final[_ ]?)?(?:answer|result|output|choice|solution|value)"\s{0,5}:\s{0,5}("(?:[^"\\\n]|\\.){0,2000}"|\[[^\]\n]{0,1000}\]|[^,}\n"]{1,200})/gi;
const MOST = 60;

/** @returns the claims of a text that stand in a place made for an answer, in order of where their marks begin */
export function explicitClaims(text: string): PlacedClaim[] {
  const claims = [...tagsOf(text), ...boxesOf(text), ...hashesOf(text), ...jsonOf(text)];
  // What stands at the very end has the last word, whatever markers say before it.
  const last = Math.max(-1, ...claims.map(({ until }) => until));
  if (last < 0 || /[\p{L}\p{N}]/u.test(text.slice(last))) claims.push(...markersOf(text));
  return claims.length < 2 ? claims : claims.sort((left, right) => left.from - right.from);
}

function tagsOf(text: string): PlacedClaim[] {
  const claims: PlacedClaim[] = [];
  if (!text.includes('<') && !text.includes('[')) return claims;
  OPEN_TAG.lastIndex = 0;
  for (let match = OPEN_TAG.exec(text); match && claims.length < MOST; match = OPEN_TAG.exec(text)) {
    const start = match.index + match[0].length;
    const closer = match[2] ? '[/answer]' : `</${match[1]!.toLowerCase()}>`;
    const close = indexOfCase(text, closer, start);
    const again = indexOfCase(text, match[0].toLowerCase(), start);
    const closed = close >= 0 && (again < 0 || close < again);
    const end = closed ? close : again >= 0 ? again : text.length;
    if (!closed && isMentioned(text, match.index, start)) continue;
    claims.push({
      place: 'tag',
      text: text.slice(start, end).trim(),
      from: match.index,
      start,
      end,
      until: closed ? end + closer.length : end,
    });
    OPEN_TAG.lastIndex = Math.max(start, end);
  }
  return claims;
}

/** `in <answer> tags`, "`<answer>`": the tag is spoken of. */
function isMentioned(text: string, start: number, end: number): boolean {
  return /^(?:["'`”’]|\s{1,3}(?:tags?|and)\b)/i.test(text.slice(end, end + 12)) || text[start - 1] === '`';
}

function indexOfCase(text: string, lower: string, from: number): number {
  const plain = text.indexOf(lower, from);
  const upper = text.indexOf(lower.toUpperCase(), from);
  return plain < 0 ? upper : upper < 0 ? plain : Math.min(plain, upper);
}

/** `#### 18` in the last line, or one such line that is no heading. Headings are several, or are words, or are numbered. */
function hashesOf(text: string): PlacedClaim[] {
  const claims: PlacedClaim[] = [];
  let end = 0;
  for (let at = text.indexOf('####'); at >= 0 && claims.length < MOST; at = text.indexOf('####', end)) {
    const newline = text.indexOf('\n', at);
    end = newline < 0 ? text.length : newline;
    const body = text
      .slice(at + 4, Math.min(end, at + 2_000))
      .replace(/^#+/, '')
      .trim();
    if (body === '') continue;
    const isLast = text.slice(end, end + 2_000).trim() === '' && end + 2_000 >= text.trimEnd().length;
    if (isLast || !/^\d{1,2}[.)]\s|\p{L}{3,}\s+\p{L}{2,}|^[\p{L}\s]+:?$/u.test(body))
      claims.push({ place: 'hashes', text: body, from: at, start: at + 4, end, until: end });
  }
  return claims;
}

function jsonOf(text: string): PlacedClaim[] {
  if (!text.includes('{') || (!text.includes('{"') && !/\{\s/.test(text))) return [];
  const claims: PlacedClaim[] = [];
  JSON_ANSWER.lastIndex = 0;
  for (let match = JSON_ANSWER.exec(text); match && claims.length < MOST; match = JSON_ANSWER.exec(text)) {
    const end = match.index + match[0].length;
    const raw = match[1]!.trim();
    const start = end - match[1]!.length;
    claims.push({ place: 'json', text: unquoted(raw), from: match.index, start, end, until: end });
  }
  return claims;
}

function unquoted(raw: string): string {
  if (!raw.startsWith('"')) return raw;
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === 'string' ? value : raw;
  } catch {
    return raw.slice(1, -1);
  }
}
