import type { JsonObject } from '../../../spec/json.ts';
import { type PromptView, unquoted } from '../../../text/prompt/prompt-view.ts';
import { amountOf, type Quantity, readQuantity } from '../../../text/prompt/quantity.ts';
import { type Finder, type Findings, isNegated, spanOf } from './finder.ts';

const ADJECTIVE =
  '(?:(?:short|brief|separate|distinct|different|long|single|concise|full|well-structured) )?';
const WRITE =
  '(?:write|compose|create|draft|give|generate|provide|produce|make|tell|respond|reply|answer|explain|describe|summari[sz]e)';
/** "Write 3 short paragraphs", "in exactly two paragraphs", "a three-paragraph essay". */
const PARAGRAPHS = new RegExp(
  `\\b(?:${WRITE}(?: me)? |in |with |of |using |contain(?:s|ing)? |have |has |consist(?:s|ing)? of |be |an? )(${amountOf(`${ADJECTIVE}paragraphs?`)})(?! (?:each|per|must|should|starting|that|which))`,
  'g',
);
/** How paragraphs are set apart goes with their number. */
const APART =
  /[^.!?\n]{0,20}\b(?:separat|divid|split)\w*[^.!?\n]{0,50}\b(?:(?:two|2|double) (?:new ?lines?|line ?breaks?)|(?:a|one) (?:blank|empty) line|blank lines|empty lines|\x01{4,8})/g;
const POEM =
  '(?:poems?|verses?|haikus?|limericks?|stanzas?|rhymes?|ballads?|sonnets?|odes?|songs?|quatrains?)';
/** "A poem of 8 lines", "a 4-line poem", "with four lines". */
const LINES = new RegExp(
  `\\b(?:${POEM}[^.!?\\n]{0,60}? (?:with|of|in|that has|has|having|consisting of|containing) (${amountOf('lines?')})|an? (${amountOf('lines?')}) (?:\\w+ )?${POEM}|(?:poem|it) (?:must|should|has to) (?:have|be|consist of|contain) (${amountOf('lines?')})(?: long)?)(?! (?:each|per))`,
  'g',
);
const STANZAS = new RegExp(
  `\\b(?:with|of|in|has|have|having|consisting of|containing) (${amountOf('(?:stanzas?|verses?)')})(?: (?:of|with) (${amountOf('lines?')})(?: each)?)?`,
  'g',
);
const NUMBERED = new RegExp(
  `\\b(?:(?:respond|reply|answer)(?: only)? with an? )?(?:numbered|ordered) list (?:of|with|containing|that has) (${amountOf('(?:\\w+ )?(?:items?|entries|points?|steps?|tips|reasons|ideas|things)')})|\\b(${amountOf('numbered (?:items?|points?|steps?|entries)')})|\\b(${amountOf('(?:[\\p{L}-]+ ){1,6}?(?:as|in) an? (?:numbered|ordered) list')})`,
  'gu',
);
const LIST = new RegExp(
  `\\b(?:(?:respond|reply|answer)(?: only)? with an? )?(?:bulleted|bullet|bullet-point|unordered) list (?:of|with|containing|that has) (${amountOf('(?:\\w+ )?(?:items?|entries|points?|tips|reasons|ideas|things|bullets)')})|\\b(${amountOf('(?:\\w+ ){1,4}?as (?:a )?(?:bulleted|bullet|bullet-point|unordered) list')})`,
  'g',
);
const BULLET_MARK =
  /\beach (?:bullet(?: point)?|item|point) (?:must|should|has to|needs to) (?:start|begin) with (?:an? )?(?:asterisks?|dash(?:es)?|hyphens?|\*|-|\x01{3})(?: \(?[*-]\)?)?/g;
const LINE_START =
  /\b(?:(?:each|every) (?:line|verse)(?: of (?:the|your) \w+)?(?: (?:must|should|has to|needs to))? (?:start(?:s|ing)?|begin(?:s|ning)?)|(?:with )?(?:all|every) lines? (?:starting|beginning)) with (?:the (?:same )?letter )(\x01{3}|\p{L}(?![\p{L}\p{N}]))/gu;
const ACROSTIC =
  /\b(?:an )?acrostic(?: poem)?(?: about [^.!?\n\x01]{1,40}?)?(?: (?:of|for|on|with|using|that spells|spelling))?(?: out)? (?:the (?:word|name) )?(\x01{4,40})|\b(?:first|initial) letters? of (?:each|every|the) lines? (?:must |should |has to |have to )?spells?(?: out)? (?:the (?:word|name) )?(\x01{4,40})/gu;
const LAST_MARK =
  /\b(?:end|finish|conclude|close)(?: (?:your|the|this) (?:entire |whole )?\p{L}{1,14}| it)? with (?:an? )?(exclamation|question) (?:mark|point)(?! and)/gu;
