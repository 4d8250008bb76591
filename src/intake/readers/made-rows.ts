import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { Random } from '../../spec/random.ts';

/**
 * Rows for tables that come without any, so that two queries can be told apart by what they find (test suites for SQL:
 * Zhong, Yu and Klein, 2020). Values stand on either side of the constants of the right query, keys of joined tables meet,
 * and the same statements give the same rows.
 */
const ROWS = 24;
const MOST_ROWS = 120;
const LINKS = 7;
const WORDS =
  'amber basalt cedar dune ember fjord garnet harbor iris juniper kelp larch marble nectar onyx pebble quartz river'.split(
    ' ',
  );
const NUMERIC =
  /\b(?:int|integer|bigint|smallint|tinyint|real|float|double|numeric|decimal|number|money|year)\b/i;
const DATED = /\b(?:date|datetime|timestamp)\b/i;
const NO_COLUMN = /^(?:primary|foreign|unique|check|constraint|key|index)\b/i;
const KEY_NAME = /(?:^|_)(?:id|uid|key)$/i;
const NAME = String.raw`[\w"\`[\]]+`;

interface Column {
  readonly name: string;
  readonly type: 'number' | 'date' | 'text';
  readonly isKey: boolean;
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
}

/** @returns rows by table; null where the statements or the query are of a sort whose result could hang on ties */
export function madeRows(schema: string, reference: string): JsonObject | null {
  const tables = readTables(schema, reference);
  const isTied = /\bgroup\s+by\b/i.test(reference) && /\blimit\b/i.test(reference);
  if (tables.length === 0 || isTied || schema.length > 20_000 || reference.length > 4_000) return null;
  const links = linkedColumns(schema, reference, tables);
  const least = Math.max(0, ...numbersBehind(reference, /\bcount\s*\([^()]*\)\s*(?:[<>]=?|=)\s*(\d{1,3})/gi));
  const count = Math.min(MOST_ROWS, Math.max(ROWS, (least + 2) * LINKS));
  const random = new Random(seedOf(schema + reference));
  return Object.fromEntries(
    tables.map(({ name, columns }) => {
      const makers = columns.map((column) => makerOf(column, reference, links, random));
      const rows = Array.from({ length: count }, (_, at) =>
        Object.fromEntries(columns.map((column, index) => [column.name, makers[index]!(at)])),
      );
      return [name, rows];
    }),
  );
}

function readTables(schema: string, reference: string): Table[] {
  const found = schema.matchAll(
    new RegExp(String.raw`\bcreate\s+table\s+(?:if\s+not\s+exists\s+)?(${NAME})\s*\(`, 'gi'),
  );
  return Array.from(found, (match) => {
    const parts = splitOutside(enclosed(schema, match.index + match[0].length));
    const keys = new Set(
      parts.flatMap((part) => /^primary\s+key\s*\(\s*([^),]+)\)/i.exec(part)?.[1] ?? []).map(bare),
    );
    const columns = parts.flatMap((part, at): Column[] => {
      const [first = '', ...rest] = part.split(/\s+/);
      if (NO_COLUMN.test(part) || first === '') return [];
      const name = bare(first);
      const said = rest.join(' ');
      const isCompared = new RegExp(
        String.raw`\b${escaped(name)}["\`\]]?\s*(?:[<>=!]+|between)\s*-?\d`,
        'i',
      ).test(reference);
      const type = NUMERIC.test(said) || isCompared ? 'number' : DATED.test(said) ? 'date' : 'text';
      const isKey = /\bprimary\s+key\b/i.test(said) || keys.has(name) || (at === 0 && KEY_NAME.test(name));
      return [{ name, type, isKey }];
    });
    return { name: bare(match[1]!), columns };
  }).filter(({ columns }) => columns.length > 0);
}

