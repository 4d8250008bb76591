import { folded, type PlainWords, plainWords } from './plain-words.ts';

/** What the general checks know besides the response. */
export interface Asked {
  readonly prompt: string;
  /** Words that the constraints ask for, in lower case. */
  readonly words: ReadonlySet<string>;
  /** Whether a constraint counts or looks at words, so that digits alone are no answer. */
  readonly wantsWords: boolean;
  /** Whether the prompt's own words are part of what is asked for. */
  readonly mayEcho: boolean;
}

const LOREM = new Set(
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna aliqua'.split(
    ' ',
  ),
);
/** Words that no English sentence of some length does without. */
const FUNCTION_WORDS = new Set(
  'the a an of to in on at for with by from and or but is are was were be it its this that he she they we you i not as has have will can do his her their my your our so if'.split(
    ' ',
  ),
);
const ZERO_WIDTH = /[A-Za-z][\u200b-\u200f\u2060\u00ad\ufeff]+[A-Za-z]/;
/** Cyrillic letters that look like Latin ones, beside a Latin letter. */
const LOOK_ALIKE = /[A-Za-z][асеорхіјѕһԁԛԝуАВЕКМНОРСТХІЈЅ]|[асеорхіјѕһԁԛԝуАВЕКМНОРСТХІЈЅ][A-Za-z]/;
const REFUSAL =
  /^["'*\s]{0,4}(?:i|we)(?:['’]ll)?\s(?:(?:will|can|do|would|could|shall)\s?(?:not|n['’]t)|cannot|won['’]t|can['’]t|don['’]t|refuse)\b/i;
const FEW_WORDS = 15;
const MANY_WORDS = 12;
const SHORT_ECHO = 3;

/** @returns why a response says nothing whatever is asked for, or null */
export function whyNothing(response: string, asked: Asked): string | null {
  if (ZERO_WIDTH.test(response) || LOOK_ALIKE.test(response)) return 'letters are disguised';
  const words = plainWords(response, asked.words);
  return (
    tooFew(response, words, asked) ??
    repeated(words) ??
    filler(words, asked.prompt) ??
    refused(response, words) ??
    salad(response, words) ??
    echo(response, words, asked)
  );
}

function tooFew(response: string, words: PlainWords, { wantsWords, prompt }: Asked): string | null {
  if (words.saying.length > 0) {
    const single = words.all.filter((word) => word.length === 1 && /^[a-z]$/.test(word)).length;
    return single > 4 && single > words.all.length / 2 ? 'letters stand apart' : null;
  }
  if (words.all.some((word) => word.length > 1)) return 'only the words that are asked for, or syllables';
  if (!wantsWords && /\p{N}/u.test(response)) return null;
  if (!wantsWords && words.all.length === 1 && /\b(?:letter|option|choice)s?\b|\(A\)|\bA[).:]/i.test(prompt))
    return null;
  return 'no word';
}

function repeated({ all, saying, distinct }: PlainWords): string | null {
  if (saying.length >= 3 && distinct.size === 1) return 'one word over and over';
  if (all.length >= 6 && distinct.size <= 2) return 'two words over and over';
  if (all.length < 8) return null;
  const runs = new Set(all.slice(2).map((word, index) => `${all[index]} ${all[index + 1]} ${word}`));
  return runs.size / (all.length - 2) < 0.3 ? 'the same words over and over' : null;
}

function filler({ all }: PlainWords, prompt: string): string | null {
  const lorem = all.filter((word) => LOREM.has(word)).length;
  return lorem >= 3 && lorem > all.length * 0.4 && !/lorem|placeholder|dummy/i.test(prompt)
    ? 'filler text'
    : null;
}

function refused(response: string, { all }: PlainWords): string | null {
  return all.length <= FEW_WORDS && REFUSAL.test(response) ? 'a refusal' : null;
}

/** English words in a row without one that makes a sentence of them; lists have line ends or commas between. */
function salad(response: string, { all }: PlainWords): string | null {
  if (
    all.length < MANY_WORDS ||
    /[\n,;|•]/.test(response.trim()) ||
    !all.every((word) => /^[a-z'’]+$/.test(word))
  )
    return null;
  return all.some((word) => FUNCTION_WORDS.has(word)) ? null : 'words without a sentence';
}

function echo(response: string, { all }: PlainWords, { prompt, mayEcho }: Asked): string | null {
  if (mayEcho || all.length < SHORT_ECHO) return null;
  const said = folded(response);
  return said !== '' && folded(prompt).includes(said) ? 'words of the prompt' : null;
}
