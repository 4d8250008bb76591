/**
 * A value as Python or JSON writes it, as one string that is the same for equal values. Equal is what Python's `==`
 * says, but that True is not 1: 1 and 1.0 are equal, a list is no tuple, sets and dictionaries have no order. So a comparison of nested values is a comparison of two strings.
 */
export type Canonical = string & { readonly canonical: true };

function canonical(text: string): Canonical {
  return text as Canonical;
}

export const NONE = canonical('none');

export function truth(value: boolean): Canonical {
  return canonical(`truth:${value}`);
}

export function integer(value: bigint): Canonical {
  return canonical(`number:${value}`);
}

export function float(value: number): Canonical {
  return Number.isInteger(value) ? integer(BigInt(value)) : canonical(`number:${value}`);
}

/** @returns a complex number; one without imaginary part is the real number */
export function complex(real: number, imaginary: number): Canonical {
  return imaginary === 0 ? float(real) : canonical(`complex:${real + 0},${imaginary}`);
}

export function text(value: string): Canonical {
  return canonical(`text:${JSON.stringify(value)}`);
}

/** @param value one UTF-16 unit from 0 to 255 for each byte */
export function bytes(value: string): Canonical {
  return canonical(`bytes:${JSON.stringify(value)}`);
}

export function list(items: readonly Canonical[]): Canonical {
  return canonical(`list[${items.join(' ')}]`);
}

export function deque(items: Canonical): Canonical {
  return canonical(`deque ${items}`);
}

export function tuple(items: readonly Canonical[]): Canonical {
  return canonical(`tuple(${items.join(' ')})`);
}

export function set(items: readonly Canonical[]): Canonical {
  return canonical(`set{${[...new Set(items)].sort().join(' ')}}`);
}

/** Of equal keys the last one counts. */
export function dictionary(entries: readonly (readonly [Canonical, Canonical])[]): Canonical {
  const pairs = [...new Map(entries)].map(([key, value]) => `${key}=>${value}`);
  return canonical(`dictionary{${pairs.sort().join(' ')}}`);
}
