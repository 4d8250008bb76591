import { table } from '../spec/table.ts';
import { PYTHON_SPACE, PYTHON_WORD } from './python-text.ts';
import { LONGEST_PATTERN } from './row-pattern.ts';

/**
 * Reads a regular expression written for Python's `re` as one of JavaScript's, with Python's meaning of `.`, `^`, `$`,
 * `\w`, `\d`, `\s` and `\b` on Unicode text. What the two do not share (inline flags, possessive quantifiers,
 * conditionals) is refused, and so is a repeated group, the one common way to an exponential search.
 */

const WORD = `[${PYTHON_WORD}]`;
const START = '(?<![\\s\\S])';
const CLASSES: Readonly<Record<string, string>> = table({
  w: WORD,
  W: `[^${PYTHON_WORD}]`,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: `[${PYTHON_SPACE}]`,
  S: `[^${PYTHON_SPACE}]`,
  b: `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`,
  B: `(?:(?<=${WORD})(?=${WORD})|(?<!${WORD})(?!${WORD}))`,
  A: START,
  Z: '(?![\\s\\S])',
  a: '\\x07',
});
const IN_CLASS: Readonly<Record<string, string>> = table({
  w: PYTHON_WORD,
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: PYTHON_SPACE,
  a: '\\x07',
  b: '\\x08',
});
const SAME_IN_BOTH = /^[nrtfv0]$/;
const SYNTAX = /[\\^$.*+?()[\]{}|/-]/;
const GROUP_OPENING = /^\((?:\?(?:[:=!]|<[=!]|P<([A-Za-z_]\w*)>))?(?!\?)/;
const REPETITION = /^\{\d*,?\d*\}/;

/** Patterns come back with every query of a data set, and compiling one costs more than using it. */
const compiled = new Map<string, RegExp | null>();
const MOST_COMPILED = 500;

/** @returns whether the text has no meaning in a regular expression but itself */
export function isLiteralPattern(pattern: string): boolean {
  return !/[\\^$.*+?()[\]{}|]/.test(pattern);
}

/**
 * @param flags JavaScript's flags besides `u`
 * @returns null where the pattern is no regular expression of Python's, or one that is refused
 */
export function pythonPattern(pattern: string, flags: string): RegExp | null {
  const key = `${flags}/${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const made = compile(pattern, flags);
  if (compiled.size >= MOST_COMPILED) compiled.clear();
  compiled.set(key, made);
  return made;
}

function compile(pattern: string, flags: string): RegExp | null {
  const source = pattern.length > LONGEST_PATTERN ? null : translate(pattern);
  if (source === null) return null;
  try {
    return new RegExp(source, `${flags}u`);
  } catch {
    return null;
  }
}

function translate(pattern: string): string | null {
  let source = '';
  let index = 0;
  while (index < pattern.length) {
    const rest = pattern.slice(index);
    const letter = String.fromCodePoint(rest.codePointAt(0) ?? 0);
    let piece: string | null = letter;
    let read = letter.length;
    if (letter === '\\') [piece, read] = readEscape(rest, CLASSES);
    else if (letter === '[') [piece, read] = characterClass(rest);
    else if (letter === '.') piece = '[^\\n]';
    else if (letter === '^') piece = START;
    else if (letter === '$') piece = '(?=\\n?(?![\\s\\S]))';
    else if (letter === ']' || letter === '}') piece = `\\${letter}`;
    else if (letter === '{') {
      const repetition = REPETITION.exec(rest)?.[0] ?? '';
      const repeats = repetition.length > 2 && repetition !== '{,}';
      piece = repeats ? repetition.replace('{,', '{0,') : '\\{';
      read = repeats ? repetition.length : 1;
    } else if (letter === '(') {
      const opening = GROUP_OPENING.exec(rest);
      piece = opening ? opening[0].replace('?P<', '?<') : null;
      read = opening?.[0].length ?? 1;
    } else if (letter === ')' && /^\)(?:[*+]|\{\d)/.test(rest)) piece = null;
    if (piece === null) return null;
    source += piece;
    index += read;
  }
  return source;
}

function readEscape(rest: string, classes: Readonly<Record<string, string>>): [string | null, number] {
  const letter = rest[1];
  if (letter === undefined) return [null, 1];
  const known = Object.hasOwn(classes, letter) ? classes[letter] : undefined;
  if (known !== undefined) return [known, 2];
  if (SAME_IN_BOTH.test(letter)) return [`\\${letter}`, 2];
  const code = /^\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|[1-9])/.exec(rest)?.[0];
  if (code) return [code, code.length];
  if (/[A-Za-z0-9]/.test(letter)) return [null, 2];
  return [SYNTAX.test(letter) ? `\\${letter}` : letter, 2];
}

function characterClass(rest: string): [string | null, number] {
  let index = rest[1] === '^' ? 2 : 1;
  let source = `[${rest.slice(1, index)}`;
  for (let first = true; index < rest.length; first = false) {
    const letter = rest.charAt(index);
    if (letter === ']' && !first) return [`${source}]`, index + 1];
    if (letter === '\\') {
      const [piece, read] = readEscape(rest.slice(index), IN_CLASS);
      if (piece === null) return [null, read];
      source += piece;
      index += read;
    } else {
      source += letter === '[' || letter === ']' ? `\\${letter}` : letter;
      index += 1;
    }
  }
  return [null, index];
}
