import { prepareCopiedCheck } from './copied.ts';
import { prepareRecordCheck } from './copied-record.ts';
import { prepareExchangeCheck } from './exchanged.ts';
import { prepareMannerCheck } from './manner.ts';
import { prepareInventedNameCheck, prepareNameCheck, prepareReplacedNameCheck } from './names.ts';
import { prepareNegationCheck } from './negation.ts';
import {
  prepareInventedNumberCheck,
  prepareMeasuredCheck,
  prepareMovedNumberCheck,
  prepareNumberCheck,
} from './numbers.ts';
import { prepareOppositeCheck } from './opposites.ts';
import { prepareOtherThingCheck } from './other-of-sort.ts';
import { prepareSentenceCheck } from './sentence-like.ts';
import { prepareTurnedRolesCheck } from './turned-roles.ts';
import { rootsOf, wordsOf } from './words-of.ts';

/** What a graded text was made from: another text to shorten, a record, or a text in another language. */
export type MadeFrom = 'article' | 'record' | 'translation';

/** A fault that no overlap makes up for. `share`: what is left of the value. */
export interface Fault {
  readonly name: string;
  readonly share: number;
}

/** What is left where a fact is wrong: less than half of the best. */
const WRONG_FACT = 0.3;
/** Of shorter references the length of another wording says nothing. */
const FEWEST_WORDS = 5;
/** In longer texts names, numbers and their words recombine of themselves, and one slip weighs little. */
const MOST_WORDS = 70;

/**
 * Prepares the guard in front of overlap metrics: is the text a sentence of the language, no copy, and does it say the facts that
 * references and source say: numbers, names, negations, the values of a record? Overlap is paid only then. What stands in the references
 * is never a fault. Linear in the texts.
 * @returns a check that names the first fault of a text, or null
 */
export function prepareFaults(
  from: MadeFrom,
  references: readonly string[],
  prompt: string,
): (text: string) => Fault | null {
  const longest = Math.max(...references.map((text) => wordsOf(text).length));
  const hasArticle =
    from === 'article' && wordsOf(prompt).length > Math.max(24, longest) && isFrom(prompt, references);
  const noSentence = prepareSentenceCheck(references, hasArticle ? prompt : null);
  const known = hasArticle || from === 'record' ? [...references, prompt] : null;
  const isDenied =
    from === 'article' && !hasArticle ? null : prepareNegationCheck(references, hasArticle ? [prompt] : []);
  const isNear = prepareNearness(references);
  const hasOtherNumber = from === 'translation' ? prepareNumberCheck(references, [prompt]) : null;
  const invents = known ? prepareInventedNumberCheck(known) : null;
  const isCopied = hasArticle ? prepareCopiedCheck(prompt, references) : null;
  const namesOther = hasArticle
    ? prepareNameCheck([...references, prompt])
    : from === 'record'
      ? prepareInventedNameCheck([...references, prompt])
      : null;
  const measures = from === 'record' ? prepareMeasuredCheck([...references, prompt]) : null;
  const hasMovedNumber = prepareMovedNumberCheck(references, known ? [prompt] : []);
  const record = from === 'record' ? prepareRecordCheck(prompt, references) : null;
  const isExchanged = prepareExchangeCheck(references, known ? [prompt] : []);
  const isTurned = prepareTurnedRolesCheck(references, known ? [prompt] : []);
  const isOpposite = prepareOppositeCheck(references, known ? [prompt] : []);
  const hasOtherThing = prepareOtherThingCheck(references, known ? [prompt] : []);
  const mannerFault = prepareMannerCheck([...references, ...(known ? [prompt] : [])]);
  const hasOtherName = prepareReplacedNameCheck(references, prompt);
  const lengthFault = from === 'translation' ? prepareLengthCheck(references) : null;
  const wanted = new Set(references.map((text) => text.trim()));
  return (text) => {
    if (wanted.has(text.trim())) return null;
    const none = noSentence(text);
    if (none && !(record && none === 'word-list')) return { name: none, share: 0 };
    if (isCopied?.(text)) return { name: 'copied-source', share: 0 };
    const data = record?.(text);
    if (data) return { name: data, share: data === 'missing-fact' ? WRONG_FACT : 0 };
    const manner = mannerFault(text);
    if (manner) return { name: manner, share: WRONG_FACT };
    const turned = isDenied?.(text);
    if (
      turned &&
      (hasArticle || isNear(text, from === 'record' || turned === 'both' ? MOSTLY_SAME : SAME_WORDS))
    )
      return { name: 'negation', share: WRONG_FACT };
    const length = lengthFault?.(text);
    if (length) return { name: length, share: WRONG_FACT };
    const isLong = wordsOf(text).length > MOST_WORDS;
    if ((!isLong && hasOtherNumber?.(text)) || invents?.(text) || measures?.(text))
      return { name: 'other-number', share: WRONG_FACT };
    if (namesOther?.(text)) return { name: 'other-name', share: WRONG_FACT };
    if (isLong) return null;
    const isClose = isNear(text, MOSTLY_SAME);
    if (isClose && hasMovedNumber(text)) return { name: 'other-number', share: WRONG_FACT };
    if (from === 'translation' && isClose && hasOtherName(text))
      return { name: 'other-name', share: WRONG_FACT };
    if (isOpposite(text, isNear(text)) && (from !== 'article' || hasArticle || isNear(text)))
      return { name: 'opposite', share: WRONG_FACT };
    if ((isClose || known !== null) && hasOtherThing(text)) return { name: 'other-thing', share: WRONG_FACT };
    if (isClose && (isTurned(text) || isExchanged(text, isNear(text))))
      return { name: 'exchanged', share: WRONG_FACT };
    return null;
  };
}

/** Whether a prompt holds what a reference was made from: half of the reference's words. */
function isFrom(prompt: string, references: readonly string[]): boolean {
  const given = new Set(rootsOf(prompt));
  return references.some((text) => {
    const own = [...new Set(rootsOf(text))];
    return own.filter((root) => given.has(root)).length * 2 > own.length;
  });
}

/** A remark of the translator is no second version. */
const NOTE_BEHIND =
  /\n[^\S\n]*[*_(]{0,3}(?:note|notes|hinweis|anmerkung|remarque|nota|opmerking|explanation)\b[\s\S]*$/i;

/** A translation of a part, or more than one of them: by the words of the shortest and the longest reference. */
function prepareLengthCheck(
  references: readonly string[],
): (text: string) => 'too-short' | 'too-long' | null {
  const counts = references.map((text) => wordsOf(text).length);
  const [least, most] = [0.55 * Math.min(...counts), 1.5 * Math.max(...counts)];
  return (text) => {
    if (Math.min(...counts) < FEWEST_WORDS) return null;
    const words = wordsOf(text.replace(NOTE_BEHIND, '')).length;
    return words < least ? 'too-short' : words > most ? 'too-long' : null;
  };
}

/** Shares of words that two texts have in common. */
const SAME_WORDS = 0.8;
const MOSTLY_SAME = 0.6;

/** A text with mostly the words of a reference: only there is a turned negation sure, since paraphrases negate in other ways. */
function prepareNearness(references: readonly string[]): (text: string, least?: number) => boolean {
  const sets = references.map((text) => new Set(rootsOf(text)));
  return (text, least = SAME_WORDS) => {
    const own = new Set(rootsOf(text));
    return sets.some((set) => {
      const shared = [...own].filter((root) => set.has(root)).length;
      return shared / Math.max(1, own.size, set.size) > least;
    });
  };
}
