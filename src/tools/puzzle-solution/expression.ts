/** An exact fraction. */
interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

/** What an expression comes to, and the numbers that stand in it. */
export interface Evaluated {
  readonly value: Fraction;
  readonly numbers: readonly number[];
}

const LONGEST = 400;
const DEEPEST = 40;
const TOKEN = /\s*(\d{1,15}(?:\.\d{1,6})?|[-+*/()])/y;

/** @returns the expression in plain signs: LaTeX's and typographic ones are written out */
function plainSigns(text: string): string {
  return text
    .replace(/\\d?frac\s*\{([^{}]{1,100})\}\s*\{([^{}]{1,100})\}/g, '(($1)/($2))')
    .replace(/\\(?:times|cdot)\b|[×·∙⋅]/g, '*')
    .replace(/\\div\b|[÷]/g, '/')
    .replace(/[−–]/g, '-')
    .replace(/\\left|\\right|\\[,;! ]|\$/g, '')
    .replaceAll('[', '(')
    .replaceAll(']', ')');
}

/**
 * Evaluates sums, differences, products and quotients of numbers, exactly. Signs in front of a number are allowed.
 * @returns null where the text is anything else, too long, or divides by zero
 */
export function evaluate(source: string): Evaluated | null {
  const text = plainSigns(source).trim();
  if (text.length > LONGEST) return null;
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push(found[1]!);
  }
  const numbers: number[] = [];
  let at = 0;
  const sum = (depth: number): Fraction | null => {
    let left = product(depth);
    while (left && (tokens[at] === '+' || tokens[at] === '-')) {
      const sign = tokens[at++] === '+' ? 1n : -1n;
      const right = product(depth);
      left = right && {
        top: left.top * right.bottom + sign * right.top * left.bottom,
        bottom: left.bottom * right.bottom,
      };
    }
    return left;
  };
  const product = (depth: number): Fraction | null => {
    let left = factor(depth);
    while (left && (tokens[at] === '*' || tokens[at] === '/')) {
      const times = tokens[at++] === '*';
      const right = factor(depth);
      if (!right || (!times && right.top === 0n)) return null;
      left = times
        ? { top: left.top * right.top, bottom: left.bottom * right.bottom }
        : { top: left.top * right.bottom, bottom: left.bottom * right.top };
    }
    return left;
  };
  const factor = (depth: number): Fraction | null => {
    const token = tokens[at++];
    if (token === undefined || depth > DEEPEST) return null;
    if (token === '-' || token === '+') {
      const inner = factor(depth + 1);
      return inner && { top: token === '-' ? -inner.top : inner.top, bottom: inner.bottom };
    }
    if (token === '(') {
      const inner = sum(depth + 1);
      return tokens[at++] === ')' ? inner : null;
    }
    if (!/^\d/.test(token)) return null;
    numbers.push(Number(token));
    return fractionOf(token);
  };
  const value = sum(0);
  return value && at === tokens.length ? { value, numbers } : null;
}

function fractionOf(digits: string): Fraction {
  const [whole, part = ''] = digits.split('.');
  return { top: BigInt(`${whole}${part}`), bottom: 10n ** BigInt(part.length) };
}

/** Whether two fractions are one number. */
export function isSame(left: Fraction, right: Fraction): boolean {
  return left.top * right.bottom === right.top * left.bottom;
}
