import type { StructureEdit } from './structure-edit.ts';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['emoji', '🙂🎉'],
  ['letters of other scripts', '答案ответ'],
  ['combining marks', `e${'\u0301'.repeat(40)}`],
  ['control characters', 'a\u0001\u200bb\ufeff'],
  ['a long word', 'a'.repeat(20_000)],
  ['many words', 'word '.repeat(4_000).trim()],
  ['many spaces', `a${' '.repeat(5_000)}b`],
  ['brackets', '(((([[[[{{{{'],
  ['a back slash', 'a\\b\\'],
  ['a number beyond all bounds', '9'.repeat(400)],
];

/** @returns a right response with one hostile word. The form is right, so a verifier reads as far as this word */
export function hostileInside(text: string): StructureEdit[] {
  const found = [...text.matchAll(/(?<![\p{L}\\])\p{L}{2,}/gu)].at(-1);
  if (!found) return [];
  const before = text.slice(0, found.index);
  const behind = text.slice(found.index + found[0].length);
  const line = text.lastIndexOf('\n', text.trimEnd().length - 1) + 1;
  const gap = text.indexOf(' ', line);
  const spaced = (size: number) => text.slice(0, gap) + ' '.repeat(size) + text.slice(gap);
  const gaps = gap < 0 ? [] : [{ sort: 'many spaces in its last line', text: `${spaced(40_000)}!` }];
  const inside = HOSTILE.map(([name, hostile]) => ({
    sort: `inside it ${name}`,
    text: before + hostile + behind,
  }));
  return [...inside, ...gaps];
}
