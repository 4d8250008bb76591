import type { Found, Grammar } from '../../answers/grammar.ts';
import { opensWithWords } from '../../answers/opens-with-words.ts';
import { table } from '../../spec/table.ts';
import { findNumbers } from '../../text/numbers/find-numbers.ts';
import type { Rational } from '../../text/numbers/rational.ts';
import { joinedValues } from './joined-values.ts';
import { plainFormulasIn } from './plain-formulas.ts';

const PROSE = /(?<![\\a-zA-Z])[a-zA-Z]{3,}(?![a-zA-Z{(^_])[^a-zA-Z\\$]{1,3}(?:[a-zA-Z]{2,})/;
/** Words that say something about a value, so that the text is no mere value. */
const SAYS =
  /\b(?:not|isn['’]t|because|since|but|except|instead|rather|wrong|incorrect|maybe|perhaps|possibly|is|are|was|it|answer|so|thus|hence|therefore|which|than|about|go with|i['’]d|i would|i say|we get|pick|choose|select)\b/i;
const FORMULA =
  /\$\$([^$]{1,1500})\$\$|(?<!\\)\$((?:[^$\n\\]|\\[^\n]){1,800}?)\$|\\\(([^\n]{1,1500}?)\\\)|\\\[([\s\S]{1,1500}?)\\\]/g;
const NUMBER =
  /(?<![\w.\\]|[a-zA-Z]\^)(?:(?<![\d)}\]]\s?)[-−–](?=[\s$€£¥]{0,2}[\d.]))?\s?[$€£¥]?\s?(?:[-−])?(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d{1,3}(?: \d{3})+(?!\d)|\d+|(?=\.\d))(?:[.,]\d+)*(?:\s?\/\s?\d+)?(?:[eE][-+]?\d+(?!\w))?(?:(?!\s?a\s+[a-z]{2})\s?[a-zπ](?:\^\d{1,2})?(?![\w^]))?(?:\s?(?:\\?%|percent\b|pct\b|percentage\b))?/g;
