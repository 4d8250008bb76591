import { areFunctionWords } from '../function-words.ts';
import { detectLanguage } from '../language.ts';
import { isGibberish, isLorem, isMeta } from './no-words.ts';
import { isBagOfPrompt, namesPart } from './of-the-prompt.ts';
import { saysBack } from './said-back.ts';
import { isSalad } from './salad.ts';
import { type Talk, talkOf } from './talk.ts';
import { type Unit, unitsOf } from './units-of.ts';

/** Why a sentence says nothing of what was asked. */
export type Emptiness =
  | Talk
  | 'words about the text'
  | 'filler text'
  | 'no words of a language'
  | 'words without a sentence'
  | 'words of the prompt'
  | 'letters'
  | 'words asked for';

/** What is known of the query beside a text. */
export interface Beside {
  readonly prompt: string;
  /** Whether the prompt's own words are part of what is asked for. */
  readonly mayEcho: boolean;
  /** Words that the query asks for, in lower case: alone they say nothing. */
  readonly words: ReadonlySet<string>;
}

const SHORT_ECHO = 3;
/** One Latin letter, or the same one over and over. */
const LETTERS = /^([a-z])\1*$/;

/** @returns why one sentence or line says nothing, or null where it may say something */
function whyEmptyUnit({ text, words, bracketed }: Unit, beside: Beside): Emptiness | null {
  const { prompt, mayEcho, words: asked } = beside;
  const own = asked.size === 0 ? words : words.filter((word) => !asked.has(word));
  if (own.length === 0) return 'words asked for';
  const talk = talkOf(own, bracketed, /\?/.test(text), prompt);
  if (talk) return talk;
  if (words.length > 1 && isMeta(own)) return 'words about the text';
  if (isLorem(own)) return 'filler text';
  if (isGibberish(own)) return 'no words of a language';
  if (isSalad(text, own) && detectLanguage(text.toLowerCase())?.language === 'en')
    return 'words without a sentence';
  if (own.every((word) => LETTERS.test(word))) return 'letters';
  if (areFunctionWords(words)) return 'words without a sentence';
  if (!mayEcho && namesPart(words, beside)) return 'words about the text';
  if (!mayEcho && (isBagOfPrompt(own, beside) || saysBack(words, /\?/.test(text), beside)))
    return 'words of the prompt';
  return !mayEcho && own.length >= SHORT_ECHO && (echoes(own, prompt) || echoes(words, prompt))
    ? 'words of the prompt'
    : null;
}

/**
 * @returns why a text says nothing: every sentence and line of it is a refusal, an announcement, talk about its own form, a place to be
 * filled in, filler, or the prompt said back; null where one of them may say something, or the text holds none. A lone "yes" or "no"
 * may be the answer.
 */
export function whyOnlyTalk(text: string, beside: Beside): Emptiness | null {
  const units = unitsOf(text);
  // "Sure, here are five capitals:" announces what then does not come.
  if (units.length === 1 && units[0]!.words.length > 2 && /[:：]\W*$/u.test(text)) return 'announcement';
  let first: Emptiness | null = null;
  for (const unit of units) {
    const promises: Emptiness | null =
      first === 'announcement' && PROMISES.test(unit.plain) ? 'announcement' : null;
    const why: Emptiness | null = whyEmptyUnit(unit, beside) ?? promises;
    if (!why) return null;
    first ??= why;
  }
  if (first === 'acknowledgement' && units.length <= 2 && ANSWERS.test(units[0]!.plain)) return null;
  if (first === 'letters' && units.length === 1) return null;
  if (first === 'words about the text' && units.length === 1 && /\?/.test(beside.prompt)) return null;
  return first;
}
/** Behind an announcement: "It will be helpful. I will check it twice." */
const PROMISES =
  /^(?:(?:and|then|also) )*(?:it|this|that|the (?:text|post|answer|response|poem|story|list|article|essay|letter|email)|i) (?:will|shall|am going to|is going to|'ll|hope)\b/u;
const ANSWERS = /^(?:yes|no|maybe|true|false|correct|oui|non|ja|nein|sí|si|sim|да|нет|是|はい)(?!\p{L})/u;

/** A request said back, or a part of it such as its example. What a prompt gives to work on may well be given again. */
function echoes(words: readonly string[], prompt: string): boolean {
  const said = ` ${words.join(' ')} `;
  return unitsOf(prompt).some(
    ({ plain, text }) => (REQUESTS.test(plain) || /\?["')\]]*$/.test(text)) && ` ${plain} `.includes(said),
  );
}
const REQUESTS =
  /^(?:please |can you |could you |now |then |also |and )*(?:write|explain|describe|give|list|tell|create|compose|draft|generate|make|provide|suggest|summari[sz]e|name|answer|respond|include|use|do not|don't|finish|end|start|begin|wrap|highlight|mark|add|put|extract|classify|invent|label|rate|choose|select|pick|identify|calculate|compute|solve|determine|analy[sz]e|parse|count|sort|fill|complete|imagine|design|plan|recommend|return|output|convert|translate|find|say|show|discuss|compare|rewrite|in your (?:response|answer)|your|the (?:response|answer|output|word|letter|whole|entire)|there should|paragraphs?|responses|entire|separate|format|at the end|schreibe?|beschreibe?|erkläre?|écri[st]|décri[st]|expli\w+|escrib\w+|describ\w+|scriv\w+|descriv\w+)\b/u;
