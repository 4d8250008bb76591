import { MARKER } from '../demands/shape.ts';
import { type EditInput, placeName, places, type StructureEdit, translations } from './structure-edit.ts';

const TOKEN = /\d+|\p{L}+/gu;
const NUMBER = /(?<![\p{L}\p{N}.,])\d{1,9}(?![\p{L}\p{N}]|[.,]\d)/gu;
const LONG = 5;

/** Edits of single words and numbers in the first, middle and last line: a digit, a letter, all of it, none of it. */
export function editTokens({ shape }: EditInput): StructureEdit[] {
  if (shape.form.kind === 'json') return [];
  const lines = shape.text.split('\n').filter((line) => line.trim() !== '');
  const edits: StructureEdit[] = [];
  for (const at of places(lines.length)) {
    const line = lines[at]!;
    const where = `${placeName(at, lines.length)} line`;
    for (const { sort, text } of tokenEdits(line))
      edits.push({ sort: `${where}, ${sort}`, text: lines.with(at, text).join('\n') });
    for (const { sort, text } of [...numberPairs(line), ...others(line)])
      edits.push({ sort: `${where}: ${sort}`, text: lines.with(at, text).join('\n') });
  }
  const last = lines.at(-1);
  const more = last === undefined ? [] : likeIt(last);
  for (const { sort, text } of more)
    edits.push(
      { sort: `a line more like the last, ${sort}`, text: [...lines, text].join('\n') },
      { sort: `a line more before it like the last, ${sort}`, text: [text, ...lines].join('\n') },
    );
  return edits;
}

interface LineEdit {
  readonly sort: string;
  readonly text: string;
}

function tokenEdits(line: string): LineEdit[] {
  const indent = /^\s*/.exec(line)![0].length;
  const mark = MARKER.exec(line.trimStart())?.[0].length ?? 0;
  const tokens = [...line.matchAll(TOKEN)].filter(({ index }) => index >= indent + mark);
  const numbers = tokens.filter(([token]) => /\d/.test(token));
  const texts = tokens.filter(([token]) => !/\d/.test(token));
  return [
    ...chosen(numbers).flatMap(({ name, found }) => edited(line, `${name} number`, found, digitEdits)),
    ...chosen(texts).flatMap(({ name, found }) => edited(line, `${name} word`, found, letterEdits)),
  ];
}

const ORDINALS = ['first', 'second', 'third'];

/** The first three and the last. */
function chosen(tokens: readonly RegExpExecArray[]): { name: string; found: RegExpExecArray }[] {
  const named = tokens.slice(0, 3).map((found, at) => ({ name: ORDINALS[at]!, found }));
  const last = tokens.at(-1);
  return last && tokens.length > 3 ? [...named, { name: 'last', found: last }] : named;
}

function edited(
  line: string,
  name: string,
  found: RegExpExecArray,
  edits: (token: string) => LineEdit[],
): LineEdit[] {
  const [token] = found;
  const put = (next: string) => line.slice(0, found.index) + next + line.slice(found.index + token.length);
  return [
    ...edits(token).map(({ sort, text }) => ({ sort: `${name} ${sort}`, text: put(text) })),
    ...(line.trim() === token ? [] : [{ sort: `${name} left out`, text: put('').trim() }]),
    { sort: `${name} doubled`, text: put(`${token} ${token}`) },
  ];
}

function digitEdits(token: string): LineEdit[] {
  const changed = (at: number) => token.slice(0, at) + ((Number(token[at]) % 9) + 1) + token.slice(at + 1);
  const end = token.length - 1;
  return [
    { sort: 'with another first digit', text: changed(0) },
    ...(end > 0 ? [{ sort: 'with another last digit', text: changed(end) }] : []),
    ...(end + 1 >= LONG ? [{ sort: 'with another digit inside', text: changed(end >> 1) }] : []),
    { sort: 'with a digit more', text: `${token}7` },
    { sort: 'and a little more', text: `${token}.4` },
  ];
}

