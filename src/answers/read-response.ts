import { clip } from '../text/clip.ts';
import type { PlacedClaim } from './claim.ts';
import { explicitClaims } from './explicit.ts';
import { partThinking } from './thinking.ts';

/** A response taken apart: what it says once its thinking is out, and the places in it that are made for an answer. */
export interface Reading {
  readonly said: string;
  readonly thinking: string;
  /** In order; claims of one place that stand side by side are one, their texts joined with commas. */
  readonly explicit: readonly PlacedClaim[];
}

const LONGEST = 20_000;
const NON_ASCII_DIGIT = /(?![0-9])\p{Nd}/gu;
/** Full-width and mathematical forms of ASCII. */
const DRESSED = /[\uff01-\uff5e\u{1d400}-\u{1d7ff}]/gu;

/** @param longest how many characters behind the thinking are read, as a first and a last part of them */
export function readResponse(response: string, longest = LONGEST): Reading {
  const { thinking, said } = partThinking(response);
  return readSaid(clip(said, longest), thinking);
}

/** @param said a text without thinking, no longer than one wants to be read */
export function readSaid(said: string, thinking = ''): Reading {
  const shown = withoutStruck(withoutLookups(said));
  const text = /[^\x00-\x7f]/.test(shown) ? withPlainDigits(shown) : shown;
  return { said: text, thinking, explicit: sideBySide(text, explicitClaims(text)) };
}

/** Where an agent asks a search engine or a tool in the middle of its answer. */
const ASKS = /<(?:search|tool_call)>/;
/** The question and what came back. The last question may be cut off where the engine was to answer. */
const LOOKED_UP =
  /<(search|information|tool_call|tool_response|observation)>(?:(?!<\1>)[\s\S])*?<\/\1>|<(?:search|tool_call)>[^<]*$/g;

/** @returns a text without what it asks of a search engine and what that answers: neither is said to the user */
function withoutLookups(text: string): string {
  return text.includes('<') && ASKS.test(text) ? text.replace(LOOKED_UP, ' ') : text;
}

const STRUCK = /(?<![\w`~'"])~~(?![~\s])[^~\n`]{1,300}~~(?![\w~'"])|<(s|del|strike)>[^<>\n]{1,300}<\/\1>/g;
/** What a page would not show: comments, elements that are hidden. */
const HIDDEN =
  /<!--[\s\S]{0,2000}?-->|<(\w{1,12})\s[^<>\n]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden|\bhidden\b|font-size\s*:\s*0)[^<>\n]{0,200}>[^<>]{0,2000}<\/\1>/gi;
/** A line of a block quotation, or an empty one. Brackets alone are no quotation: the first of them may be `>`. */
const QUOTING = /^\s*(?:> (?:[\p{L}\p{N}$*"'-][^<>]*|(?=[^<>]*[\p{L}\p{N}])[[{(][^<>]*[\])}]))?$/u;
const SHOWN_AS = /<\/?(?:p|div|span|b|strong|em|i|u|center|h[1-6])>|<br ?\/?>/gi;

/** What stands in a block quotation as a whole is said. What is struck out is not said; tags that only change how a text looks are no part of it, unless they stand in quotation marks. */
function withoutStruck(text: string): string {
  if (/^\s*> /.test(text) && text.split('\n').every((line) => QUOTING.test(line)))
    return withoutStruck(text.replace(/^[ \t]*>[ \t]?/gm, ''));
  const tagged = text.includes('<');
  if (tagged && /<!--|<\w{1,12}\s/.test(text) && !text.includes('```') && text.search(HIDDEN) >= 0)
    return withoutStruck(text.replace(HIDDEN, ' '));
  const struck = text.includes('~~') || (tagged && /<(?:s|del|strike)>/.test(text));
  const bare = struck ? text.replace(STRUCK, ' ') : text;
  if (!tagged || !/<\w/.test(bare) || /['"`]\s?<\w|>\s?['"`]|```/.test(bare)) return bare;
  return bare.replace(SHOWN_AS, (tag) => (/^<\/?(?:p|div|h|br)/i.test(tag) ? '\n' : ''));
}

/** Digits of other scripts and dressed-up letters become ASCII ones. */
function withPlainDigits(text: string): string {
  return text
    .replace(DRESSED, (letter) => letter.normalize('NFKC'))
    .replace(NON_ASCII_DIGIT, (digit) => {
      const plain = digit.normalize('NFKC');
      if (/^[0-9]$/.test(plain)) return plain;
      const code = digit.codePointAt(0)!;
      let value = 0;
      while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
      return String(value);
    });
}

const SIDE_BY_SIDE =
  /^(?:[\s$,;&.|/]|\\[,;! ()[\]]|\\(?:text|quad|qquad|mathrm|left|right|\\)|[{}]|\b(?:and|or|also|perhaps|maybe|possibly|alternatively|equally|else|even|then|as well as|just as well|und|oder|et|ou|y|o)\b|和|或)*$/i;

/** `\\boxed{1} papers and \\boxed{2} bins`: what each box counts stands behind it. */
const NAMED_BESIDE = /^[\s$]{0,4}\p{L}{1,15}(?: \p{L}{1,15})?,?\s(?:and|und|et|y|e)\s[\s$]{0,3}$/u;

function sideBySide(text: string, claims: readonly PlacedClaim[]): readonly PlacedClaim[] {
  if (claims.length < 2) return claims;
  const joined: PlacedClaim[] = [];
  for (const claim of claims) {
    const before = joined.at(-1);
    const between = before && before.place === claim.place ? text.slice(before.until, claim.from) : null;
    const isNext =
      before !== undefined &&
      between !== null &&
      (claim.place === 'boxed' || claim.place === 'tag') &&
      before.until <= claim.from &&
      between.length <= 60 &&
      (SIDE_BY_SIDE.test(between) || NAMED_BESIDE.test(between));
    if (!isNext) joined.push(claim);
    else
      joined[joined.length - 1] = {
        ...before,
        text: before.text === claim.text ? claim.text : `${before.text} , ${claim.text}`,
        end: claim.end,
        until: claim.until,
      };
  }
  return joined;
}