const BEHIND =
  /^\s?(?:\\?%|percent\b|pct\b)|^\s?(?:\\text\s?\{)?\s?(thousand|million|billion|dozen|hundred)\b/;
const SCALES: Readonly<Record<string, string>> = table({
  hundred: '100',
  thousand: '1000',
  million: '1000000',
  billion: '1000000000',
  dozen: '12',
});
const MOST = 60;

/** The grammar of mathematics: a text that is nothing but an answer is one value, else its formulas and numbers are values. */
export const mathGrammar: Grammar<string> = {
  closed: false,
  find: (text) => find(text),
  same: (left, right) => compact(left) === compact(right),
  isProse: opensWithWords,
  isBare(line, { start, end }) {
    return !/[\p{L}\p{N}]/u.test(line.slice(0, start) + line.slice(end));
  },
};

function compact(text: string): string {
  return text
    .replace(/\\(?:left|right|displaystyle)(?![a-z])|\\[,;!: ]|[\s${}]/g, '')
    .replaceAll('dfrac', 'frac');
}

function find(text: string): Found<string>[] {
  const start = text.search(/\S/);
  if (start < 0) return [];
  const body = text.trim();
  if (isBareAnswer(body)) {
    const value = withoutDelimiters(body);
    return /[\p{L}\p{N}∞∅]/u.test(value) ? [{ value, start, end: start + body.length }] : [];
  }
  const found = [...formulasIn(text), ...assignmentsIn(text)];
  found.push(...plainFormulasIn(text, found));
  const taken = found.slice();
  NUMBER.lastIndex = 0;
  for (let match = NUMBER.exec(text); match && found.length < MOST; match = NUMBER.exec(text)) {
    if (match[0] === '') {
      NUMBER.lastIndex += 1;
      continue;
    }
    const at = match.index + match[0].search(/\S/);
    const end = match.index + match[0].length;
    if (!/\d/.test(match[0]) || taken.some((other) => at < other.end && other.start < end)) continue;
    if (isBullet(text, at)) continue;
    found.push({ value: plainNumber(match[0]) + behind(text, end), start: at, end });
  }
  if (found.length === 0)
    for (const number of findNumbers(text, { mark: '.', bounds: false }))
      if (number.inWords && number.value)
        found.push({
          value: written(number.value),
          start: number.start,
          end: number.end,
        });
  return joinedValues(
    text,
    found.sort((left, right) => left.start - right.start),
  );
}

/** A number in words as mathematics: a whole one is no fraction. */
function written({ numerator, denominator }: Rational): string {
  return denominator === 1n ? String(numerator) : `\\frac{${numerator}}{${denominator}}`;
}

/** "x = 2 and x = 3" in prose: all of them together are the answer. */
const ASSIGNMENTS =
  /(?<![\w$\\])([a-z])(?:_?\d)?\s?=\s?[-−]?\d[\d./]*(?:\s?(?:,|;)?\s?(?:and|or|und|et|y|e|oder|ou|o)?\s\1(?:_?\d)?\s?=\s?[-−]?\d[\d./]*){1,7}(?![\w^])/g;

function assignmentsIn(text: string): Found<string>[] {
  if (!text.includes('=') || /[$\\]/.test(text)) return [];
  return Array.from(text.matchAll(ASSIGNMENTS), (match) => {
    const source = match[0].replace(/[.,;]+$/, '');
    const value = source
      .replace(/([a-z])_?\d(?=\s?=)/g, '$1')
      .replace(/\s?[,;]?\s(?:and|or|und|et|y|e|oder|ou|o)\s/g, ', ');
    return { value: value.replaceAll('−', '-'), start: match.index, end: match.index + source.length };
  });
}

/** "1." at the start of a line numbers it. */
function isBullet(text: string, at: number): boolean {
  return (
    /^\d{1,2}[.)]\s/.test(text.slice(at, at + 5)) &&
    /(?:^|\n)[\s*_#>-]*$/.test(text.slice(Math.max(0, at - 8), at))
  );
}

function formulasIn(text: string): Found<string>[] {
  const found: Found<string>[] = [];
  if (!/[$\\]/.test(text)) return found;
  FORMULA.lastIndex = 0;
  for (let match = FORMULA.exec(text); match && found.length < MOST; match = FORMULA.exec(text)) {
    const inside = match[1] ?? match[2] ?? match[3] ?? match[4]!;
    const end = match.index + match[0].length;
    if (match[0].startsWith('$') && !isFormula(inside, text, match.index, end - 1)) {
      FORMULA.lastIndex = match.index + 1;
      continue;
    }
    if (!/[\p{L}\p{N}∞∅]/u.test(inside)) continue;
    found.push({ value: inside.trim() + behind(text, end), start: match.index, end });
  }
  return found;
}

function isFormula(inside: string, text: string, open: number, close: number): boolean {
  const words = inside
    .replace(/\\(?:begin|end)\{[a-z]+\*?\}(?:\{[lcr|]*\})?/g, ' ')
    .replace(/\\(?:text\w*|mbox|mathrm|operatorname)\s?\{[^{}]*\}|\\[a-zA-Z]+/g, ' ');
  if (/[a-zA-Z]{3,}[^a-zA-Z\\]{1,3}[a-zA-Z]{2,}/.test(words)) return false;
  const prices = /^\d/.test(inside) && /\d/.test(text[close + 1] ?? '') && /[\s(=]$/.test(inside);
  return !prices && !(/[a-zA-Z]/.test(text[open - 1] ?? '') && /^\s/.test(inside));
}

/** A percent sign or a word of scale behind a value belongs to it. */
function behind(text: string, end: number): string {
  const match = BEHIND.exec(text.slice(end, end + 30));
  if (!match) return '';
  return match[1] ? ` \\cdot ${SCALES[match[1]]}` : ' \\%';
}

/** Currency goes; a comma that groups no thousands is a decimal comma. */
function plainNumber(number: string): string {
  if (/^\d+$/.test(number)) return number;
  return number
    .replace(/[−–]/g, '-')
    .replace(/[$€£¥]|(?<=[-])\s|^\s+|[.,]$/g, '')
    .replace(/^(-?\d+),(\d{1,2}|\d{4,})(?!\d)/, '$1.$2')
    .replace(/\s?(?:percentage|percent|pct)$/, '\\%');
}

/** Whether a text is an answer and not a sentence that has one in it. */
function isBareAnswer(text: string): boolean {
  if (text.length > 1_500 || (text.includes('\n') && !/^[$\\]/.test(text))) return false;
  const words = text.replace(/\\(?:text\w*|mbox|mathrm|operatorname)\s?\{[^{}]*\}|\\[a-zA-Z]+/g, ' ');
  if (SAYS.test(words) || /^\|.*\s\|\s.*\|$/.test(text) || /\d\s+\((?=[^)]*\d)/.test(text)) return false;
  if (!/[\d\\=^_+*/∞π√]/.test(text) && /\p{L}{4}/u.test(text)) return false;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u.test(words) && /[\d=]/.test(text)) return false;
  if (/^\p{L}{3,}\s{0,2}(?::|\s[^\p{L}]*[\d$]|\s.{0,3}\\[([])/u.test(text) && !/^[a-z]+\s*[=(^]/i.test(text))
    return false;
  if (/^[A-Z][a-z]* [a-z]{3,}\b(?! ?[=(^])/.test(words)) return false;
  return !PROSE.test(words) && (words.match(/\$/g)?.length ?? 0) <= 8;
}

function withoutDelimiters(text: string): string {
  return text
    .replace(/\s*(?:です|である|だ|입니다|이다)?[.。]?$/, '')
    .replace(/^[*_`]+|[*_`]+$|[.。]$/g, '')
    .replace(/\\[()[\]](?!\w)|(?<!\\)\$+/g, ' ')
    .trim();
}
