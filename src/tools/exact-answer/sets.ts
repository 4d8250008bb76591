const LONGEST = 2_000;
const MOST_DEEP = 4;
const OPEN = '([{<';
const CLOSE = ')]}>';

/**
 * Reads a set: `{2, 3, 5}`, `\\{a, b\\}`, `{(A,B),(C,D)}`.
 * @returns a key that is the same for the same items in any order, or null for what is no set
 */
export function readSet(text: string): string | null {
  const inside = insideOf(text);
  return inside === null ? null : keyOfItems(inside, 0);
}

/**
 * Reads a claim where a set is wanted: its braces may be left out.
 * @returns the key of its items, or null where it lists none
 */
export function readAsSet(text: string): string | null {
  const bare = plain(text);
  return readSet(bare) ?? (bare.length <= 400 ? keyOfItems(bare, 0) : null);
}

function plain(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(/\\([{}])/g, '$1')
    .replace(/\\(?:left|right)(?![a-z])|[$`*]|\\[,;! ]/g, '')
    .trim()
    .replace(/[.。]$/, '')
    .trim();
}

function insideOf(text: string): string | null {
  const bare = plain(text);
  if (text.length > LONGEST || !bare.startsWith('{') || !bare.endsWith('}')) return null;
  // A set has items, and no keys with values behind colons.
  const inside = bare.slice(1, -1).trim();
  return inside === '' || /[:=|]/.test(inside) || itemsOf(bare).length !== 1 ? null : inside;
}

/** Items in the order of their text, so that the order they were given in does not count; those in round brackets keep theirs. */
function keyOfItems(text: string, depth: number): string | null {
  const items = itemsOf(text).map((item) => keyOf(item, depth));
  if (items.length === 0 || items.some((item) => item === null || item === '')) return null;
  return [...new Set(items)].sort().join(' , ');
}

function keyOf(item: string, depth: number): string | null {
  const text = item.trim().replace(/^(?:and|und|et|y|e)\s+/i, '');
  if (text.startsWith('{') && text.endsWith('}') && depth < MOST_DEEP) {
    const inner = keyOfItems(text.slice(1, -1), depth + 1);
    return inner === null ? null : `{${inner}}`;
  }
  return text
    .replace(/["'“”‘’]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s?([,()[\]])\s?/g, '$1')
    .toLowerCase();
}

/** Cuts at commas, semicolons and "and" that stand in no brackets. */
function itemsOf(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]!;
    if (OPEN.includes(letter)) depth += 1;
    else if (CLOSE.includes(letter)) depth -= 1;
    if (depth !== 0) continue;
    const joint = /^(?:[,;]|\s(?:and|und|et|y|e)\s)/i.exec(text.slice(at, at + 6));
    if (!joint) continue;
    items.push(text.slice(start, at));
    at += joint[0].length - 1;
    start = at + 1;
  }
  items.push(text.slice(start));
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
