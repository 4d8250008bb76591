import type { Language } from '../../sandbox/program/types.ts';

/** Words that lines of Python begin with, which prose begins with too. */
const PYTHON_WORDS = new Set(
  (
    'def async class import from if elif else for while try except finally with return raise assert pass break continue ' +
    'global nonlocal del not await yield lambda match case print and or in is'
  ).split(' '),
);
const PYTHON_STARTS =
  /^(?:(?:async[ ]+)?def[ ]+\w+[ ]*\(|class[ ]+\w+[ ]*[:(]|import[ ]+\w[\w., ]*$|from[ ]+[\w.]+[ ]+import\b|@\w|#!|[A-Za-z_]\w*(?:[ ]*,[ ]*\w+)*[ ]*=[^=])/;
const CODE_STARTS: Readonly<Record<Exclude<Language, 'python'>, RegExp>> = {
  javascript:
    /^(?:export[ ]|async[ ]+function|function\b|class[ ]+\w+|(?:const|let|var)[ ]+[\w$[{]|import[ ].*from|["']use strict|\/[/*]|module\.exports)/,
  cpp: /^(?:#[ ]*(?:include|define|pragma)|using[ ]|template|struct[ ]|class[ ]|typedef[ ]|\/[/*]|(?:[\w:<>,*& ]+)[ *&>]\w+[ ]*\([^;]*\)\s*\{?\s*$)/,
  java: /^(?:import[ ]+[\w.*]+;|package[ ]|public[ ]|private[ ]|protected[ ]|class[ ]|final[ ]|@\w+|\/[/*])/,
};
/** Two words of a sentence; the second is no operator and opens no call. */
const SENTENCE = /^(?:\d{1,2}[.)]|[*_>#-]{1,3})?[ ]?([\p{L}][\p{L}'’-]*)[,.:;!?]?[ ]+[`"'*(]?[\p{L}\d]/u;
const LABEL = /^(?:\d{1,2}[.)] )?[*_#>\s]{0,6}\p{Lu}[\p{L} ]{0,60}[:.!][*_]{0,2}$/u;

function isPythonProse(line: string): boolean {
  if (/^[ \t]/.test(line) || line.trim() === '') return false;
  if (LABEL.test(line)) return true;
  const found = SENTENCE.exec(line);
  return (
    found !== null &&
    !PYTHON_WORDS.has(found[1]!) &&
    !/^[\w.[\], :]+=[^=]|^\w+\s*\(/.test(line) &&
    line[0] !== '#'
  );
}

function isProse(line: string): boolean {
  return LABEL.test(line) || (SENTENCE.test(line) && !/[;{}()=]/.test(line));
}

/** Whether a line leaves a text between three quotes open that was not, or closes one that was. */
function turnsQuotes(line: string): boolean {
  return (line.match(/"""|'''/g)?.length ?? 0) % 2 === 1;
}

function barePython(lines: readonly string[], first: number): string {
  let quoted = false;
  for (let at = first; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (!quoted && isPythonProse(line)) return lines.slice(first, at).join('\n');
    if (turnsQuotes(line)) quoted = !quoted;
  }
  return lines.slice(first).join('\n');
}

/** A code block as Markdown indents it, behind a sentence: four spaces or a tab before every line. */
function indentedBlock(lines: readonly string[], starts: RegExp): string | null {
  const isIndented = (line: string): boolean => /^(?: {4}|\t)/.test(line) || line.trim() === '';
  const first = lines.findIndex(
    (line) => /^(?: {4}|\t)/.test(line) && starts.test(line.replace(/^(?: {4}|\t)/, '')),
  );
  if (first < 1 || lines[first - 1]!.trim() !== '') return null;
  const end = lines.findIndex((line, index) => index > first && !isIndented(line));
  return lines
    .slice(first, end < 0 ? undefined : end)
    .map((line) => line.replace(/^(?: {4}|\t)/, ''))
    .join('\n');
}

/**
 * The program in a text without fences: sentences before it and behind it are left out. What begins with an indented line
 * continues a declaration and stays as it is.
 */
export function bareProgram(text: string, language: Language): string {
  const lines = text.split('\n');
  const opening = lines.findIndex((line) => line.trim() !== '');
  if (opening < 0 || /^[ \t]/.test(lines[opening]!)) return text;
  const starts = language === 'python' ? PYTHON_STARTS : CODE_STARTS[language];
  const first = lines.findIndex(
    (line, index) => index >= opening && line.length < 2_000 && starts.test(line),
  );
  if (first < 0) return indentedBlock(lines, starts) ?? text;
  if (language === 'python') return barePython(lines, isPythonProse(lines[opening]!) ? first : opening);
  const from = isProse(lines[opening]!) ? first : opening;
  const last = lines.findLastIndex((line) => /[;})\]]\s*(?:\/[/*].*)?$/.test(line.slice(-300)));
  return last < from ? text : lines.slice(from, last + 1).join('\n');
}
