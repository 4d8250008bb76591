import type { JsonValue } from '../../spec/json.ts';
import { jsonValue } from '../../spec/json.ts';
import { cellsOf, type Separator, separatorOf } from './cells.ts';

/** The form of a response: the narrowest form that all right responses of a set share. */
export type Form =
  | { readonly kind: 'json' | 'list' | 'lines' | 'text' }
  | { readonly kind: 'pairs'; readonly mark: ':' | '=' }
  | { readonly kind: 'table'; readonly separator: Separator };

/** A response that was read as a form. Parts that do not fit the form are `stray`. */
export interface Shape {
  readonly form: Form;
  /** The text without the fence around it. */
  readonly text: string;
  readonly fenced: boolean;
  /** The lines, trimmed and without blank lines. */
  readonly lines: readonly string[];
  /** Items of a list without their markers, values of pairs, or else lines, including blank ones. */
  readonly items: readonly string[];
  /** Keys of pairs, cells of the first row of a table; keys of JSON stand in `value`. */
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly value: JsonValue | undefined;
  /** Lines, or texts around JSON, that do not fit the form; the JSON among them is read. */
  readonly stray: number;
}

const LONGEST = 50_000;
const OPENING = /^(`{3,}|~{3,})[\w+-]*[ \t]*\n/;
export const MARKER = /^(?:[-*•+–]|\d{1,3}[.)])(?:\s+|$)/;
const PAIRS = {
  ':': /^([^:=\s][^:=]{0,40}?)\s*:(?!\/\/)\s*(.*)$/,
  '=': /^([^:=\s][^:=]{0,40}?)\s*=\s*(.*)$/,
} as const;

/** @returns the text inside a fence, if the fence is the whole response */
function withoutFence(text: string): string {
  const whole = text.trim();
  const [opening, mark = ''] = OPENING.exec(whole) ?? [];
  if (opening === undefined || !whole.endsWith(`\n${mark}`)) return text;
  return whole.slice(opening.length, -mark.length - 1);
}

/** @returns the form that all texts share; plain text where they share none */
export function commonForm(texts: readonly string[]): Form {
  const forms = texts.map((text) => JSON.stringify(formOf(text)));
  const distinct = [...new Set(forms)];
  if (distinct.length === 1) return formOf(texts[0] ?? '');
  const all = texts.every((text) => linesOf(withoutFence(text)).length > 1);
  return { kind: all ? 'lines' : 'text' };
}

function formOf(given: string): Form {
  const text = withoutFence(given);
  const lines = linesOf(text);
  const value = jsonOf(text);
  if (typeof value === 'object' && value !== null) return { kind: 'json' };
  if (lines.length > 0 && lines.every((line) => MARKER.test(line))) return { kind: 'list' };
  const separator = separatorOf(lines);
  if (separator) return { kind: 'table', separator };
  for (const mark of [':', '='] as const)
    if (lines.length > 1 && lines.every((line) => PAIRS[mark].test(line))) return { kind: 'pairs', mark };
  return { kind: lines.length > 1 ? 'lines' : 'text' };
}

/** @returns a response read as a form */
export function readShape(given: string, form: Form): Shape {
  const text = withoutFence(given);
  const lines = linesOf(text);
  const common = { form, text, fenced: text !== given, lines, rows: [], value: undefined, names: [] };
  switch (form.kind) {
    case 'json': {
      const alone = jsonOf(text);
      const value = alone ?? jsonIn(text);
      return { ...common, items: lines, value, stray: alone === undefined ? 1 : 0 };
    }
    case 'table': {
      const rows = lines.map((line) => cellsOf(line, form.separator)).filter((row) => !isRule(row));
      const width = rows[0]?.length ?? 0;
      const stray = rows.filter((row) => row.length !== width || width < 2).length;
      return { ...common, items: lines, rows, names: rows[0] ?? [], stray };
    }
    case 'list': {
      const marked = lines.filter((line) => MARKER.test(line));
      const items = marked.map((line) => line.replace(MARKER, '').trim());
      return { ...common, items, stray: lines.length - marked.length };
    }
    case 'pairs': {
      const found = lines.flatMap((line) => PAIRS[form.mark].exec(line) ?? []);
      const [names, items] = [1, 2].map((part) => found.filter((_, at) => at % 3 === part));
      return {
        ...common,
        names: names ?? [],
        items: items ?? [],
        stray: lines.length - (items?.length ?? 0),
      };
    }
    default:
      return { ...common, items: lines, stray: 0 };
  }
}

/** @returns whether a row is the line under the names of a Markdown table */
export function isRule(row: readonly string[]): boolean {
  return row.length > 0 && row.every((cell) => /^:?-+:?$/.test(cell));
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** @returns the JSON among other words, as a lenient reader finds it */
function jsonIn(text: string): JsonValue | undefined {
  const [inside] = /[[{][\s\S]*[\]}]/.exec(text.slice(0, LONGEST)) ?? [];
  return inside === undefined ? undefined : jsonOf(inside);
}

function jsonOf(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return jsonValue.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
