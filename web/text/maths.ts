/**
 * Maths as maths, without a library: the LaTeX that responses really have becomes MathML, which browsers set by themselves. The
 * result is a tree of a few known elements with texts in them, so that no formula can become anything else. What is not known is
 * not guessed: the formula then stays the text that it is.
 */
import { ACCENTS, FUNCTIONS, LETTERS, SIGNS, SPACES, WITH_BOUNDS } from './maths-signs.ts';

type Tag =
  | 'mrow'
  | 'mi'
  | 'mn'
  | 'mo'
  | 'mtext'
  | 'mspace'
  | 'mfrac'
  | 'msqrt'
  | 'mroot'
  | 'msup'
  | 'msub'
  | 'msubsup'
  | 'munder'
  | 'mover'
  | 'munderover'
  | 'mtable'
  | 'mtr'
  | 'mtd';

export interface MathNode {
  readonly tag: Tag;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children: readonly (MathNode | string)[];
}

const MOST_CHARACTERS = 3_000;
const MOST_DEPTH = 24;
const TOKEN = /\\([a-zA-Z]+\*?|[\s\S])|\s+|(\d+(?:[.,]\d+)*)|([\s\S])/gu;

class Unknown extends Error {}

interface Token {
  readonly sort: 'command' | 'number' | 'sign' | 'space';
  readonly text: string;
}

const node = (tag: Tag, children: MathNode['children'], attributes?: MathNode['attributes']): MathNode => ({
  tag,
  children,
  ...(attributes && { attributes }),
});
const row = (children: readonly MathNode[]): MathNode =>
  children.length === 1 ? children[0]! : node('mrow', children);

/** @returns the formula, or null where it has something that is not known */
export function mathsOf(latex: string): MathNode | null {
  if (latex.length > MOST_CHARACTERS) return null;
  try {
    const reader = new Reader(latex);
    const all = reader.rowUntil(null);
    return node('mrow', all);
  } catch (thrown) {
    if (thrown instanceof Unknown) return null;
    throw thrown;
  }
}

