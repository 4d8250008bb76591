import { NEGATION } from '../../answers/cues.ts';
import type { Found, Grammar } from '../../answers/grammar.ts';
import { CHATTER, EXPLANATION, GUESSED, LEAD, OFFERED } from '../../answers/statement-cues.ts';
import { withoutMarkup } from '../../text/without-markup.ts';
import { isSameAnswer, type Wanted } from './compare.ts';

/** The reference, by its place in the list, or what is given in its stead. */
export type Given = { readonly wanted: number } | { readonly other: string };

/** "K→H, H→E": letter by letter, on the way to the answer. */
const MAPPING = /^\s*\S{1,12}\s?(?:→|->)\s?\S{1,12}(?:,\s*\S{1,12}\s?(?:→|->)\s?\S{1,12}){1,60}\s*$/u;
const FUNCTION_WORDS = new Set(
  (
    'a an the is are was be it this that one we i you want get so therefore thus hence then final answer result word words list order sorted ' +
    'correct right of in for to by with and from my our here must has would should which what who only as its his her colour color'
  ).split(' '),
);
const MOST_WORDS = 40;
/** The words of each reference. */
type Shapes = readonly (readonly string[])[];

/**
 * The grammar of one right string: a statement gives the reference, or something in its stead. The reference counts
 * where the statement is nothing else, names it behind its verb, or holds beside it only words of the question.
 */
