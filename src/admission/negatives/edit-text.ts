import type { Random } from '../../spec/random.ts';
import type { Edit } from './edit.ts';
import { editNumber } from './edit-number.ts';

const STRANGE_WORDS = ['lantern', 'walnut', 'glacier', 'saddle', 'orchid', 'anvil', 'thimble', 'harbour'];

/** @returns wrong short texts made from a right one */
export function editText(reference: string, random: Random, caseMatters: boolean): Edit[] {
  const text = reference.trim();
  const words = text.split(/\s+/);
  const edits: Edit[] = [];
  const strange =
    random.shuffled(STRANGE_WORDS).find((word) => !text.toLowerCase().includes(word)) ?? 'qanat';
  if (words.length > 1) {
    const replaced = (at: number) => words.map((word, index) => (index === at ? strange : word)).join(' ');
    edits.push({ name: 'another first word', text: replaced(0), near: true });
    edits.push({ name: 'another last word', text: replaced(words.length - 1), near: true });
    edits.push({
      name: 'the first half of its words',
      text: words.slice(0, words.length >> 1).join(' '),
      near: true,
    });
  } else if ([...text].length >= 4)
    edits.push({
      name: 'the first half of its letters',
      text: [...text].slice(0, [...text].length >> 1).join(''),
      near: true,
    });
  const mixed = scrambled(text, random);
  if (mixed) edits.push({ name: 'letters in another order', text: mixed, near: true });
  if (/^\p{L}/u.test(text) && /\p{L}$/u.test(text))
    edits.push({ name: 'inside a longer word', text: `qu${text}ovex`, near: true });
  if (/\p{L}{3}/u.test(text))
    edits.push({
      name: 'denied',
      text: `It is certainly not ${text}, whatever you may have been told.`,
      near: true,
    });
  edits.push(...editNumberInside(text));
  const swapped = swapCase(text);
  if (caseMatters && swapped !== text) edits.push({ name: 'in the other case', text: swapped, near: true });
  return edits;
}

/** @returns a text with one of its numbers one more */
export function editNumberInside(text: string): Edit[] {
  const found = /(?<![\w.])\d{1,15}(?![\w.])/.exec(text);
  const one = found && editNumber(found[0]).find((edit) => edit.name === 'one more');
  if (!found || !one) return [];
  const changed = text.slice(0, found.index) + one.text + text.slice(found.index + found[0].length);
  return [{ name: 'a number one more', text: changed, near: true }];
}

/** @returns the text with the letters of each word turned round; null where that changes nothing */
function scrambled(text: string, random: Random): string | null {
  const mix = (word: string) => {
    const letters = [...word];
    if (letters.length < 3 || new Set(letters.map((letter) => letter.toLowerCase())).size < 2) return word;
    for (let tries = 0; tries < 5; tries++) {
      const next = random.shuffled(letters).join('');
      if (next.toLowerCase() !== word.toLowerCase()) return next;
    }
    return letters.reverse().join('');
  };
  const mixed = text.replace(/[\p{L}\p{N}]+/gu, mix);
  return mixed.toLowerCase() === text.toLowerCase() ? null : mixed;
}

function swapCase(text: string): string {
  return [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');
}

/** @returns wrong long texts made from a right one */
export function editLong(reference: string): Edit[] {
  const words = reference.trim().split(/\s+/);
  return [
    { name: 'its first quarter', text: words.slice(0, words.length >> 2).join(' '), near: true },
    { name: 'every second word', text: words.filter((_, index) => index % 2 === 0).join(' '), near: true },
  ];
}