class Reader {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(latex: string) {
    this.#tokens = Array.from(latex.matchAll(TOKEN), ([whole, command, number, sign]): Token => {
      if (command !== undefined) return { sort: 'command', text: command };
      if (number !== undefined) return { sort: 'number', text: number };
      return sign !== undefined ? { sort: 'sign', text: sign } : { sort: 'space', text: whole };
    });
  }

  /** Reads up to a sign that closes, which it takes; up to the end for null. */
  rowUntil(closing: string | null): MathNode[] {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new Unknown();
    const found: MathNode[] = [];
    for (;;) {
      const token = this.#peek();
      if (token === undefined) {
        if (closing !== null) throw new Unknown();
        break;
      }
      if (token.sort === 'sign' && token.text === closing) {
        this.#at += 1;
        break;
      }
      if (this.#ends(token, closing)) break;
      this.#scripts(found);
    }
    this.#depth -= 1;
    return found;
  }

  /** Cells end at `&`, rows at `\\`, an environment at `\end`, and what stands between `\left` and `\right` there. */
  #ends({ sort, text }: Token, closing: string | null): boolean {
    if (
      closing === 'cell' &&
      ((sort === 'sign' && text === '&') || (sort === 'command' && /^(?:\\|end)$/.test(text)))
    )
      return true;
    return closing === 'right' && sort === 'command' && text === 'right';
  }

  #scripts(found: MathNode[]): void {
    const token = this.#peek()!;
    if (token.sort === 'sign' && (token.text === '^' || token.text === '_')) {
      const base = found.pop() ?? node('mrow', []);
      let [below, above]: (MathNode | null)[] = [null, null];
      for (let next = this.#peek(); next?.sort === 'sign' && /[_^]/.test(next.text); next = this.#peek()) {
        this.#at += 1;
        const script = this.#argument();
        if (next.text === '_') below = script;
        else above = script;
      }
      found.push(withScripts(base, below ?? null, above ?? null));
      return;
    }
    const one = this.#one();
    if (one) found.push(one);
  }

  #peek(): Token | undefined {
    while (this.#tokens[this.#at]?.sort === 'space') this.#at += 1;
    return this.#tokens[this.#at];
  }

  #argument(): MathNode {
    const one = this.#one();
    return one ?? node('mrow', []);
  }

  #one(): MathNode | null {
    const token = this.#peek();
    if (!token) throw new Unknown();
    this.#at += 1;
    const { sort, text } = token;
    if (sort === 'number') return node('mn', [text]);
    if (sort === 'command') return this.#command(text);
    if (text === '{') return row(this.rowUntil('}'));
    if (text === '}' || text === '&' || text === '#' || text === '$') throw new Unknown();
    if (text === '~') return node('mspace', [], { width: '0.3em' });
    if (text === "'") return node('mo', ['′']);
    if (text === '-') return node('mo', ['−']);
    return /\p{L}/u.test(text) ? node('mi', [text]) : node('mo', [text]);
  }

  #command(name: string): MathNode | null {
    const letter = LETTERS.get(name);
    if (letter !== undefined) return node('mi', [letter]);
    const sign = SIGNS.get(name);
    if (sign !== undefined) return node('mo', [sign]);
    if (FUNCTIONS.has(name)) return node('mi', [name]);
    const space = SPACES.get(name);
    if (space !== undefined) return node('mspace', [], { width: space });
    const accent = ACCENTS.get(name);
    if (accent !== undefined)
      return node('mover', [this.#argument(), node('mo', [accent])], { accent: 'true' });
    if (/^[{}%$#&_|]$/.test(name)) return node('mo', [name === '|' ? '‖' : name]);
    switch (name) {
      case 'frac':
      case 'dfrac':
      case 'tfrac':
      case 'cfrac':
        return node('mfrac', [this.#argument(), this.#argument()]);
      case 'binom':
        return node('mrow', [
          node('mo', ['(']),
          node('mfrac', [this.#argument(), this.#argument()], { linethickness: '0' }),
          node('mo', [')']),
        ]);
      case 'sqrt':
        return this.#root();
      case 'boxed':
      case 'fbox':
        return node('mrow', [this.#argument()], { class: 'boxed' });
      case 'text':
      case 'textbf':
      case 'textit':
      case 'textrm':
      case 'mbox':
      case 'mathrm':
      case 'operatorname':
        return node('mtext', [this.#words()]);
      case 'mathbf':
      case 'mathbb':
      case 'mathcal':
      case 'mathit':
      case 'boldsymbol':
        return node('mrow', [this.#argument()], { class: name });
      case 'left':
        return this.#fenced();
      case 'begin':
        return this.#environment();
      case 'displaystyle':
      case 'limits':
      case 'nolimits':
      case 'big':
      case 'Big':
      case 'bigg':
      case 'bigl':
      case 'bigr':
      case 'Bigl':
      case 'Bigr':
        return null;
      case 'pmod':
        return node('mrow', [
          node('mo', ['(']),
          node('mi', ['mod']),
          node('mspace', [], { width: '0.3em' }),
          this.#argument(),
          node('mo', [')']),
        ]);
      case 'not':
        return node('mrow', [this.#argument(), node('mo', ['̸'])]);
      default:
        throw new Unknown();
    }
  }

  #root(): MathNode {
    const next = this.#peek();
    if (next?.sort !== 'sign' || next.text !== '[') return node('msqrt', [this.#argument()]);
    this.#at += 1;
    const index = row(this.rowUntil(']'));
    return node('mroot', [this.#argument(), index]);
  }

  /** The words of `\text{…}`, as they are. */
  #words(): string {
    if (this.#peek()?.text !== '{') throw new Unknown();
    this.#at += 1;
    let said = '';
    for (let depth = 1; ; ) {
      const token = this.#tokens[this.#at];
      if (!token) throw new Unknown();
      this.#at += 1;
      if (token.sort === 'sign' && token.text === '{') depth += 1;
      else if (token.sort === 'sign' && token.text === '}' && (depth -= 1) === 0)
        return said.replace(/^\s|\s$/g, '\u00a0');
      said += token.sort === 'command' && !/^[{}%$#&_\s]$/.test(token.text) ? `\\${token.text}` : token.text;
    }
  }

  #fenced(): MathNode {
    const open = this.#fence();
    const inside = this.rowUntil('right');
    if (this.#peek()?.text !== 'right') throw new Unknown();
    this.#at += 1;
    const close = this.#fence();
    return node('mrow', [...open, ...inside, ...close]);
  }

  #fence(): MathNode[] {
    const token = this.#peek();
    this.#at += 1;
    if (!token || token.sort === 'number') throw new Unknown();
    if (token.text === '.') return [];
    const sign =
      token.sort === 'command'
        ? (SIGNS.get(token.text) ?? (/^[{}|]$/.test(token.text) ? token.text : null))
        : token.text;
    if (sign === null) throw new Unknown();
    return [node('mo', [sign], { stretchy: 'true' })];
  }

  #environment(): MathNode {
    const name = this.#words();
    const fences = ENVIRONMENTS.get(name);
    if (!fences) throw new Unknown();
    if (name === 'array') this.#words();
    const rows: MathNode[] = [];
    let cells: MathNode[] = [];
    for (;;) {
      cells.push(node('mtd', this.rowUntil('cell')));
      const token = this.#peek();
      this.#at += 1;
      if (token?.text === '&') continue;
      rows.push(node('mtr', cells));
      cells = [];
      if (token?.text === 'end') break;
      if (token?.text !== '\\') throw new Unknown();
    }
    if (this.#words() !== name) throw new Unknown();
    const [open, close] = fences;
    const table = node('mtable', rows, { class: /align|cases|array/.test(name) ? 'aligned' : 'matrix' });
    const fence = (sign: string) => (sign === '' ? [] : [node('mo', [sign], { stretchy: 'true' })]);
    return node('mrow', [...fence(open), table, ...fence(close)]);
  }
}

const ENVIRONMENTS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['matrix', ['', '']],
  ['pmatrix', ['(', ')']],
  ['bmatrix', ['[', ']']],
  ['vmatrix', ['|', '|']],
  ['cases', ['{', '']],
  ['array', ['', '']],
  ['aligned', ['', '']],
  ['align', ['', '']],
  ['align*', ['', '']],
  ['gathered', ['', '']],
  ['split', ['', '']],
]);

function withScripts(base: MathNode, below: MathNode | null, above: MathNode | null): MathNode {
  const [only] = base.children;
  const bounds = typeof only === 'string' && WITH_BOUNDS.has(only);
  if (below && above) return node(bounds ? 'munderover' : 'msubsup', [base, below, above]);
  if (below) return node(bounds ? 'munder' : 'msub', [base, below]);
  return node(bounds ? 'mover' : 'msup', [base, above ?? node('mrow', [])]);
}