function letterEdits(token: string): LineEdit[] {
  const upper = token === token.toUpperCase();
  const like = (text: string) => (upper ? text.toUpperCase() : text);
  const other = (letter: string) => (/[xX]/.test(letter) ? like('q') : like('x'));
  const [first = '', ...rest] = token;
  const capital = !upper && first === first.toUpperCase() && first !== first.toLowerCase();
  return [
    ...translations(token).map((text) => ({ sort: 'in another language', text })),
    { sort: 'another', text: capital ? 'Zebra' : like('zebra') },
    { sort: 'with another first letter', text: (capital ? 'X' : other(first)) + rest.join('') },
    ...(rest.length > 1
      ? [{ sort: 'with another last letter', text: token.slice(0, -1) + other(token.at(-1)!) }]
      : []),
    {
      sort: 'in another case',
      text: upper && token.length > 0 ? token.toLowerCase() : token.toUpperCase(),
    },
  ];
}

/** Changes two numbers so that their sum or product stays the same. */
function numberPairs(line: string): LineEdit[] {
  const found = [...line.matchAll(NUMBER)];
  const [one, other] = [found[0], found.at(-1)];
  if (!one || !other || one === other) return [];
  const put = (first: number, last: number) =>
    `${line.slice(0, one.index)}${first}${line.slice(one.index + one[0].length, other.index)}${last}${line.slice(other.index + other[0].length)}`;
  const [low, high] = [Number(one[0]), Number(other[0])];
  return [
    { sort: 'its first number one less, its last one more', text: put(low - 1, high + 1) },
    { sort: 'its first number one more, its last one less', text: put(low + 1, high - 1) },
    ...(/[/:]/.test(line)
      ? []
      : [
          {
            sort: 'all its numbers doubled',
            text: line.replace(NUMBER, (number) => String(Number(number) * 2)),
          },
        ]),
    ...(low % 2 === 0
      ? [{ sort: 'its first number halved, its last doubled', text: put(low / 2, high * 2) }]
      : []),
    ...(high % 2 === 0
      ? [{ sort: 'its first number doubled, its last halved', text: put(low * 2, high / 2) }]
      : []),
    { sort: 'its numbers turned round', text: turned(line, found) },
  ];
}

function turned(line: string, found: readonly RegExpExecArray[]): string {
  const numbers = found.map(([number]) => number).reverse();
  let at = 0;
  return line.replace(NUMBER, () => numbers[at++]!);
}

/** Puts other characters around a token, and replaces its signs by others. */
function others(line: string): LineEdit[] {
  const [left, right] = line.split(/\s*(?:->|=>|=|<-|→)\s*/, 3) as [string, string | undefined];
  const sign = /\s*(?:->|=>|=|<-|→)\s*/.exec(line)?.[0];
  return [
    ...(sign && right !== undefined
      ? [{ sort: 'its two sides exchanged', text: `${right}${sign}${left}` }]
      : []),
    ...[
      ['"', '"'],
      ["'", "'"],
      ['`', '`'],
      ['/', '/'],
      ['[', ']'],
      ['(', ')'],
      ['**', '**'],
      ['- ', ''],
      ['1. ', ''],
    ].map(([before = '', behind = '']) => ({
      sort: `between ${before.trim()} and ${behind}`,
      text: before + line.trim() + behind,
    })),
    { sort: 'with a full stop', text: `${line.trimEnd()}.` },
    { sort: 'without its signs', text: line.replace(/[^\p{L}\p{N}\s.-]+/gu, '').trim() },
  ];
}

/** Lines of the same pattern with other numbers and words. */
function likeIt(line: string): LineEdit[] {
  const numbers = line.replace(/\d+/g, (digits) => String(Number(digits.slice(0, 9)) + 40));
  const words = line.replace(/\p{Ll}{3,}/gu, 'zebra');
  return [
    ...(numbers === line ? [] : [{ sort: 'with other numbers', text: numbers }]),
    ...(words === line ? [] : [{ sort: 'with other words', text: words }]),
  ];
}
