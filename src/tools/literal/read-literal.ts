import { construct } from './constructors.ts';
import { readNumber, readSize } from './read-number.ts';
import { readString } from './read-string.ts';
import type { Canonical } from './value.ts';
import * as make from './value.ts';

const DEEPEST = 200;
const LONGEST = 100_000;
/** The first argument of a `defaultdict` as it is shown. */
const FACTORY = /(?:<class '\w{1,20}'>|\w{1,20}),/y;

export interface Read {
  readonly value: Canonical;
  readonly end: number;
}

/**
 * Reads the one value that a text consists of, in the notation of Python or JSON: strings, bytes, numbers, True/true,
 * None/null, lists, tuples, sets, dictionaries, and constructors such as `set()` and `Counter({…})`.
 * @param json whether true is a value of its own, and not 1
 * @returns null where the text is anything else, nested deeper than 200, or longer than 100,000
 */
export function readLiteral(source: string, json: boolean): Canonical | null {
  const text = source.trim();
  if (text.length > LONGEST) return null;
  const read = new Reader(text, json).top();
  return read && read.end === text.length ? read.value : null;
}

/**
 * Reads the value that begins at a place of a text.
 * @returns the value and where it ends, or null where none begins there
 */
export function readLiteralAt(text: string, at: number, json: boolean): Read | null {
  return new Reader(text, json).value(at, 0);
}

class Reader {
  readonly #text: string;
  readonly #json: boolean;

  constructor(text: string, json: boolean) {
    this.#text = text;
    this.#json = json;
  }

  /** A value, or values with commas between them: a tuple without brackets. */
  top(): Read | null {
    const first = this.value(0, 0);
    if (!first || this.#json || this.#text[this.#skip(first.end)] !== ',') return first && this.#rest(first);
    const items = this.#items(0, '', 0);
    return items && { value: make.tuple(items.items), end: items.end };
  }

  #rest(read: Read): Read {
    return { value: read.value, end: this.#skip(read.end) };
  }

  value(from: number, depth: number): Read | null {
    if (depth > DEEPEST) return null;
    const at = this.#skip(from);
    const letter = this.#text[at];
    if (letter === '[') return this.#sequence(at, ']', depth, make.list);
    if (letter === '(') return this.#parentheses(at, depth);
    if (letter === '{') return this.#braces(at, depth);
    return this.#strings(at) ?? this.#number(at) ?? this.#word(at, depth);
  }

  #sequence(at: number, close: string, depth: number, build: (items: Canonical[]) => Canonical): Read | null {
    const read = this.#items(at + 1, close, depth + 1);
    return read && { value: build(read.items), end: read.end };
  }

  #parentheses(at: number, depth: number): Read | null {
    const sum = this.#complex(at);
    if (sum) return sum;
    const read = this.#items(at + 1, ')', depth + 1);
    if (!read) return null;
    const grouped = read.items.length === 1 && !read.trailing;
    return { value: grouped ? read.items[0]! : make.tuple(read.items), end: read.end };
  }

  /** Items up to `close`, or up to the end of the text where `close` is ''. */
  #items(
    from: number,
    close: string,
    depth: number,
  ): { items: Canonical[]; trailing: boolean; end: number } | null {
    const items: Canonical[] = [];
    let trailing = false;
    for (let at = this.#skip(from); at <= this.#text.length; ) {
      if (close === '' ? at === this.#text.length : this.#text[at] === close)
        return { items, trailing, end: at + close.length };
      if (items.length > 0 && !trailing) return null;
      const item = this.value(at, depth);
      if (!item) return null;
      items.push(item.value);
      at = this.#skip(item.end);
      trailing = this.#text[at] === ',';
      if (trailing) at = this.#skip(at + 1);
    }
    return null;
  }

  #braces(from: number, depth: number): Read | null {
    let at = this.#skip(from + 1);
    if (this.#text[at] === '}') return { value: make.dictionary([]), end: at + 1 };
    const keys: Canonical[] = [];
    const entries: [Canonical, Canonical][] = [];
    for (;;) {
      const key = this.value(at, depth + 1);
      if (!key) return null;
      at = this.#skip(key.end);
      if (this.#text[at] === ':') {
        const value = this.value(at + 1, depth + 1);
        if (!value) return null;
        entries.push([key.value, value.value]);
        at = this.#skip(value.end);
      } else keys.push(key.value);
      if (keys.length > 0 && entries.length > 0) return null;
      const comma = this.#text[at] === ',';
      if (comma) at = this.#skip(at + 1);
      if (this.#text[at] === '}')
        return { value: keys.length > 0 ? make.set(keys) : make.dictionary(entries), end: at + 1 };
      if (!comma) return null;
    }
  }

  /** One string, or several next to each other. */
  #strings(from: number): Read | null {
    let value = '';
    let isBytes: boolean | null = null;
    let end = from;
    for (let at = from; ; at = this.#skip(end)) {
      const read = readString(this.#text, at, this.#json);
      if (!read) break;
      if (isBytes !== null && isBytes !== read.bytes) return null;
      isBytes = read.bytes;
      value += read.value;
      end = read.end;
    }
    if (isBytes === null) return null;
    return { value: isBytes ? make.bytes(value) : make.text(value), end };
  }

  #number(from: number): Read | null {
    const { sign, at } = this.#sign(from);
    return readNumber(this.#text, at, sign) ?? readSize(this.#text, at, sign);
  }

  /** `(1+2j)`, as Python shows a complex number. */
  #complex(from: number): Read | null {
    const first = this.#sign(this.#skip(from + 1));
    const real = readNumber(this.#text, first.at, first.sign);
    if (!real || real.imaginary || !/[+-]/.test(this.#text[real.end] ?? '')) return null;
    const second = this.#sign(real.end);
    const imaginary = readNumber(this.#text, second.at, second.sign);
    if (!imaginary?.imaginary || this.#text[imaginary.end] !== ')') return null;
    return { value: make.complex(real.number, imaginary.number), end: imaginary.end + 1 };
  }

  #sign(from: number): { sign: 1 | -1; at: number } {
    const letter = this.#text[from];
    if (letter !== '-' && letter !== '+') return { sign: 1, at: from };
    return { sign: letter === '-' ? -1 : 1, at: this.#skip(from + 1) };
  }

  #word(at: number, depth: number): Read | null {
    const pattern = /[A-Za-z_][\w.]{0,40}/y;
    pattern.lastIndex = at;
    const word = pattern.exec(this.#text)?.[0];
    if (!word) return null;
    const end = at + word.length;
    if (word === 'None' || word === 'null') return { value: make.NONE, end };
    if (/^[Tt]rue$/.test(word)) return { value: make.truth(true), end };
    if (/^[Ff]alse$/.test(word)) return { value: make.truth(false), end };
    if (this.#text[end] !== '(') return null;
    FACTORY.lastIndex = end + 1;
    const from = word.endsWith('defaultdict') && FACTORY.test(this.#text) ? FACTORY.lastIndex : end + 1;
    const read = this.#items(from, ')', depth + 1);
    const value = read && construct(word.slice(word.lastIndexOf('.') + 1), read.items);
    return value ? { value, end: read.end } : null;
  }

  /** Past white space and comments. */
  #skip(from: number): number {
    let at = from;
    for (;;) {
      while (isSpace(this.#text.charCodeAt(at))) at += 1;
      if (this.#text[at] !== '#') return at;
      const line = this.#text.indexOf('\n', at);
      at = line < 0 ? this.#text.length : line;
    }
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0;
}
