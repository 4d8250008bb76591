/**
 * Linear temporal logic on finite traces (De Giacomo and Vardi, 2013): `!`, `&`, `|`, `->`, `X` (there is a next event, and it does), `N` (if there is
 * one), `F` (some time), `G` (always), `U` (until), `R` (release), brackets, `true`, `false`, and names of events.
 */
export type Formula =
  | { readonly op: 'true' | 'false' }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: '!' | 'X' | 'N' | 'F' | 'G'; readonly of: Formula }
  | { readonly op: '&' | '|' | '->' | 'U' | 'R'; readonly left: Formula; readonly right: Formula };

const TOKEN = /\s*(->|[!&|()]|[A-Za-z_][A-Za-z0-9_]*)/y;
const LONGEST = 2_000;
const DEEPEST = 100;
const UNARY: ReadonlySet<string> = new Set(['!', 'X', 'N', 'F', 'G']);
/** From the weakest to the strongest. */
const BINARY: readonly (readonly string[])[] = [['->'], ['|'], ['&'], ['U', 'R']];

/** @returns the formula, or what is wrong with the text */
export function parseFormula(text: string): Formula | string {
  if (text.length > LONGEST) return `a formula has at most ${LONGEST} characters`;
  const tokens = tokensOf(text);
  if (typeof tokens === 'string') return tokens;
  const reader = new FormulaReader(tokens);
  try {
    return reader.whole();
  } catch (thrown) {
    return thrown instanceof SyntaxError ? thrown.message : String(thrown);
  }
}

function tokensOf(text: string): string[] | string {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (!found) return `${JSON.stringify(text.slice(at, at + 10).trim())} is no part of a formula`;
    tokens.push(found[1]!);
  }
  return tokens;
}

class FormulaReader {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Formula {
    const formula = this.#binary(0);
    if (this.#at < this.#tokens.length) throw new SyntaxError(`${this.#tokens[this.#at]} is one too many`);
    return formula;
  }

  /** All of them bind to the right. */
  #binary(level: number): Formula {
    const ops = BINARY[level];
    if (!ops) return this.#unary();
    const left = this.#binary(level + 1);
    const op = this.#tokens[this.#at];
    if (op === undefined || !ops.includes(op)) return left;
    this.#at += 1;
    return this.#deeper(() => ({ op: op as '&', left, right: this.#binary(level) }));
  }

  #unary(): Formula {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new SyntaxError('the formula ends too early');
    if (UNARY.has(token)) return this.#deeper(() => ({ op: token as '!', of: this.#unary() }));
    if (token === '(') {
      const inside = this.#deeper(() => this.#binary(0));
      if (this.#tokens[this.#at++] !== ')') throw new SyntaxError('a bracket is not closed');
      return inside;
    }
    if (!/^[A-Za-z_]/.test(token) || token === 'U' || token === 'R')
      throw new SyntaxError(`${token} stands where an event should`);
    return token === 'true' || token === 'false' ? { op: token } : { op: 'name', name: token };
  }

  #deeper(read: () => Formula): Formula {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new SyntaxError(`a formula is at most ${DEEPEST} deep`);
    const formula = read();
    this.#depth -= 1;
    return formula;
  }
}

/** @returns the names of events that a formula uses */
export function namesIn(formula: Formula): Set<string> {
  if (formula.op === 'name') return new Set([formula.name]);
  if ('of' in formula) return namesIn(formula.of);
  return 'left' in formula ? namesIn(formula.left).union(namesIn(formula.right)) : new Set();
}

/**
 * @param length events of the trace
 * @param holds whether the event at a place is one that a name means
 * @returns whether the formula holds of the trace; of an empty one, what holds without any event
 */
export function holdsOf(
  formula: Formula,
  length: number,
  holds: (name: string, at: number) => boolean,
): boolean {
  return table(formula, length, holds)[0] === 1;
}

/** By place, and one place behind the last event, where only what needs no event holds. */
function table(formula: Formula, length: number, holds: (name: string, at: number) => boolean): Uint8Array {
  const made = new Uint8Array(length + 1);
  const fill = (value: (at: number) => boolean, behind: boolean): Uint8Array => {
    made[length] = behind ? 1 : 0;
    for (let at = length - 1; at >= 0; at--) made[at] = value(at) ? 1 : 0;
    return made;
  };
  if ('left' in formula) {
    const left = table(formula.left, length, holds);
    const right = table(formula.right, length, holds);
    switch (formula.op) {
      case '&':
        return fill((at) => left[at] === 1 && right[at] === 1, left[length] === 1 && right[length] === 1);
      case '|':
        return fill((at) => left[at] === 1 || right[at] === 1, left[length] === 1 || right[length] === 1);
      case '->':
        return fill((at) => left[at] === 0 || right[at] === 1, left[length] === 0 || right[length] === 1);
      case 'U':
        return fill((at) => right[at] === 1 || (left[at] === 1 && made[at + 1] === 1), false);
      case 'R':
        return fill((at) => right[at] === 1 && (left[at] === 1 || made[at + 1] === 1), true);
    }
  }
  if ('of' in formula) {
    const of = table(formula.of, length, holds);
    switch (formula.op) {
      case '!':
        return fill((at) => of[at] === 0, of[length] === 0);
      case 'X':
        return fill((at) => at + 1 < length && of[at + 1] === 1, false);
      case 'N':
        return fill((at) => at + 1 >= length || of[at + 1] === 1, true);
      case 'F':
        return fill((at) => of[at] === 1 || made[at + 1] === 1, false);
      case 'G':
        return fill((at) => of[at] === 1 && made[at + 1] === 1, true);
    }
  }
  if (formula.op === 'name') return fill((at) => holds(formula.name, at), false);
  return fill(() => formula.op === 'true', formula.op === 'true');
}
