import type { Found } from '../../answers/grammar.ts';
import type { Option } from '../../text/choices/options.ts';
import { ORDINAL_WORDS } from '../../text/numbers/ordinal-words.ts';

/** A letter or number that names an option, and whether it stands as a name does: in brackets, with a mark, in capitals. */
export interface LabelMention extends Found<string> {
  readonly byText: boolean;
}

const ORDINAL =
  /\b(first|second|third|fourth|fifth|sixth|last|[1-6](?:st|nd|rd|th))\s+(?:option|choice|one|alternative|statement|candidate)\b/gi;
/** A letter that stands alone: in brackets, before a mark, between CJK letters, or as a word of its own. */
const ALONE =
  /[([{（【]\s?([A-Za-z]|\d{1,2})\s?[)\]}）】]|(?<![\p{Script=Latin}\p{N}\p{M}'’$\\_.°-])(?<!\p{L}{2}\/)([A-Za-z]|\d{1,2})(?![\p{Script=Latin}\p{N}\p{M}'’°%€$_]|[.,]\d|-\p{L}|\/\p{L}{2})/gu;
const NAMES =
  /(?:\b(?:options?|choices?|letters?|answers?|is|be|are|it['’]s|with|pick(?:ing)?|choose|choosing|select|selecting|chose|say|statements?|alternativas?|letra|lettre|buchstabe|opción|opzione|réponse|la|der|die|that|leaves?|for|in|both|and|or|either|nor|not|number|than|of|say|to|also)|[:：,;/&+|=>→✅☑✔*"“'`(–—]|选|選|選擇|选择|是|为|は|은|는)[\s*"“'`(]{0,4}$/iu;
/** Behind an `A` or `I` that is neither article nor pronoun: a mark, an end, another letter. */
const ARTICLE_NO =
  /^[*"”'`]{0,3}\s{0,2}(?:$|[).:,;!?\]}/&+]|\()|^\s(?:and|or|nor|&)\s[([*]{0,3}[A-Z](?![a-z])/;
const FOLLOWED =
  /^[*"”'`]{0,3}\s{0,2}(?:$|[).:,;!?。।，、）：\]}|–—&+/*-]|\s(?:(?:oder|und|ou|et|y|o|e|to|nor|vs\.?|versus|или|и) \(?[A-Z](?![\p{L}])|[-–—=(]|is\b|are\b|was\b|because\b|since\b|as\b|or\b|and\b|but\b|seems\b|must\b|would\b|has\b|remains?\b|it is\b|then\b|by\b|due\b|given\b|only\b|\(|[A-Z](?![a-z]))|です|입니다|だ|吧|\s?हैं?(?!\p{L}))/u;

/** @returns the labels that a text names, in order; `a` and `I` count only where they cannot be words */
export function labelMentions(text: string, options: readonly Option[]): LabelMention[] {
  const labels = options.flatMap((option) => option.label ?? []);
  const isLabel = (label: string) => (labels.length > 0 ? labels.includes(label) : /^[A-Z]$/.test(label));
  const mentions: LabelMention[] = [];
  for (const match of text.matchAll(ALONE)) {
    const raw = (match[1] ?? match[2])!;
    const label = raw.toUpperCase();
    const bracketed =
      match[1] !== undefined && /^[A-Z]$/.test(raw) && labels.every((known) => /^[A-Z]$/.test(known));
    if (!isLabel(label) && !bracketed) continue;
    const start = match.index;
    const end = start + match[0].length;
    if (match[1] === undefined && !isName(text, raw, start, end)) continue;
    mentions.push({ value: label, start, end, byText: false });
  }
  for (const match of text.matchAll(ORDINAL)) {
    const at = /last/i.test(match[1]!)
      ? labels.length - 1
      : (ORDINAL_WORDS.get(match[1]!.toLowerCase()) ?? Number.parseInt(match[1]!, 10)) - 1;
    const label = labels[at];
    if (label !== undefined)
      mentions.push({ value: label, start: match.index, end: match.index + match[0].length, byText: false });
  }
  return [...mentions, ...runs(text, labels)].sort((left, right) => left.start - right.start);
}

function isName(text: string, raw: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const behind = text.slice(end, end + 24);
  const opens = /^[\s*"“'`_#>✅☑✔🅰-🅾-]*$/u.test(before);
  const alone = opens && /^[\s*"”'`_.:,;!?)–—-]*$/.test(behind);
  if (alone || /^\*{0,2}\s?[:=(–-]?\s?\d{1,3}\s?%/.test(behind)) return true;
  if (/\d/.test(raw))
    return (
      (opens && /^[).:]/.test(behind)) ||
      /\b(?:options?|choices?|number|answers?(?: is)?|no\.?)\s*[*#:]*\s*$/i.test(before)
    );
  if (raw !== raw.toUpperCase())
    return opens
      ? /^[).:](?:\s|$)/.test(behind)
      : /\b(?:options?|choices?|letters?|letra|lettre|answer(?: is|:)?)\s[*"'`]{0,2}$/i.test(before) &&
          /^\W*$|^[).:,]/.test(behind);
  const article = raw === 'A' || raw === 'I';
  if (opens)
    return (
      FOLLOWED.test(behind) && !(article && /^\s(?:is|are|was|has|would|must)\b/.test(behind) && raw === 'I')
    );
  if (NAMES.test(before)) return !article || FOLLOWED.test(behind);
  return article ? ARTICLE_NO.test(behind) : FOLLOWED.test(behind);
}

/** "AB", "ACD": letters of the options run together; "BBBBB": one letter repeated, as some benchmarks ask for it. */
function runs(text: string, labels: readonly string[]): LabelMention[] {
  const mentions: LabelMention[] = [];
  for (const match of text.matchAll(/(?<![\p{L}\p{N}])[A-Z]{2,10}(?![\p{L}\p{N}])/gu)) {
    const letters = [...new Set(match[0])];
    const repeats = letters.length === 1 && match[0].length >= 3;
    const known =
      labels.length > 0 ? letters.every((letter) => labels.includes(letter)) : letters.length === 1;
    if (
      !known ||
      !(repeats || (letters.length === match[0].length && [...letters].sort().join('') === match[0]))
    )
      continue;
    for (const [index, value] of letters.entries()) {
      const start = match.index + (repeats ? 0 : index);
      mentions.push({
        value,
        start,
        end: repeats ? match.index + match[0].length : start + 1,
        byText: false,
      });
    }
  }
  return mentions;
}
