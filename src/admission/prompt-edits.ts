/**
 * Minimal edits of a prompt, each of which makes it ask for something else: one word or number for another. They are made
 * inside the words that a recogniser covers alone: what is covered counts as checked, so each of these words must count.
 */
import type { Span } from '../spec/tool.ts';
import { SMALL_WORDS } from '../text/numbers/number-words.ts';

/** An edited prompt with a demand that differs from the original. */
export interface PromptEdit {
  /** The sort of edit. */
  readonly sort: string;
  readonly name: string;
  readonly prompt: string;
}

/** Words to exchange, by sort. Earlier entries are tried first. */
const PAIRS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  comparator: [
    ['at least', 'at most'],
    ['no more than', 'no fewer than'],
    ['more than', 'fewer than'],
    ['not exceeding', 'not below'],
    ['a minimum of', 'a maximum of'],
    ['minimum', 'maximum'],
    ['longer', 'shorter'],
    ['longest', 'shortest'],
    ['larger', 'smaller'],
    ['largest', 'smallest'],
    ['highest', 'lowest'],
  ],
  ordinal: [
    ['first', 'last'],
    ['second', 'third'],
    ['next', 'previous'],
    ['following', 'preceding'],
    ['initial', 'final'],
    ['opening', 'closing'],
  ],
  direction: [
    ['ascending', 'descending'],
    ['increasing', 'decreasing'],
    ['before', 'after'],
    ['begin', 'end'],
    ['begins', 'ends'],
    ['beginning', 'ending'],
    ['start', 'end'],
    ['starts', 'ends'],
    ['starting', 'ending'],
    ['uppercase', 'lowercase'],
    ['upper case', 'lower case'],
    ['vowel', 'consonant'],
    ['vowels', 'consonants'],
    ['forwards', 'backwards'],
    ['odd', 'even'],
  ],
  quantifier: [['always', 'never']],
};
/** Words that give way to another, and not the other way round. */
const ONE_WAY: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  comparator: [
    ['exactly', 'at least'],
    ['precisely', 'at most'],
  ],
  quantifier: [
    ['(?<!each and )every(?= \\p{L})', 'only one'],
    ['each(?= \\p{L})(?! and| other)', 'only one'],
    ['all(?= \\p{L})', 'only some'],
  ],
  number: [
    ['once', 'three times'],
    ['twice', 'five times'],
  ],
};
/** Nouns that a demand counts or looks at, with replacements. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  word: ['letter', 'line', 'sentence'],
  letter: ['word', 'syllable'],
  character: ['word', 'line'],
  sentence: ['paragraph', 'line'],
  paragraph: ['sentence', 'stanza'],
  line: ['paragraph', 'sentence'],
  bullet: ['paragraph'],
  numeral: ['comma', 'adjective'],
  digit: ['comma', 'adjective'],
  semicolon: ['dash', 'comma'],
  comma: ['semicolon', 'dash'],
  noun: ['verb'],
  verb: ['noun'],
};
const SMALL = SMALL_WORDS.slice(0, 14);
const NUMBER = new RegExp(`\\b(?:\\d{1,4}|${SMALL.slice(2).join('|')})\\b`, 'gi');
const MODAL = /\b(must|should|shall|can|does)\b(?! not|n't)/gi;
const NEGATED =
  /\b(?:must|should|shall|may|can|does|do) not\b|\b(?:no|not|never|nor|without|none|cannot)\b|n't\b/i;
const NOT = /\b(must|should|shall|may|can) not\b ?/gi;
const DO_NOT = /\b(?:do not|don't|don’t) /gi;
/** Quoted texts and single letters, which are the objects of demands. */
const OBJECT = /(?<=["“‘'`])\p{L}[\p{L}\d -]{0,30}(?=["”’'`])|(?<=letter )[B-HJ-Y]\b/gu;
const COMMAND = /^(?:use|include|write|make|keep|put|give|start|begin|end|have|let|place|insert|repeat)\b/i;

/** @returns edits of the words in `spans`, each by one word, and all of its places at once */
export function promptEdits(prompt: string, spans: readonly Span[]): PromptEdit[] {
  const inside = joined(spans);
  const covered = inside.map(([start, end]) => prompt.slice(start, end)).join('\n');
  const made: PromptEdit[] = [];
  const add = (sort: string, name: string, edit: (words: string) => string): void => {
    const text = within(prompt, inside, edit);
    if (text !== prompt && !made.some((other) => other.prompt === text))
      made.push({ sort, name: `${sort}: ${name}`, prompt: text });
  };
  for (const [sort, pairs] of Object.entries(PAIRS))
    for (const pair of pairs)
      for (const [from, to] of [pair, [pair[1], pair[0]] as const])
        if (!has(covered, to)) add(sort, `${to} for ${from}`, (words) => exchanged(words, from, to));
  for (const [sort, pairs] of Object.entries(ONE_WAY))
    for (const [from, to] of pairs)
      add(sort, `${to} for ${shown(from)}`, (words) => exchanged(words, from, to));
  for (const [unit, others] of Object.entries(UNITS)) {
    const to = others.find((other) => !has(covered, other) && !has(covered, `${other}s`));
    if (to)
      add('unit', `${to} for ${unit}`, (words) =>
        exchanged(exchanged(words, `${unit}s`, `${to}s`), unit, to),
      );
  }
  for (const [number] of covered.matchAll(NUMBER))
    add('number', `${nextNumber(number)} for ${number}`, (words) =>
      exchanged(words, number, nextNumber(number)),
    );
  for (const [object] of covered.matchAll(OBJECT)) {
    const other = otherObject(object);
    add('object', `${other} for ${object}`, (words) =>
      words.replace(OBJECT, (found) => (found === object ? other : found)),
    );
  }
  if (NEGATED.test(covered))
    add('negation', 'taken away', (words) => words.replace(NOT, '$1 ').replace(DO_NOT, ''));
  else {
    add('negation', 'put in', (words) => words.replace(MODAL, '$1 not'));
    const [first = '', ...more] = inside.map(([start, end]) => prompt.slice(start, end));
    const opens = /(?:^|[.!?:\n]|[-*•]|\d[.)])\s*$/.test(prompt.slice(0, inside[0]?.[0] ?? 0));
    if (opens && COMMAND.test(first))
      add('negation', 'of a command', (words) =>
        words === first && !more.includes(first)
          ? `Do not ${first[0]!.toLowerCase()}${first.slice(1)}`
          : words,
      );
  }
  return made;
}

function has(text: string, word: string): boolean {
  return new RegExp(`\\b${word}\\b`, 'i').test(text);
}

/** @returns the words with one for another, in the case that it had */
function exchanged(words: string, from: string, to: string): string {
  return words.replace(new RegExp(`\\b(?:${from})(?![\\p{L}\\p{N}_])`, 'giu'), (found) =>
    /^\p{Lu}/u.test(found) ? to.charAt(0).toUpperCase() + to.slice(1) : to,
  );
}

function shown(pattern: string): string {
  return /\p{L}{3,}(?=\(\?| |$)/u.exec(pattern.replace(/^\(.*?\)/, ''))?.[0] ?? pattern;
}

function otherObject(object: string): string {
  if (object.length > 1) return object.toLowerCase() === 'lantern' ? 'harbour' : 'lantern';
  const next = String.fromCodePoint(object.codePointAt(0)! + 1);
  return /\p{L}/u.test(next) ? next : 'b';
}

function nextNumber(number: string): string {
  const at = SMALL.indexOf(number.toLowerCase());
  return at < 0 ? String(Number(number) + 1) : (SMALL[at + 1] ?? 'twenty');
}

function joined(spans: readonly Span[]): Span[] {
  const found: [number, number][] = [];
  for (const [start, end] of spans.toSorted((left, right) => left[0] - right[0])) {
    const last = found.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else found.push([start, end]);
  }
  return found;
}

function within(prompt: string, spans: readonly Span[], edit: (words: string) => string): string {
  let text = '';
  let at = 0;
  for (const [start, end] of spans) {
    text += prompt.slice(at, start) + edit(prompt.slice(start, end));
    at = end;
  }
  return text + prompt.slice(at);
}
