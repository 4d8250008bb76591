import { clip } from './clip.ts';
import { withoutMarkup } from './without-markup.ts';

/** A place where a response says outright what its answer is. */
export interface StatedAnswer {
  /** The first non-empty line behind the marker, or what stands between the marks; trimmed, without markdown marks. */
  readonly text: string;
  /** Everything behind the marker, at most 8,000 characters, as written. */
  readonly rest: string;
  /** Up to 80 characters in front of the marker. */
  readonly before: string;
  readonly found: 'tag' | 'boxed' | 'hashes' | 'marker';
}

interface Place {
  readonly start: number;
  readonly end: number;
  readonly at: number;
  readonly found: StatedAnswer['found'];
}

const LONGEST = 8_000;
const ENGLISH =
  '(?<!\\b(?:this|that|your|above|any|an|my last|previous) )\\b(?:answer|(?:correct|right|best|final|chosen) (?:option|choice|letter|statement|guess))s?\\b' +
  '(?: (?:string|letter|choice|option)\\b)?(?: (?:to|from|among|out of) [^\\n.:]{0,60}?| here| that[^\\n.:]{0,60}?)?["\'”*_]{0,4}' +
  '\\s{0,3}(?:is|are|should be|must be|would be|will be|appears to be|seems to be|=|[:：])(?!\\w)[*_]{0,3}\\s{0,3}[:：]?';
const HEADING = '(?<=^|\\n)[#*_ ]{0,6}(?:the )?(?:final |correct )?answer[*_ ]{0,4}(?=\\n)';
const OTHERS =
  '答案(?:是|为|為|應為|应为)?[:：]?|答え(?:は|[:：])|정답(?:은|[:：])|\\brespuesta(?: correcta| final)?(?: es|\\s?:)' +
  '|\\bréponse(?: correcte| finale)?(?: est|\\s?:)|\\bantwort(?: ist| lautet|\\s?:)|ответ\\s?[:—-]' +
  '|\\brisposta(?: corretta| finale)?(?: è|\\s?:)|\\bresposta(?: correta| final)?(?: é|\\s?:)';
const MARKERS = new RegExp(`${HEADING}|${ENGLISH}|${OTHERS}`, 'giu');

/**
 * Finds where a response states its answer: `<answer>…</answer>`, `\boxed{…}`, a last line `#### …`, and markers in
 * prose ("So the answer is …", "Answer: …", and the like in ten languages), behind `</think>` where there is one.
 * @returns the places, the last one first; at most the last 8 of prose
 */
export function statedAnswers(response: string): StatedAnswer[] {
  const text = withoutThinking(clip(response, 20_000));
  const places = [...tags(text), ...boxes(text), ...hashes(text), ...markers(text)];
  return places.sort((left, right) => right.start - left.start).map((place) => stated(text, place));
}

/** @returns what follows the last `</think>`, or the whole text where nothing does */
export function withoutThinking(text: string): string {
  const close = text.lastIndexOf('</think>');
  const behind = close < 0 ? '' : text.slice(close + 8);
  return behind.trim() === '' ? text : behind;
}

function stated(text: string, place: Place): StatedAnswer {
  const rest = text.slice(place.start, Math.min(place.end, place.start + LONGEST));
  const inside = place.found === 'marker' ? cutAtClose(rest) : rest;
  const line = place.found === 'tag' || place.found === 'boxed' ? inside : firstLine(inside);
  return {
    text: withoutMarkup(line).replace(/^[*_:\s]+/, ''),
    rest: inside,
    before: text.slice(Math.max(0, place.at - 80), place.at),
    found: place.found,
  };
}

function tags(text: string): Place[] {
  let at = -1;
  for (const match of text.matchAll(/<answer>/gi)) at = match.index;
  if (at < 0) return [];
  const start = at + 8;
  return [{ at, start, end: start + cutAtClose(text.slice(start)).length, found: 'tag' }];
}

function boxes(text: string): Place[] {
  const at = text.lastIndexOf('\\boxed{');
  if (at < 0) return [];
  const start = at + 7;
  const limit = Math.min(text.length, start + LONGEST);
  let depth = 1;
  for (let index = start; index < limit; index += 1) {
    const letter = text[index];
    if (letter === '\\') index += 1;
    else if (letter === '{') depth += 1;
    else if (letter === '}' && --depth === 0) return [{ at, start, end: index, found: 'boxed' }];
  }
  return [{ at, start, end: limit, found: 'boxed' }];
}

/** `####` counts where its line is the last: elsewhere it is a heading. */
function hashes(text: string): Place[] {
  const at = text.lastIndexOf('####');
  if (
    at < 0 ||
    text
      .slice(at, at + LONGEST)
      .trimEnd()
      .includes('\n')
  )
    return [];
  return [{ at, start: at + 4, end: text.length, found: 'hashes' }];
}

function markers(text: string): Place[] {
  const places: Place[] = [];
  for (const match of text.matchAll(MARKERS)) {
    if (places.length === 8) places.shift();
    places.push({ at: match.index, start: match.index + match[0].length, end: text.length, found: 'marker' });
  }
  return places;
}

function firstLine(text: string): string {
  const body = text.replace(/^[\s*_#]+/, '');
  const end = body.indexOf('\n');
  return end < 0 ? body : body.slice(0, end);
}

function cutAtClose(text: string): string {
  const at = text.search(/<\/answer>/i);
  return at < 0 ? text : text.slice(0, at);
}
