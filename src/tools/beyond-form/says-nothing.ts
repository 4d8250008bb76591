import { unitsOf } from '../../text/empty-talk/units-of.ts';
import { SMALL_WORDS, TENS_WORDS } from '../../text/numbers/number-words.ts';
import { AMBIGUOUS_NUMBERS, VALUES_ELSEWHERE } from '../../text/numbers/number-words-elsewhere.ts';
import { folded, type PlainWords, plainWords } from './plain-words.ts';

/** What the general checks know besides the response. */
export interface Asked {
  readonly prompt: string;
  /** Words that the constraints ask for, in lower case. */
  readonly words: ReadonlySet<string>;
  /** Whether a constraint counts or looks at words, so that digits alone are no answer. */
  readonly wantsWords: boolean;
  /** Whether a constraint allows no more than a few words or letters. */
  readonly mayBeShort: boolean;
  /** Whether the prompt's own words are part of what is asked for. */
  readonly mayEcho: boolean;
  /** Whether the same words are asked for several times. */
  readonly mayRepeat: boolean;
}

const LOREM = new Set(
  'lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt labore dolore magna aliqua'.split(
    ' ',
  ),
);
const ZERO_WIDTH = /[A-Za-z][\u200b-\u200f\u2060\u00ad\ufeff]+[A-Za-z]/;
/** Cyrillic letters that look like Latin ones, beside a Latin letter. */
const LOOK_ALIKE = /[A-Za-z][асеорхіјѕһԁԛԝуАВЕКМНОРСТХІЈЅ]|[асеорхіјѕһԁԛԝуАВЕКМНОРСТХІЈЅ][A-Za-z]/;
const SHORT_ECHO = 3;
const MOST_OF_IT = 0.6;

/** @returns why a response says nothing whatever is asked for, or null */
export function whyNothing(response: string, asked: Asked): string | null {
  if (ZERO_WIDTH.test(response) || LOOK_ALIKE.test(response)) return 'letters are disguised';
  const words = plainWords(response, asked.words);
  return (
    tooFew(response, words, asked) ??
    (asked.mayRepeat ? null : (repeated(words) ?? fewWords(response, words, asked))) ??
    filler(words, asked.prompt) ??
    counting(words, asked.prompt) ??
    repeatedUnits(response, asked) ??
    tooShort(words, asked) ??
    wordOfRequest(words, asked) ??
    hidden(response, asked) ??
    echo(response, words, asked)
  );
}

