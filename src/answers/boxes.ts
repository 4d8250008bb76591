import type { PlacedClaim } from './claim.ts';

const MOST_BOXES = 200;
const LONGEST = 3_000;
const BOX = /\\(?:boxed|fbox)(?![a-zA-Z])[ \t]*/g;

/** @returns every `\boxed{…}`, `\fbox{…}` and `\boxed 5` of a text in order; one that never closes ends at its line's end */
export function boxesOf(text: string): PlacedClaim[] {
  const boxes: PlacedClaim[] = [];
  if (!text.includes('boxed') && !text.includes('\\fbox')) return boxes;
  BOX.lastIndex = 0;
  for (let match = BOX.exec(text); match; match = BOX.exec(text)) {
    const open = match.index + match[0].length;
    const box = text[open] === '{' ? braced(text, open) : bareWord(text, open);
    boxes.push({ ...box, place: 'boxed', from: match.index });
    if (boxes.length > MOST_BOXES) boxes.shift();
    BOX.lastIndex = Math.max(box.until, BOX.lastIndex);
  }
  return boxes;
}

function bareWord(text: string, start: number): Omit<PlacedClaim, 'place' | 'from'> {
  const word = /^[^\s$\\.,]{1,40}/.exec(text.slice(start, start + 40))?.[0] ?? '';
  return { text: word, start, end: start + word.length, until: start + word.length };
}

function braced(text: string, open: number): Omit<PlacedClaim, 'place' | 'from'> {
  const limit = Math.min(text.length, open + LONGEST);
  let depth = 0;
  for (let at = open; at < limit; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}' && (depth -= 1) === 0)
      return { text: text.slice(open + 1, at).trim(), start: open + 1, end: at, until: at + 1 };
  }
  const inside = text.slice(open + 1, limit);
  const stop = inside.search(/\\[\])]|\$|\n/);
  const end = stop < 0 ? limit : open + 1 + stop;
  return { text: text.slice(open + 1, end).trim(), start: open + 1, end, until: end };
}
