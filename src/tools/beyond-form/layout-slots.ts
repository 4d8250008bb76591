import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';
import { unitsOf } from '../../text/empty-talk/units-of.ts';
import { folded, hasWord, plainWords } from './plain-words.ts';
import type { SlotCheck } from './slot-check.ts';

/** The title holds words, and something beside it is said. */
export const title: SlotCheck = (response) => {
  const titles = [...response.matchAll(/<<([^\n<>]{1,300})>>/g)];
  if (titles.length === 0) return null;
  const isTitle = ({ 1: inside = '', index }: RegExpExecArray) =>
    hasWord(inside) &&
    (!/^\s.*\s$/.test(inside) ||
      /(?:^|\n)[^\p{L}\p{N}]*$/u.test(response.slice(Math.max(0, index - 40), index)));
  if (!titles.some(isTitle)) return 'the title holds no word';
  const alone = titles.every(({ 1: inside = '' }) => plainWords(inside).all.length < 4);
  return alone && !hasWord(response.replace(/<<[^\n<>]{1,300}>>/g, ' ')) ? 'nothing but a title' : null;
};

/** Placeholders hold words and are not all. */
export const placeholders: SlotCheck = (response) => {
  const inside = Array.from(response.matchAll(/\[([^[\]\n]{0,300})\]/g), (found) => found[1]!);
  if (inside.length === 0) return null;
  if (!inside.some(hasWord)) return 'the placeholders hold no word';
  return hasWord(response.replace(/\[[^[\]\n]{0,300}\]/g, ' ')) ? null : 'nothing but placeholders';
};

/** Bullet points differ and say something. */
export const bullets: SlotCheck = (response, _, prompt) => {
  const items = Array.from(response.matchAll(/^[ \t]*[-*][ \t]?([^\n]*)$/gm), (found) => found[1]!);
  const counted = items.length > 1 && items.every((item, index) => item.trim() === String(index + 1));
  if (counted && !/\b(?:numbers?|integers?|digits?|count)\b/i.test(prompt))
    return 'the bullet points only count';
  return sameOrEmpty(items, 'bullet points');
};

/** Highlighted sections hold words. */
export const highlights: SlotCheck = (response) => {
  const inside = Array.from(response.matchAll(/\*([^\n*]{1,500})\*/g), (found) => found[1]!);
  if (inside.length === 0) return null;
  if (!inside.some(hasWord)) return 'the highlighted sections hold no word';
  return hasWord(response.replace(/\*[^\n*]{1,500}\*/g, ' ')) ||
    inside.some((part) => plainWords(part).all.length > 3)
    ? null
    : 'nothing but highlighted words';
};

/** Marks of sections begin lines or sentences, and sections say something. */
export const sections: SlotCheck = (response, { section_spliter: given }) => {
  if (typeof given !== 'string' || !/^[\w ]{1,40}$/.test(given.trim())) return null;
  const mark = given.trim().replace(/ /g, '\\s');
  const parts = response.split(new RegExp(`${mark}\\s?\\d+`));
  const numbers = response.match(new RegExp(`(?<![\\p{L}\\p{N}])${mark}\\s?\\d+(?!\\p{L})`, 'gu')) ?? [];
  if (parts.length < 2) return null;
  if (numbers.length < parts.length - 1) return 'section marks stand inside words';
  if (numbers.length > 1 && new Set(numbers.map(folded)).size === 1) return 'one section mark several times';
  const opening = new RegExp(`(?:^|[\\n.!?:;*#>_|-])[\\s*_#>]*${mark}\\s?\\d+`, 'g');
  if ((response.match(opening)?.length ?? 0) * 2 < numbers.length)
    return 'section marks stand inside sentences';
  const empty = parts.slice(1).filter((part) => !hasWord(part)).length;
  if (empty === parts.length - 1) return 'nothing but section marks';
  return parts.length === 3 && empty > 0 && !hasWord(parts[0]!) ? 'a section holds nothing' : null;
};

/** Every paragraph holds a word. */
export const paragraphs: SlotCheck = (response) => {
  const parts = response.split('***').filter((part) => part.trim() !== '');
  if (parts.some((part) => !hasWord(part))) return 'a paragraph holds no word';
  return ofOneWord(parts) ? 'paragraphs of one word' : null;
};

/** Two responses differ. */
export const twoResponses: SlotCheck = (response) => {
  const parts = response.split('******').filter((part) => part.trim() !== '');
  return sameOrEmpty(parts, 'responses');
};

/** Items of a list, whatever marks them, differ and say something. */
export const items: SlotCheck = (response) => {
  const found = response
    .split('\n')
    .flatMap((line) => /^\s*(?:[-*+•‣–]|\(?\d{1,3}[.):])\s*(.*)$/.exec(line)?.[1] ?? []);
  return sameOrEmpty(found, 'items');
};

/** Parts between blank lines, or lines, differ and say something. */
export const parts: SlotCheck = (response) => {
  const blocks = response.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  const found = blocks.length > 1 ? blocks : response.split('\n').filter((part) => part.trim() !== '');
  return ofOneWord(found) ? 'parts of one word' : sameOrEmpty(found, 'parts');
};

function sameOrEmpty(parts: readonly string[], what: string): string | null {
  if (parts.length === 0) return null;
  const texts = parts.map(folded);
  if (!parts.some((part) => hasWord(part) || /\p{N}/u.test(part))) return `the ${what} hold no word`;
  if (texts.some((text) => text === '')) return `one of the ${what} holds nothing`;
  return parts.length > 1 && new Set(texts).size === 1 ? `the ${what} are all the same` : null;
}

/** The first paragraph is the first that holds something. */
export const firstWord: SlotCheck = (response) => {
  if (/^\s*\n\n/.test(response)) return 'blank paragraphs in front';
  return ofOneWord(response.split(/\n\s*\n/)) ? 'paragraphs of one word' : null;
};

function ofOneWord(parts: readonly string[]): boolean {
  const short = parts.filter((part) => plainWords(part).all.length <= 1).length;
  return parts.length > 1 && short > parts.length / 2;
}
/** The second of two paragraphs is more than a word. */
export const twoParagraphs: SlotCheck = (response, kwargs, prompt) => {
  const blocks = response.split(/\n\s*\n/).filter(hasWord);
  const last = blocks.length === 2 ? blocks[1]! : '';
  if (plainWords(last).all.length === 1 && !/\p{N}/u.test(last)) return 'a paragraph of one word';
  const why = whyOnlyTalk(last, { prompt, mayEcho: false, words: NO_WORDS });
  return why === 'words about the text' ? why : parts(response, kwargs, prompt);
};

const NO_WORDS: ReadonlySet<string> = new Set();

/** A mark or a number alone behind the end of the last sentence. */
const LONE_END = /[.!?…]["'”’)]*\s+(?:[^\p{L}\p{N}\s]{0,6}[.!?…]+|\(?\d{1,3}[.!?)]*)\s*$/u;

/** Full stops that end nothing. */
export const sentences: SlotCheck = (response, _, prompt) => {
  if (LONE_END.test(response) && !/\bhow (?:many|much|old)\b|\?/i.test(prompt))
    return 'a sentence without words';
  if (/(?:^|\s)[.!?](?:\s+[.!?]){2,}(?:\s|$)/.test(response)) return 'sentences without words';
  const units = unitsOf(response);
  const short = units.filter(({ words }) => words.length === 1).length;
  return units.length > 2 && short > units.length / 2 ? 'sentences of one word' : null;
};