function tooFew(response: string, words: PlainWords, { wantsWords, prompt }: Asked): string | null {
  if (words.saying.length > 0) {
    const single = words.all.filter((word) => word.length === 1 && /^[a-z]$/.test(word)).length;
    return single > 4 && single > words.all.length / 2 && !/[=+{}[\];]/.test(response)
      ? 'letters stand apart'
      : null;
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

/** A handful of words in ever new order: "cat on a mat and the cat and the mat". */
function fewWords(response: string, { all }: PlainWords, { prompt }: Asked): string | null {
  if (/[={}();]/.test(response)) return null;
  if (all.length < FEWEST_OF_MANY || all.length > MOST_OF_MANY || REFRAIN.test(prompt)) return null;
  return new Set(all).size < all.length * LEAST_DISTINCT ? 'a few words over and over' : null;
}
const FEWEST_OF_MANY = 20;
const MOST_OF_MANY = 200;
const LEAST_DISTINCT = 0.19;

/** The same sentences or lines again and again; a refrain is asked for by name. */
function repeatedUnits(response: string, { words, prompt }: Asked): string | null {
  if (REFRAIN.test(prompt)) return null;
  const units = unitsOf(response)
    .map((unit) => unit.words.filter((word) => !words.has(word)).join(' '))
    .filter((unit) => unit !== '');
  const long = units.filter((unit) => unit.split(' ').length >= 4);
  const distinct = new Set(long).size;
  if (long.length >= 2 && distinct === 1 && long.length >= units.length - 1)
    return 'one sentence over and over';
  return long.length >= 5 && distinct <= long.length * MOST_REPEATED
    ? 'the same sentences over and over'
    : null;
}
const MOST_REPEATED = 0.3;
const REFRAIN = /\b(?:repeat|refrain|chorus|again and again|mantra|chant|times|lyrics|song)\b/i;

/** One word where a text is asked for. */
function tooShort({ all }: PlainWords, { prompt, mayBeShort }: Asked): string | null {
  if (
    mayBeShort ||
    new Set(all).size >= FEWEST_OF_TEXT ||
    !ASKS_TEXT.test(prompt) ||
    MAY_BE_SHORT.test(prompt)
  )
    return null;
  return 'too short for what is asked';
}
const FEWEST_OF_TEXT = 2;
const ASKS_TEXT =
  /\b(?:write|compose|draft|create|tell|give|generate|make|prepare)\b[^.?!\n]{0,80}\b(?:essays?|poems?|stor(?:y|ies)|tales?|letters?|e-?mails?|descriptions?|articles?|blogs?|posts?|reviews?|speech(?:es)?|reports?|summar(?:y|ies)|biograph(?:y|ies)|resumes?|songs?|raps?|scripts?|dialogues?|proposals?|advertisements?|itinerar(?:y|ies)|recipes?|guides?|tutorials?|announcements?|invitations?|warnings?|paragraphs?)\b|^(?:please )?(?:explain|describe|discuss)\b|\b(?:write|tell|talk)\b[^.?!\n]{0,30}\babout\b/i;
const MAY_BE_SHORT =
  /\b(?:one|two|three|single|a) words?\b|\bbrief|\bshort answer|\bletters?\b.{0,30}\b(?:appear|times|less|more|at least)|\btitle for\b|\b(?:name|slogan|predict|classif\w+|how many|rate|rating|stars|headline|tagline|motto|emojis?)\b/i;

/** One word, and one that the request itself uses: "Film." */
function wordOfRequest({ all, distinct }: PlainWords, { prompt, mayEcho }: Asked): string | null {
  const [only] = distinct;
  if (mayEcho || distinct.size !== 1 || all.length !== 1 || MAY_CHOOSE.test(prompt)) return null;
  return new RegExp(`(?<!\\p{L})${only}(?!\\p{L})`, 'iu').test(prompt) ? 'a word of the request' : null;
}
const MAY_CHOOSE =
  /\?|["“'‘:\n]|\b(?:or|choose|pick|select|which|classif\w+|extract|find|identify|one of|options?|word|name)\b/i;

/** What a reader of the page does not see. */
function hidden(response: string, { prompt }: Asked): string | null {
  if (!response.includes('<!--') || /\b(?:html|xml|comments?|markdown|web ?page|code)\b/i.test(prompt))
    return null;
  return /<!--[\s\S]{1,2000}?-->/.test(response.replace(/```[\s\S]*?(?:```|$)/g, ' '))
    ? 'text is hidden'
    : null;
}

function filler({ all }: PlainWords, prompt: string): string | null {
  const lorem = all.filter((word) => LOREM.has(word)).length;
  return lorem >= 3 && lorem > all.length * 0.4 && !/lorem|placeholder|dummy/i.test(prompt)
    ? 'filler text'
    : null;
}

/** "One two three four …", "word one, word two": numbers are counted in place of a text. */
function counting({ all }: PlainWords, prompt: string): string | null {
  if (all.length < FEWEST_COUNTED || MAY_COUNT.test(prompt)) return null;
  const numbers = all.filter((word) => NUMBER_WORDS.has(word));
  return numbers.length >= all.length * MOST_NUMBERS && new Set(numbers).size > all.length / 10
    ? 'numbers are counted'
    : null;
}
const NUMBER_WORDS: ReadonlySet<string> = new Set(
  [...SMALL_WORDS, ...TENS_WORDS, 'hundred', ...VALUES_ELSEWHERE.keys()].filter(
    (word) => !AMBIGUOUS_NUMBERS.has(word),
  ),
);
const FEWEST_COUNTED = 12;
const MOST_NUMBERS = 0.4;
const MAY_COUNT =
  /\bcount(?:s|ing|down)?\b|\bnumbers\b|\bnumerals?\b|\bdigits?\b|\bmultipl|\btimes tables?\b/i;

function echo(response: string, { all }: PlainWords, { prompt, mayEcho }: Asked): string | null {
  if (mayEcho || all.length < SHORT_ECHO) return null;
  const said = folded(response);
  const asked = folded(prompt);
  return said.length >= asked.length * MOST_OF_IT && asked.includes(said) ? 'words of the prompt' : null;
}