const JSON_KEYS =
  /\b(?:json(?: object)?|object) (?:with|that has|containing|having|of) (?:(?:exactly|only) )?(?:the )?(?:(?:\w+ )?(?:keys?|fields?|properties)):? (\x01{3,60}(?:(?:,? and |, )\x01{3,60}){0,9})(?! ?\()/gu;

const paragraphs: Finder = (view, findings) => {
  if (!/paragraph/.test(view.text) || isLetter(view)) return;
  if (findings.constraints.some(({ id }) => id.includes('paragraph'))) return;
  const matches = [...view.text.matchAll(PARAGRAPHS)];
  const amounts = [...view.text.matchAll(new RegExp(`\\b${amountOf(`${ADJECTIVE}paragraphs?`)}`, 'g'))];
  const [match] = matches;
  if (!match || matches.length > 1 || amounts.length > 1) return;
  if (
    /\b(?:first|second|third|last|each|every|one|final|\*{3}|divider)\b|\*{3}/.test(
      aroundParagraphs(view, match),
    )
  )
    return;
  const at = match.index + match[0].indexOf(match[1]!);
  addAmount(view, findings, 'layout:paragraphs', match[1]!, [at, at + match[1]!.length]);
  for (const apart of view.text.matchAll(APART)) findings.companions.push(spanOf(apart));
};

/** A letter has lines for whom it is to and whom it is from: what is a paragraph there cannot be told. */
function isLetter(view: PromptView): boolean {
  return /\b(?:letter|e-?mail|memo|script|dialogue|play)\b/.test(view.text);
}

/** Other words of paragraphs: what they must begin with or hold is of a part. */
function aroundParagraphs(view: PromptView, { index, 0: words }: RegExpExecArray): string {
  const rest = view.text.slice(0, index) + view.text.slice(index + words.length);
  return Array.from(rest.matchAll(/[^.!?\n]{0,20}\bparagraphs?\b[^.!?\n]{0,20}|\*{3}/g), (found) => found[0])
    .filter((found) => !/separat|divid|split/.test(found) || /\*{3}/.test(found))
    .join(' ');
}

const verses: Finder = (view, findings) => {
  if (!/line|stanza|verse|acrostic/.test(view.text)) return;
  for (const match of view.text.matchAll(STANZAS)) {
    const each = match[2] === undefined ? null : readQuantity(match[2]);
    if (match[2] !== undefined && (each?.least === undefined || each.least !== each.most)) continue;
    addAmount(view, findings, 'layout:stanzas', match[1]!, spanOf(match), each ? { lines: each.least! } : {});
  }
  if (!findings.has('layout:stanzas'))
    for (const match of view.text.matchAll(LINES)) {
      const amount = match[1] ?? match[2] ?? match[3]!;
      const at = match.index + match[0].indexOf(amount);
      addAmount(view, findings, 'layout:lines', amount, [at, at + amount.length]);
    }
  for (const match of view.text.matchAll(LINE_START)) {
    const at = match.index + match[0].length - match[1]!.length;
    const letter = unquoted(view, at, at + match[1]!.length).toLowerCase();
    if (/^\p{L}$/u.test(letter) && !isNegated(view, match.index))
      findings.add('layout:line_start', { letter }, spanOf(match));
  }
  for (const match of view.text.matchAll(ACROSTIC)) {
    const quoted = match[1] ?? match[2]!;
    const at = match.index + match[0].length - quoted.length;
    const word = unquoted(view, at, at + quoted.length);
    if (/^\p{L}{2,20}$/u.test(word)) findings.add('layout:acrostic', { word }, spanOf(match));
  }
};

const lists: Finder = (view, findings) => {
  if (!/\blist\b|numbered|each (?:bullet|item|point)/.test(view.text)) return;
  if (findings.has('detectable_format:number_bullet_lists')) return;
  for (const [id, pattern] of [
    ['layout:numbered_items', NUMBERED],
    ['layout:list_items', LIST],
  ] as const)
    for (const match of view.text.matchAll(pattern))
      addAmount(view, findings, id, match[1] ?? match[2] ?? match[3]!, spanOf(match));
  if (findings.has('layout:list_items'))
    for (const match of view.text.matchAll(BULLET_MARK)) findings.companions.push(spanOf(match));
};

const marks: Finder = (view, findings) => {
  for (const match of view.text.matchAll(LAST_MARK)) {
    const before = view.text.slice(Math.max(0, match.index - 40), match.index);
    if (isNegated(view, match.index) || /\b(?:each|every|all|lines?|sentences?)\b[^.!?\n]*$/.test(before))
      continue;
    findings.add('layout:last_mark', { mark: match[1] === 'question' ? '?' : '!' }, spanOf(match));
  }
};

const keys: Finder = (view, findings) => {
  if (!view.text.includes('json')) return;
  for (const match of view.text.matchAll(JSON_KEYS)) {
    const at = match.index + match[0].length - match[1]!.length;
    const named = Array.from(
      view.raw.slice(at, at + match[1]!.length).matchAll(/["'`“‘]([^"'`”’]{1,60})["'`”’]/g),
      (key) => key[1]!,
    );
    if (named.length > 0 && !isNegated(view, match.index))
      findings.add('layout:json_keys', { keys: named }, spanOf(match));
  }
};

function addAmount(
  view: PromptView,
  findings: Findings,
  id: string,
  amount: string,
  span: readonly [number, number],
  others: JsonObject = {},
): void {
  const quantity = readQuantity(
    amount.replace(/^an? /, '').replace(/ (?:as|in) (?:an? )?[\w-]+ list$| (?:with|of) .*$/, ''),
  );
  if (!quantity || isNegated(view, span[0]) || isAbout(view, span)) return;
  if (findings.has(id)) return;
  findings.add(id, { ...boundsOf(quantity), ...others }, span);
}

function boundsOf({ least, most }: Quantity): JsonObject {
  return { ...(least !== undefined && { least }), ...(most !== undefined && { most }) };
}

/** About, or roughly, so many: no bound. */
function isAbout(view: PromptView, [start]: readonly [number, number]): boolean {
  return /\b(?:about|around|roughly|approximately|some) $/.test(
    view.text.slice(Math.max(0, start - 16), start),
  );
}

export const layoutFinders: readonly Finder[] = [paragraphs, verses, lists, marks, keys];
