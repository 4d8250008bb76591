import type { JsonValue } from '../spec/json.ts';
import { table } from '../spec/table.ts';

const DEEPEST = 100;
const LONGEST = 20_000_000;

/**
 * Reads a text as a value of Python, as `str()` of a list or a dictionary and CSV files of data frames have it: strings,
 * numbers, True, False, None, lists, tuples, sets, dictionaries, `array([…], dtype=object)` and NumPy's print of a list
 * without commas (`['a' 'b']`).
 * @returns null where the text is anything else
 */
export function readPythonValue(text: string): JsonValue | null {
  const source = text.trim();
  if (source.length > LONGEST || !/^(?:[[({]|array\()/.test(source)) return null;
  const reader = new Reader(source);
  const value = reader.value(0);
  return value !== undefined && reader.atEnd() ? value : null;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#skip();
    return this.#at >= this.#text.length;
  }

  /** @returns undefined where no value stands here */
  value(depth: number): JsonValue | undefined {
    if (depth > DEEPEST) return undefined;
    this.#skip();
    const letter = this.#text[this.#at];
    if (letter === '[') return this.#list(']', depth);
    if (letter === '(') return this.#list(')', depth);
    if (letter === '{') return this.#braces(depth);
    if (letter === "'" || letter === '"') return this.#string();
    const word = this.#take(/[A-Za-z_][\w.]*/y);
    if (word === undefined) return this.#number();
    if (/^(?:u|b|r)$/i.test(word) && /['"]/.test(this.#text[this.#at] ?? '')) return this.#string();
    if (word === 'True' || word === 'true') return true;
    if (word === 'False' || word === 'false') return false;
    if (/^(?:None|null|nan|NaN)$/.test(word)) return null;
    return /(?:^|\.)array$/.test(word) ? this.#array(depth) : undefined;
  }

  #array(depth: number): JsonValue | undefined {
    if (!this.#eat('(')) return undefined;
    const value = this.value(depth + 1);
    this.#skip();
    this.#take(/,\s*dtype=[\w.'<>|]+\s*/y);
    return this.#eat(')') ? value : undefined;
  }

  #list(close: string, depth: number): JsonValue[] | undefined {
    this.#at += 1;
    const items: JsonValue[] = [];
    for (;;) {
      this.#skip();
      if (this.#eat(close)) return items;
      const before = this.#at;
      const item = this.value(depth + 1);
      if (item === undefined || this.#at === before) return undefined;
      items.push(item);
      this.#skip();
      this.#eat(',');
    }
  }

  #braces(depth: number): JsonValue | undefined {
    this.#at += 1;
    const members: JsonValue[] = [];
    const entries: [string, JsonValue][] = [];
    for (;;) {
      this.#skip();
      if (this.#eat('}')) {
        if (members.length > 0) return entries.length > 0 ? undefined : members;
        return Object.fromEntries(entries);
      }
      const key = this.value(depth + 1);
      if (key === undefined) return undefined;
      this.#skip();
      if (this.#eat(':')) {
        const value = this.value(depth + 1);
        if (value === undefined || (typeof key === 'object' && key !== null)) return undefined;
        entries.push([String(key), value]);
      } else members.push(key);
      this.#skip();
      if (!this.#eat(',') && this.#text[this.#at] !== '}') return undefined;
    }
  }

  #string(): string | undefined {
    const quote = this.#text[this.#at]!;
    let value = '';
    for (let at = this.#at + 1; at < this.#text.length; at += 1) {
      const letter = this.#text[at]!;
      if (letter === quote) {
        this.#at = at + 1;
        return value;
      }
      if (letter !== '\\') value += letter;
      else {
        const [read, length] = escaped(this.#text, at + 1);
        value += read;
        at += length;
      }
    }
    return undefined;
  }

  #number(): number | undefined {
    const digits = this.#take(/[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy);
    const value = digits === undefined ? Number.NaN : Number(digits.replaceAll('_', ''));
    return Number.isFinite(value) ? value : undefined;
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found) this.#at += found.length;
    return found || undefined;
  }

  #eat(letter: string): boolean {
    if (this.#text[this.#at] !== letter) return false;
    this.#at += 1;
    return true;
  }

  #skip(): void {
    while (/\s/.test(this.#text[this.#at] ?? 'x')) this.#at += 1;
  }
}

const PLAIN: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', r: '\r', '0': '\0', '\n': '' });

/** @returns what stands for the escape at `at`, and how many characters it takes */
function escaped(text: string, at: number): [string, number] {
  const letter = text[at] ?? '';
  const digits = letter === 'x' ? 2 : letter === 'u' ? 4 : letter === 'U' ? 8 : 0;
  if (digits > 0) {
    const code = Number.parseInt(text.slice(at + 1, at + 1 + digits), 16);
    if (code >= 0 && code <= 0x10ffff) return [String.fromCodePoint(code), 1 + digits];
  }
  if (Object.hasOwn(PLAIN, letter)) return [PLAIN[letter]!, 1];
  return [/["'\\]/.test(letter) ? letter : `\\${letter}`, 1];
}
