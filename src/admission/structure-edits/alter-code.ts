import { table } from '../../spec/table.ts';
import { type CodeBlock, type CodeLanguage, type CodeToken, codeTokens } from '../demands/code.ts';
import { placeName, places } from './structure-edit.ts';

/** Edited code, and the sort of edit. */
export type CodeEdit = readonly [sort: string, code: string];

/** An operator in place of another, so that the code does something else. */
const OTHER: Readonly<Record<string, string>> = table({
  '+': '-',
  '-': '+',
  '*': '+',
  '/': '*',
  '//': '*',
  '%': '*',
  '==': '!=',
  '!=': '==',
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '>=': '<',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
  and: 'or',
  or: 'and',
});
/** A bound that is one off. Often no value stands on the bound, so that the code still does the same. */
const OFF_BY_ONE: Readonly<Record<string, string>> = table({ '<': '<=', '<=': '<', '>': '>=', '>=': '>' });
const SIMPLE =
  /^[ \t]+(?!(?:def|class|if|for|while|else|elif|try|except|finally|with|case|return|switch|do)\b)[\w$.[\]]+.*[^:{},([]$/;
const WORD_BEFORE = /^(?:return|in|and|or|not|import|from|case|yield)$/;

/** @returns code with another operator, constant, text, condition or result, which does something else */
export function alteredCode({ code, language }: CodeBlock): CodeEdit[] {
  const tokens = codeTokens(code, language);
  return [
    ...swapped(
      tokens,
      'operator another',
      (token, at) => isOperator(tokens, token, at, language),
      (text) => OTHER[text]!,
    ),
    ...swapped(tokens, 'constant one more', isCount, (text) => String(Number(text) + 1)),
    ...swapped(
      tokens,
      'text another',
      ({ kind, text }, at) =>
        kind === 'text' && /^["'][^"'\\]{2,}["']$/.test(text) && !isStatement(tokens, at),
      (text) => `${text[0]}zebra${text[0]}`,
    ),
    ...withoutResult(code, language),
    ...withOtherCondition(code, language),
  ];
}

/** @returns code with lines left out, doubled or exchanged, or bounds one off: some code does the same then */
export function perhapsAlteredCode({ code, language }: CodeBlock): CodeEdit[] {
  const tokens = codeTokens(code, language);
  const bounds = swapped(
    tokens,
    'bound one off',
    ({ kind, text }, at) =>
      kind === 'operator' && Object.hasOwn(OFF_BY_ONE, text) && !isType(tokens, at, language),
    (text) => OFF_BY_ONE[text]!,
  );
  return [
    ...ofLines(code),
    ...bounds,
    ...swapped(
      tokens,
      'constant with the other sign',
      (token, at) => isCount(token) && token.text !== '0' && !isSigned(tokens, at),
      (text) => `-${text}`,
    ),
    ['a range one longer', code.replace(/\brange\(([^()]+)\)/, 'range($1 + 1)')],
  ];
}

/** @returns code with the first, a middle and the last of some tokens changed */
function swapped(
  tokens: readonly CodeToken[],
  sort: string,
  isOne: (token: CodeToken, at: number) => boolean,
  next: (text: string) => string,
): CodeEdit[] {
  const all = tokens.flatMap((token, at) => (isOne(token, at) ? [at] : []));
  return places(all.length).map((place): CodeEdit => {
    const at = all[place]!;
    const changed = tokens.with(at, { ...tokens[at]!, text: next(tokens[at]!.text) });
    return [`${placeName(place, all.length)} ${sort}`, changed.map(({ text }) => text).join('')];
  });
}

function isCount({ kind, text }: CodeToken): boolean {
  return kind === 'number' && /^\d+$/.test(text);
}

function tokenBefore(tokens: readonly CodeToken[], at: number): CodeToken | undefined {
  return tokens.slice(0, at).findLast(({ kind }) => kind !== 'space');
}

/** Whether a token takes two values, one of which stands before it. */
function isOperator(
  tokens: readonly CodeToken[],
  { kind, text }: CodeToken,
  at: number,
  language: CodeLanguage,
): boolean {
  if ((kind !== 'operator' && kind !== 'name') || !Object.hasOwn(OTHER, text)) return false;
  const before = tokenBefore(tokens, at);
  if (!before || isType(tokens, at, language) || WORD_BEFORE.test(before.text)) return false;
  return before.kind !== 'operator' || /^[)\]]$/.test(before.text);
}

/** Whether a comparison sign belongs to a type: `vector<int>`. */
function isType(tokens: readonly CodeToken[], at: number, language: CodeLanguage): boolean {
  return language === 'braces' && /^[<>]$/.test(tokens[at]!.text) && tokens[at - 1]?.kind !== 'space';
}

/** Whether a number stands behind a plus, a minus or a remainder: there a sign makes two operators of one, or nothing. */
function isSigned(tokens: readonly CodeToken[], at: number): boolean {
  return /^[-+%]$/.test(tokenBefore(tokens, at)?.text ?? '');
}

/** Whether a text is a statement of its own, as a documentation is. */
function isStatement(tokens: readonly CodeToken[], at: number): boolean {
  const before = tokens[at - 1];
  return before === undefined || (before.kind === 'space' && before.text.includes('\n'));
}

function withoutResult(code: string, language: CodeLanguage): CodeEdit[] {
  const last = [...code.matchAll(/\breturn[ \t]+[^;\n]+/g)].at(-1);
  if (!last) return [];
  const nothing = { python: 'None', javascript: 'null', braces: '0' }[language];
  const [start, end] = [last.index, last.index + last[0].length];
  return [['returns nothing', `${code.slice(0, start)}return ${nothing}${code.slice(end)}`]];
}

function withOtherCondition(code: string, language: CodeLanguage): CodeEdit[] {
  const sort = /\belse\b/.test(code) ? 'its branches exchanged' : 'its condition negated';
  const changed =
    language === 'python'
      ? code.replace(/^([ \t]*if[ \t]+)(.+)(:[ \t]*)$/m, '$1not ($2)$3')
      : code.replace(/^([ \t]*if[ \t]*\()(.+)(\)[ \t]*\{?[ \t]*)$/m, '$1!($2)$3');
  return [[sort, changed]];
}

function ofLines(code: string): CodeEdit[] {
  const lines = code.split('\n');
  const indent = (line: string | undefined) => /^[ \t]*/.exec(line ?? '')![0].length;
  const simple = lines.flatMap((line, at) => (SIMPLE.test(line) ? [at] : []));
  /** Whether its block holds no other statement: without the line there would be no block. */
  const alone = (at: number) =>
    [at - 1, at + 1].every(
      (near) => indent(lines[near]) !== indent(lines[at]) || (lines[near] ?? '').trim() === '',
    );
  return places(simple.length).flatMap((place): CodeEdit[] => {
    const at = simple[place]!;
    const name = placeName(place, simple.length);
    const next = simple.includes(at + 1) && indent(lines[at]) === indent(lines[at + 1]);
    return [
      ...(alone(at) ? [] : [[`${name} line left out`, lines.toSpliced(at, 1).join('\n')] as const]),
      [`${name} line doubled`, lines.toSpliced(at, 0, lines[at]!).join('\n')],
      ...(next
        ? [
            [
              'two lines exchanged',
              lines
                .with(at, lines[at + 1]!)
                .with(at + 1, lines[at]!)
                .join('\n'),
            ] as const,
          ]
        : []),
    ];
  });
}