export function exactGrammar(wanted: readonly Wanted[], prompt: string): Grammar<Given> {
  const asked = new Set(
    (
      prompt
        .slice(-4_000)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).map(stem),
  );
  const quoted = new Set(
    Array.from(prompt.slice(-4_000).matchAll(/["“'‘`]([\p{L}\p{N}]{2,40})["”'’`]/gu), (match) =>
      match[1]!.toLowerCase(),
    ),
  );
  const shapes = wanted.map(({ bare }) => bare.split(/\s+/));
  const shown = prompt.slice(-4_000).toLowerCase();
  return {
    closed: true,
    same: (left, right) =>
      'wanted' in left
        ? 'wanted' in right && left.wanted === right.wanted
        : 'other' in right && left.other === right.other,
    find: (text) =>
      read(
        text.replace(OFFERED, (lead) => ' '.repeat(lead.length)),
        wanted,
        asked,
        quoted,
        shapes,
        shown,
      ),
    isBare: (line) => GUESSED.test(line) || isCandidate(line.replace(OFFERED, ''), shapes),
  };
}

function read(
  source: string,
  wanted: readonly Wanted[],
  asked: ReadonlySet<string>,
  quoted: ReadonlySet<string>,
  shapes: Shapes,
  shown: string,
): Found<Given>[] {
  const text = (source.includes('\\') ? withoutMarkup(source) : source)
    .replace(/^\s*(?:[-•*]|\d{1,2}[.)])\s+(?=\S)/, (mark) => ' '.repeat(mark.length))
    .replace(
      /^\s*(?:so|hence|thus|therefore|then|finally|in conclusion|in short|altogether)\s*,\s*/i,
      (lead) => ' '.repeat(lead.length),
    )
    .replace(/[。！？]+\s*$/, '')
    .replace(/\s*(?:です|である|だ|입니다|이다)[.。]?\s*$/, '')
    .replace(/^\s*not\s[^.\n]{1,80}?,?\sbut(?: rather)?\s/i, (lead) => ' '.repeat(lead.length));
  const start = text.search(/\S/);
  if (start < 0) return [];
  const whole = { start, end: text.trimEnd().length };
  const exact = indexOf(text, wanted);
  if (exact >= 0) return [{ value: { wanted: exact }, ...whole }];
  if (CHATTER.test(withoutMarkup(text)) || MAPPING.test(text)) return [];
  const spans = spansOf(source, shown).map(({ text: inside, start: from, end }) => {
    const same = indexOf(inside, wanted);
    return { value: same >= 0 ? { wanted: same } : { other: inside.toLowerCase() }, start: from, end };
  });
  if (spans.length > 0) return spans;
  const body = afterSteps(text.replace(EXPLANATION, ''), asked);
  const short = indexOf(body, wanted);
  if (short >= 0)
    return [{ value: { wanted: short }, start, end: Math.max(start + 1, body.trimEnd().length) }];
  let lead = LEAD.exec(body)?.[0] ?? '';
  for (let turn = 0; lead !== '' && turn < 3; turn += 1) {
    const more = LEAD.exec(body.slice(lead.length))?.[0] ?? '';
    if (more === '' || indexOf(body.slice(lead.length), wanted) >= 0) break;
    lead += more;
  }
  const rest = body.slice(lead.length);
  const named = lead === '' || rest.trim() === '' ? -1 : indexOf(rest, wanted);
  if (
    named >= 0 &&
    !/\b(?:not|never|no|wrong|incorrect|cannot)\b|n['’]t\b/i.test(lead) &&
    isOnlyCandidate(lead, wanted[named]!)
  )
    return [{ value: { wanted: named }, start: lead.length, end: body.trimEnd().length }];
  // A passage of the prompt, written again, names nothing in it.
  const isCopied = shown.includes(body.trim().toLowerCase());
  const inside = isCopied ? null : insideOf(body, wanted, asked, quoted);
  if (inside) return [inside];
  if (!isCandidate(text, shapes) && lead === '' && !GUESSED.test(text)) return [];
  const other = withoutMarkup(rest === '' ? body : rest).toLowerCase();
  return isCandidate(rest, shapes) || isCandidate(text, shapes) || GUESSED.test(text)
    ? [
        {
          value: { other },
          start: lead.length < body.length ? lead.length : start,
          end: body.trimEnd().length || whole.end,
        },
      ]
    : [];
}

/**
 * "To close it we need `} ] )`.": the one thing that a sentence shows as code and the question does not; of "`cba`, not `bca`" both,
 * of which one is denied.
 */
function spansOf(text: string, shown: string): { text: string; start: number; end: number }[] {
  if (!text.includes('`')) return [];
  const spans = Array.from(text.matchAll(/(?<!`)`([^`\n]{1,200})`(?!`)/g))
    .map((match) => ({ text: match[1]!, start: match.index, end: match.index + match[0].length }))
    .filter(({ text: inside }) => !shown.includes(inside.toLowerCase().trim()));
  const [first, second] = spans;
  if (!first || spans.every(({ text: inside }) => inside === first.text)) return spans.slice(0, 1);
  return spans.length === 2 && NEGATION.test(text.slice(first.end, second!.start)) ? spans : [];
}

function indexOf(text: string, wanted: readonly Wanted[]): number {
  const spelled = [text.trim(), withoutMarkup(text)];
  return wanted.findIndex((reference) => spelled.some((spelling) => isSameAnswer(spelling, reference)));
}

/** "stone → tones → onest" from a word of the question: every step but the last is only on the way. */
function afterSteps(text: string, asked: ReadonlySet<string>): string {
  const steps = text.split(/\s*(?:→|⇒|->|=>)\s*/);
  const first = withoutMarkup(steps[0]!)
    .toLowerCase()
    .replace(/["'\s]/g, '');
  if (steps.length < 2 || !asked.has(stem(first))) return text;
  const at = text.length - steps.at(-1)!.length;
  return ' '.repeat(at) + text.slice(at);
}

/** What leads to the reference must not itself name a candidate: in "appel = apple" two stand side by side. */
function isOnlyCandidate(lead: string, { bare }: Wanted): boolean {
  if (!/[=:→]\s*$/.test(lead) || /\d\s*[+*/×÷^-]/.test(lead)) return true;
  const words = bare.split(/\s+/).length;
  const before = withoutMarkup(lead.replace(/[=:→]\s*$/, ''));
  const said = before.split(/\s+/).filter((word) => word !== '');
  if (/:\s*$/.test(lead)) return said.length === 0 || !/[*`"]/.test(lead) || said.length !== words;
  return (
    said.length === 0 || FUNCTION_WORDS.has(said.at(-1)!.toLowerCase()) || /^[a-z](?:\(.*\))?$/i.test(before)
  );
}

/** The reference among words of the question and words without content: "a red hat". */
function insideOf(
  body: string,
  wanted: readonly Wanted[],
  asked: ReadonlySet<string>,
  quoted: ReadonlySet<string>,
): Found<Given> | null {
  for (const [index, { bare, lines, cased }] of wanted.entries()) {
    const text = cased ? body : body.toLowerCase();
    if (
      lines.length !== 1 ||
      !/^[\p{L}\p{N}]/u.test(bare) ||
      !/[\p{L}\p{N}]$/u.test(bare) ||
      /^\d+$/.test(bare)
    )
      continue;
    const at = text.indexOf(bare);
    if (at < 0 || text.indexOf(bare, at + 1) >= 0) continue;
    if (/[\p{L}\p{N}-]/u.test(text[at - 1] ?? ' ') || /[\p{L}\p{N}-]/u.test(text[at + bare.length] ?? ' '))
      continue;
    const others =
      `${text.slice(0, at)} ${text.slice(at + bare.length)}`.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const own = new Set(bare.match(/[\p{L}\p{N}]+/gu) ?? []);
    if (others.length > MOST_WORDS || /=|≠|\bnot?\b|n['’]t\b/.test(text)) continue;
    if (
      /(?:,|\/|&|\band|\bor)[\s"'`*]*$/.test(text.slice(0, at)) ||
      /^[\s"'`*]*(?:,|\/|&|and\b|or\b)/.test(text.slice(at + bare.length))
    )
      continue;
    if (bare.length === 1 && others.some((word) => word.length === 1)) continue;
    // What the question quotes is another candidate: "nomel lemon".
    if (others.some((word) => quoted.has(word)) && !others.some((word) => FUNCTION_WORDS.has(word))) continue;
    // "It prints 0 1 2 3." is another row of digits; beside words alone the row stands by itself.
    if (/\d$/.test(bare) && /^[\s,;]*[-−]?\d/.test(text.slice(at + bare.length))) continue;
    if (/^\d/.test(bare) && /\d[\s,;]*$/.test(text.slice(0, at))) continue;
    const isRow = /^\d[\d\s,;.]*\d$/.test(bare) && /\d[\s,;]+\d/.test(bare);
    if (isRow && others.every((word) => !/\d/.test(word)))
      return { value: { wanted: index }, start: at, end: at + bare.length };
    if (others.every((word) => !own.has(word) && (FUNCTION_WORDS.has(word) || asked.has(stem(word)))))
      return { value: { wanted: index }, start: at, end: at + bare.length };
  }
  return null;
}

/** Whether a line has the shape of the answer: as many words, or most of its words, and no chatter. */
function isCandidate(line: string, shapes: Shapes): boolean {
  const plain = withoutMarkup(line.replace(/^\s*(?:[-•*]|\d{1,2}[.)])\s+(?=\S)/, ''));
  if (CHATTER.test(plain) || /:\s*$/.test(line)) return false;
  const words = plain
    .toLowerCase()
    .replace(/[.!]$/, '')
    .split(/\s+/)
    .filter((word) => word !== '');
  const isSentence = /[.!]$/.test(plain);
  return shapes.some(
    (shape) =>
      (words.length === shape.length &&
        /[\p{L}\p{N}]/u.test(plain) === /[\p{L}\p{N}]/u.test(shape.join('')) &&
        (!isSentence || shape.length < 3 || words.some((word) => shape.includes(word)))) ||
      (shape.length > 2 &&
        words.length <= 2 * shape.length &&
        words.filter((word) => shape.includes(word)).length * 2 > shape.length),
  );
}

function stem(word: string): string {
  return word.length > 3 ? word.replace(/(?:ves|es|s)$/, '') : word;
}