/** The names of columns by which tables are joined: those that are compared, that refer, or that several tables have as a key. */
function linkedColumns(schema: string, reference: string, tables: readonly Table[]): ReadonlySet<string> {
  const pairs = reference.matchAll(/\w+\.["`[]?(\w+)["`\]]?\s*=\s*\w+\.["`[]?(\w+)/g);
  const refers = schema.matchAll(
    /foreign\s+key\s*\(\s*["`[]?(\w+)["`\]]?\s*\)\s*references\s+["`[]?\w+["`\]]?\s*\(\s*["`[]?(\w+)/gi,
  );
  const inside = reference.matchAll(
    /["`[]?(\w+)["`\]]?\s+(?:not\s+)?in\s*\(\s*select\s+(?:distinct\s+)?(?:\w+\.)?["`[]?(\w+)/gi,
  );
  const names = [...pairs, ...refers, ...inside].flatMap((found) => [found[1]!, found[2]!]);
  const all = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
  const shared = all.filter((name, at) => KEY_NAME.test(name) && all.indexOf(name) !== at);
  return new Set([...names, ...shared].map((name) => name.toLowerCase()));
}

function makerOf(
  column: Column,
  reference: string,
  links: ReadonlySet<string>,
  random: Random,
): (row: number) => JsonValue {
  const isLink = links.has(column.name.toLowerCase()) || (KEY_NAME.test(column.name) && !column.isKey);
  const isText = column.type === 'text' && !KEY_NAME.test(column.name);
  if (column.isKey) return (row) => (isText ? `k${row + 1}` : row + 1);
  const below = (count: number): number => Math.floor(random.next() * count);
  if (isLink) return () => (isText ? `k${1 + below(LINKS)}` : 1 + below(LINKS));
  const constants = constantsOf(column, reference);
  const used = new Set<number>();
  return (row) => {
    if (constants.length > 0 && random.next() < 0.45) return constants[below(constants.length)]!;
    if (column.type === 'date') return `20${10 + below(15)}-0${1 + below(9)}-${10 + below(19)}`;
    if (column.type === 'text')
      return /name|title/i.test(column.name) ? `${WORDS[row % WORDS.length]} ${row}` : WORDS[below(9)]!;
    let value = below(400);
    while (used.has(value)) value = below(4_000);
    used.add(value);
    return value;
  };
}

/** What a column is compared with, and its neighbours; any text of the query where the column stands beside none. */
function constantsOf({ name, type }: Column, reference: string): (string | number)[] {
  const column = String.raw`\b${escaped(name)}["\`\]]?\s*\)?\s*`;
  if (type === 'number') {
    const found = [
      ...numbersBehind(reference, new RegExp(String.raw`${column}(?:[<>=!]+)\s*(-?\d+(?:\.\d+)?)`, 'gi')),
      ...numbersBehind(reference, new RegExp(String.raw`${column}between\s+(-?\d+(?:\.\d+)?)`, 'gi')),
      ...numbersBehind(
        reference,
        new RegExp(String.raw`${column}between\s+\S+\s+and\s+(-?\d+(?:\.\d+)?)`, 'gi'),
      ),
      ...numbersBehind(
        reference,
        new RegExp(String.raw`${column}(?:not\s+)?in\s*\(\s*(-?\d+(?:\.\d+)?)`, 'gi'),
      ),
    ];
    return found.flatMap((value) => [value - 1, value, value + 1]);
  }
  const texts = Array.from(reference.matchAll(/'([^']{1,80})'/g), (match) => match[1]!);
  const behind = new RegExp(
    String.raw`${column}(?:[<>=!]+|(?:not\s+)?(?:like|in|between)\b)\s*\(?\s*'([^']{1,80})'`,
    'gi',
  );
  const own = Array.from(reference.matchAll(behind), (match) => match[1]!);
  return (own.length > 0 ? own : texts).flatMap((text) =>
    text.includes('%') ? [text.replaceAll('%', 'a'), text.replaceAll('%', '')] : [text],
  );
}

function numbersBehind(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), (match) => Number(match[1]));
}

/** The text from `start` to the bracket that closes it. */
function enclosed(text: string, start: number): string {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const char of text) {
    if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => part.trim());
}

function bare(name: string): string {
  return name.replace(/["`[\]]/g, '').trim();
}

function escaped(name: string): string {
  return name.replace(/[^\w]/g, '\\$&');
}

function seedOf(text: string): number {
  let seed = 7;
  for (let at = 0; at < text.length; at += 1) seed = (Math.imul(seed, 31) + text.charCodeAt(at)) | 0;
  return seed >>> 0;
}
