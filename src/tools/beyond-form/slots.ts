import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { table } from '../../spec/table.ts';
import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';
import { findJsonDocument } from '../../text/json-document.ts';
import { leavesOf } from '../../text/json-leaves.ts';
import { detectLanguage } from '../../text/language.ts';
import { folded, hasWord, plainWords } from './plain-words.ts';

/** Says why what stands in the places that a constraint makes is nothing, or null. */
type SlotCheck = (response: string, kwargs: JsonObject) => string | null;

const title: SlotCheck = (response) => {
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

const placeholders: SlotCheck = (response) => {
  const inside = Array.from(response.matchAll(/\[([^[\]\n]{0,300})\]/g), (found) => found[1]!);
  if (inside.length === 0) return null;
  if (!inside.some(hasWord)) return 'the placeholders hold no word';
  return hasWord(response.replace(/\[[^[\]\n]{0,300}\]/g, ' ')) ? null : 'nothing but placeholders';
};

const bullets: SlotCheck = (response) => {
  const items = Array.from(response.matchAll(/^[ \t]*[-*][ \t]?([^\n]*)$/gm), (found) => found[1]!);
  return sameOrEmpty(items, 'bullet points');
};

const highlights: SlotCheck = (response) => {
  const inside = Array.from(response.matchAll(/\*([^\n*]{1,500})\*/g), (found) => found[1]!);
  if (inside.length === 0) return null;
  if (!inside.some(hasWord)) return 'the highlighted sections hold no word';
  return hasWord(response.replace(/\*[^\n*]{1,500}\*/g, ' ')) ||
    inside.some((part) => plainWords(part).all.length > 3)
    ? null
    : 'nothing but highlighted words';
};

const sections: SlotCheck = (response, { section_spliter: given }) => {
  if (typeof given !== 'string' || !/^[\w ]{1,40}$/.test(given.trim())) return null;
  const mark = given.trim().replace(/ /g, '\\s');
  const parts = response.split(new RegExp(`${mark}\\s?\\d+`));
  const numbers = response.match(new RegExp(`(?<![\\p{L}\\p{N}])${mark}\\s?\\d+(?!\\p{L})`, 'gu')) ?? [];
  if (parts.length < 2) return null;
  if (numbers.length < parts.length - 1) return 'section marks stand inside words';
  if (numbers.length > 1 && new Set(numbers.map(folded)).size === 1) return 'one section mark several times';
  const empty = parts.slice(1).filter((part) => !hasWord(part)).length;
  if (empty === parts.length - 1) return 'nothing but section marks';
  return parts.length === 3 && empty > 0 && !hasWord(parts[0]!) ? 'a section holds nothing' : null;
};

const paragraphs: SlotCheck = (response) => {
  const parts = response.split('***').filter((part) => part.trim() !== '');
  return parts.length === 0 || parts.every(hasWord) ? null : 'a paragraph holds no word';
};

const twoResponses: SlotCheck = (response) => {
  const parts = response.split('******').filter((part) => part.trim() !== '');
  return sameOrEmpty(parts, 'responses');
};

function sameOrEmpty(parts: readonly string[], what: string): string | null {
  if (parts.length === 0) return null;
  const texts = parts.map(folded);
  if (!parts.some((part) => hasWord(part) || /\p{N}/u.test(part))) return `the ${what} hold no word`;
  if (texts.some((text) => text === '')) return `one of the ${what} holds nothing`;
  return parts.length > 1 && new Set(texts).size === 1 ? `the ${what} are all the same` : null;
}

/** `"a" b "c"`: the mark that opens is closed before the end. A quotation inside opens behind a space. */
const quotation: SlotCheck = (response) => {
  if (!response.trim().startsWith('"')) return null;
  const inside = response.trim().slice(1, -1);
  const next = inside.indexOf('"');
  const closes =
    next > 0 && !/[\s([—–-]/.test(inside.charAt(next - 1)) && /[\s.,;:!?]/.test(inside.charAt(next + 1));
  return closes ? 'several quotations, not one around all' : null;
};

const postscript: SlotCheck = (response, { postscript_marker: marker }) => {
  const at =
    typeof marker === 'string'
      ? response.toLowerCase().lastIndexOf(marker.trim().toLowerCase().replace(/\.$/, ''))
      : -1;
  if (at < 0) return null;
  if (!hasWord(response.slice(0, at))) return 'nothing before the postscript';
  return hasWord(response.slice(at + String(marker).trim().length)) ? null : 'the postscript is empty';
};

const endPhrase: SlotCheck = (response, { end_phrase: phrase }) => {
  if (typeof phrase !== 'string') return null;
  const rest = folded(response);
  return rest === folded(phrase) ? 'nothing but the closing words' : null;
};

const repeatPrompt: SlotCheck = (response, { prompt_to_repeat: prompt }) => {
  if (typeof prompt !== 'string') return null;
  return folded(response).length <= folded(prompt).length ? 'nothing but the request' : null;
};

const oneOfThree: SlotCheck = (response) => {
  const said = ['yes', 'no', 'maybe'].filter((word) =>
    response.toLowerCase().includes(`my answer is ${word}`),
  );
  return said.length > 1 ? 'several of the answers' : null;
};

const language: SlotCheck = (response) => (detectLanguage(response) ? null : 'in no language');
/** Capitals alone give the classifier nothing to go by: they are read as small letters. */
const english: SlotCheck = (response) => (detectLanguage(response.toLowerCase()) ? null : 'in no language');

const LEET: Readonly<Record<string, string>> = table({
  0: 'o',
  1: 'i',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
  '!': 'i',
});

const forbidden: SlotCheck = (response, { forbidden_words: words }) => {
  if (!Array.isArray(words)) return null;
  const plain = response.toLowerCase();
  const read = plain
    .replace(/[013457@$!]/g, (mark) => LEET[mark] ?? mark)
    .replace(/(?<=\p{L})[-_.*·](?=\p{L})/gu, '');
  const within = (text: string, word: string) => new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'u').test(text);
  const hidden = words.some(
    (word) =>
      typeof word === 'string' &&
      /^\p{L}{3,40}$/u.test(word) &&
      !within(plain, word.toLowerCase()) &&
      within(read, word.toLowerCase()),
  );
  return hidden ? 'a forbidden word in another spelling' : null;
};

const frequency: SlotCheck = (response, { keyword, frequency: wanted, relation }) => {
  if (
    typeof keyword !== 'string' ||
    typeof wanted !== 'number' ||
    relation !== 'at least' ||
    !/^\p{L}+$/u.test(keyword.trim())
  )
    return null;
  const key = keyword.trim().toLowerCase();
  const words = response.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const holding = words.filter((word) => word.includes(key)).length;
  const counted = response.toLowerCase().split(key).length - 1;
  return counted >= wanted && holding < wanted ? 'the keyword several times in one word' : null;
};

const noComma: SlotCheck = (response) =>
  /[‚﹐︐]|[A-Za-z]\s?[，،、]/.test(response) ? 'a mark that looks like a comma' : null;

/** The first paragraph is the first that holds something. */
const firstWord: SlotCheck = (response) => (/^\s*\n\n/.test(response) ? 'blank paragraphs in front' : null);

const json: SlotCheck = (response) => {
  const bare = response.replace(/```\w*/g, ' ').trim();
  if (!hasWord(bare)) return 'JSON without a word';
  if (/^"[^"\n]*"$/.test(bare)) return 'a text in quotation marks';
  const found = findJsonDocument(response);
  if ('fault' in found) return null;
  const leaves = leavesOf(found.value).map(({ value }) => value);
  const texts = leaves.filter((value) => typeof value === 'string');
  return texts.length === leaves.length
    ? whyOnlyTalk(texts.join('\n'), { prompt: '', mayEcho: true, words: NO_WORDS })
    : null;
};
const NO_WORDS: ReadonlySet<string> = new Set();

/** Full stops that end nothing. */
const sentences: SlotCheck = (response) =>
  /(?:^|\s)[.!?](?:\s+[.!?]){2,}(?:\s|$)/.test(response) ? 'sentences without words' : null;

/** A keyword inside another word is not that word: "oven" in "ovenproof". Endings of the word itself are. */
const keywords: SlotCheck = (response, { keywords: given }) => {
  if (!Array.isArray(given)) return null;
  const words: readonly string[] = response.toLowerCase().match(/[\p{L}\p{M}'’]+/gu) ?? [];
  const missing = given.some((keyword) => {
    if (typeof keyword !== 'string' || !/^[a-z]{3,40}$/i.test(keyword)) return false;
    const key = keyword.toLowerCase();
    const holding = words.filter((word) => word.includes(key));
    return (
      holding.length > 0 && !holding.some((word) => word.startsWith(key) && word.length <= key.length + 4)
    );
  });
  return missing ? 'a keyword stands only inside another word' : null;
};

/** One check a sort of constraint, where what stands in its places can be nothing though the form is kept. */
export const SLOT_CHECKS: Readonly<Record<string, SlotCheck>> = table({
  'detectable_format:title': title,
  'detectable_content:number_placeholders': placeholders,
  'detectable_format:number_bullet_lists': bullets,
  'detectable_format:number_highlighted_sections': highlights,
  'detectable_format:multiple_sections': sections,
  'detectable_format:constrained_response': oneOfThree,
  'detectable_format:json_format': json,
  'detectable_content:postscript': postscript,
  'length_constraints:number_paragraphs': paragraphs,
  'length_constraints:nth_paragraph_first_word': firstWord,
  'combination:two_responses': twoResponses,
  'combination:repeat_prompt': repeatPrompt,
  'startend:quotation': quotation,
  'startend:end_checker': endPhrase,
  'language:response_language': language,
  'change_case:english_capital': english,
  'change_case:english_lowercase': english,
  'keywords:forbidden_words': forbidden,
  'keywords:frequency': frequency,
  'punctuation:no_comma': noComma,
  'length_constraints:number_sentences': sentences,
  'keywords:existence': keywords,
});

const ASKED_WORDS = [
  'keywords',
  'keyword',
  'keyword1',
  'keyword2',
  'keyword3',
  'keyword4',
  'keyword5',
  'end_phrase',
  'first_word',
  'last_word',
] as const;

/** @returns the words that constraints ask for, in lower case */
export function wordsAsked(kwargs: JsonObject): string[] {
  const given: JsonValue[] = ASKED_WORDS.flatMap((key) => kwargs[key] ?? []);
  return given.flat().flatMap((value) => (typeof value === 'string' ? plainWords(value).all : []));
}
