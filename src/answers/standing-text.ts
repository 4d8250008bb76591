import { LOOKS_AGAIN, QUOTED, TAKES_BACK } from './cues.ts';

/** "Not X but Y", "nicht X, sondern Y", "ce n'est pas X mais Y": what is denied stands in front. */
const NOT_BUT =
  /^(?:(?:it|this|that|the answer) (?:is|was) )?not\s+[^,;.\n]{1,60}[,;]?\s+(?:but(?: rather)?|it (?:is|was))\s+|^(?:(?:es|das|dies|die antwort) (?:ist|war) )?(?:nicht|kein\w{0,2})\s+[^,;.\n]{1,60},?\s+sondern\s+|^(?:ce n['’](?:est|était)|non|il ne s['’]agit)\s+pas\s+[^,;.\n]{1,60},?\s+mais\s+(?:bien\s+)?|^no\s(?:(?:es|era|fue)\s)?[^,;.\n]{1,60},?\s+sino\s+(?:que es\s+)?|^non\s(?:è\s|era\s)?[^,;.\n]{1,60},?\s+(?:ma|bensì)\s+|^não\s(?:é\s|era\s)?[^,;.\n]{1,60},?\s+(?:mas(?: sim)?|e sim)\s+|^(?:это\s)?не\s+[^,;.\n]{1,60},\s+а\s+|^[^、。\n]{1,20}(?:ではなく|じゃなくて|でなく)、?|^(?:答案)?(?:不是|并非)[^，。；\n]{1,30}[，,]?(?:而?是)/iu;
/** "Y, not X", "Y und nicht X": what is denied stands behind. */
const NOT_BEHIND =
  /[,;(]\s*(?:and )?(?:not|rather than|instead of|(?:und )?nicht|(?:et )?(?:non|pas)(?: pas)?|y no|(?:e )?non|(?:e )?não|а не)\s+[^,;.\n)]{1,60}\)?(?=[.!\s]*$)|[，,](?:而)?不是[^，。\n]{1,30}(?=[。！\s]*$)/iu;
const DENIAL = /^(?:it|this|that|the answer) (?:is|was)(?: not|n['’]t)\s[^.!?\n]{1,60}[.!]\s+(?=\S)/i;
/** "It was not 1940.", said behind an answer. */
const DENIAL_BEHIND =
  /(?<=[.!]\s{1,2})(?:it|this|that|the answer) (?:is|was)(?: not|n['’]t)\s(?!(?:quite |really |at all |entirely )?(?:correct|true|right|so|the case|accurate|valid|it|what|my|the answer)\b)[^.!?\n]{1,60}[.!]?\s*$/i;
const ASIDE =
  /(?:^|(?<=[.!?\n]\s{0,2}))(?:it|this|that|he|she|which|the \w+) (?:is|was|are|were) (?:sometimes|often|frequently|commonly|easily|not to be) (?:confused|mistaken|mixed up)[^.!?\n]{0,120}[.!?]?|\((?:sources?|see|cf\.?|ref(?:erence)?s?)\b[^()\n]{0,100}\)/gi;
/** "Ada Lovelace, an English mathematician.": what stands behind the name says who it is. */
const APPOSITION =
  /(?<=(?:\p{L}{2}|(?:^|\s)\p{Lu}|\d)[)*]{0,4}),\s+(?:an?|the|who|which|whose|where|from|since|because|as|chosen|named|known|founded|born|built|made|written|completed|after|by|der|die|das|ein|eine|qui|que|une?|le|la|el|un|una)\s(?![^.!?\n]*\b(?:or|oder|ou|o)\s)[^.!?\n]{1,160}[.!]?$/iu;
/** "Canberra (ACT)": a short aside behind a name. */
const IN_BRACKETS = /(?<=[\p{L}\d])\s+\((?!(?:not|or|and|but|maybe|perhaps)\b)([^()\n]{1,30})\)/giu;
/** Opens words in brackets that explain a name, whatever they are. */
const EXPLAINS_NAME = /^(?:born|né|née|geb\.|formerly|aka|a\.k\.a\.|also|see|in|from)\b/i;
const TURN = /\b(?:but|however|aber|doch|mais|pero|ma|mas|но)\b,?\s+/i;
const HELD =
  /\b(?:pensent?|croi(?:t|ent)|pense souvent|meist|viele (?:denken|glauben|meinen)|muchos (?:creen|piensan)|molti (?:pensano|credono)|многие)\b/i;
/** "It was X for a while, but today it is Y": the last clause states the answer with a pronoun for its subject. */
const BUT_IT_IS =
  /^[^.!?\n]{3,160}[,;]?\s(?:but|yet|however|aber|mais|pero|ma|mas)\s(?:[\p{L}]{2,10},?\s){0,2}(?:it(?:['’]s| is| was)|(?:es|das) (?:ist|war)|c['’](?:est|était)|(?:es|è|é)(?= \p{Lu}))\s+(?!not\b|n['’]t\b|nicht\b|pas\b|no\b)/iu;
/** "did not become independent until 1917" says when it did. */
const NOT_UNTIL = /\s(?:not|n['’]t)\b(?=[^.!?\n]{1,60}\suntil\s)/i;
const SAYS = /\p{L}{2}|\d|[\p{Script=Han}]/u;
const OPENING =
  /^(?:[\s,;:.!—–-]|\b(?:no|wait|sorry|i mean|i meant|actually|correction|it is|it was|now it is|that|nein|entschuldigung|es ist|non|pardon|c['’]est|perdón|es|désolé)\b)+/i;
const LONGEST = 600;

/**
 * @param isAside whether words in brackets may be left out; without it, all may
 * @returns what still stands of a short response once what it denies, takes back or sets aside is out; null where that
 *   is nothing or all
 */
export function standingText(said: string, isAside: (words: string) => boolean = () => true): string | null {
  if (said.length > LONGEST) return null;
  let text = said
    .replace(ASIDE, ' ')
    .replace(DENIAL, '')
    .replace(DENIAL_BEHIND, '')
    .replace(NOT_UNTIL, '')
    .trim();
  for (const cue of [TAKES_BACK, LOOKS_AGAIN]) {
    const match = cue.exec(text);
    if (!match || !SAYS.test(text.slice(0, match.index))) continue;
    const rest = text.slice(match.index + match[0].length);
    if (SAYS.test(rest) && !/^\s*that\b/i.test(rest)) text = rest.replace(OPENING, '');
  }
  const reported = QUOTED.exec(text) ?? HELD.exec(text);
  const turn = reported ? TURN.exec(text.slice(reported.index)) : null;
  if (reported && turn) text = text.slice(reported.index + turn.index + turn[0].length).replace(OPENING, '');
  text = text
    .replace(BUT_IT_IS, '')
    .replace(NOT_BUT, '')
    .replace(NOT_BEHIND, '')
    .replace(APPOSITION, '')
    .replace(IN_BRACKETS, (all, words: string) => (EXPLAINS_NAME.test(words) || isAside(words) ? '' : all))
    .trim();
  return text === said.trim() || text === '' ? null : text;
}
