import { LOOKS_AGAIN, QUOTED, TAKES_BACK } from '../../answers/cues.ts';

const NOT_BUT = /^(?:it (?:is|was) )?not\s+[^,;.\n]{1,60}[,;]?\s+(?:but(?: rather)?|it (?:is|was))\s+/i;
const NOT_BEHIND = /[,;(]\s*(?:and )?not\s+[^,;.\n)]{1,60}\)?(?=[.!\s]*$)/i;
const DENIAL = /^(?:it|this|that|the answer) (?:is|was)(?: not|n['’]t)\s[^.!?\n]{1,60}[.!]\s+(?=\S)/i;
const ASIDE =
  /(?:^|(?<=[.!?\n]\s{0,2}))(?:it|this|that|he|she|which|the \w+) (?:is|was|are|were) (?:sometimes|often|frequently|commonly|easily|not to be) (?:confused|mistaken|mixed up)[^.!?\n]{0,120}[.!?]?|\((?:sources?|see|cf\.?|ref(?:erence)?s?)\b[^()\n]{0,100}\)/gi;
/** "Ada Lovelace, an English mathematician.": what stands behind the name says who it is. */
const APPOSITION =
  /(?<=\p{L}{2}[)*]{0,4}),\s+(?:an?|the|who|which|whose|where|from|since|because|as|chosen|named|known|founded|born|built|made|written|completed|after|by)\s(?![^.!?\n]*\bor\s)[^.!?\n]{1,160}[.!]?$/iu;
/** "Canberra (ACT)": a short aside behind a name. */
const IN_BRACKETS = /(?<=\p{L})\s+\((?!(?:not|or|and|but|maybe|perhaps)\b)[^()\n]{1,30}\)/giu;
const TURN = /\b(?:but|however)\b,?\s+/i;
const SAYS = /\p{L}{2}|\d/u;
const OPENING =
  /^(?:[\s,;:.!—–-]|\b(?:no|wait|sorry|i mean|i meant|actually|correction|it is|it was|now it is|that)\b)+/i;
const LONGEST = 600;

/** @returns what still stands of a short response once what it denies, takes back or sets aside is out; null where that is nothing or all */
export function standingText(said: string): string | null {
  if (said.length > LONGEST) return null;
  let text = said.replace(ASIDE, ' ').replace(DENIAL, '').trim();
  for (const cue of [TAKES_BACK, LOOKS_AGAIN]) {
    const match = cue.exec(text);
    if (!match || !SAYS.test(text.slice(0, match.index))) continue;
    const rest = text.slice(match.index + match[0].length);
    if (SAYS.test(rest) && !/^\s*that\b/i.test(rest)) text = rest.replace(OPENING, '');
  }
  const reported = QUOTED.exec(text);
  const turn = reported ? TURN.exec(text.slice(reported.index)) : null;
  if (reported && turn) text = text.slice(reported.index + turn.index + turn[0].length).replace(OPENING, '');
  text = text
    .replace(NOT_BUT, '')
    .replace(NOT_BEHIND, '')
    .replace(APPOSITION, '')
    .replace(IN_BRACKETS, '')
    .trim();
  return text === said.trim() || text === '' ? null : text;
}
