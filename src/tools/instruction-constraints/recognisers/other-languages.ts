import type { JsonObject } from '../../../spec/json.ts';
import { detectableLanguages } from '../../../text/language.ts';
import { languageOfName } from '../../../text/language-names.ts';
import { type PromptView, unquoted } from '../../../text/prompt/prompt-view.ts';
import type { Finder } from './finder.ts';
import { asPattern } from './terms.ts';
import words from './words-of-languages.json' with { type: 'json' };

/** The wordings of one language, as parts of regular expressions. */
type Wordings = (typeof words)['es'];

const QUOTED = '\\x01{3,80}';
const QUOTED_LIST = `${QUOTED}(?:(?:,? (?:y|e|o|und|oder|et|ou|o) |, )${QUOTED}){0,9}`;
const UNITS = ['words', 'sentences', 'paragraphs', 'lines', 'bullets'] as const;
type Unit = (typeof UNITS)[number];

/** What is asked of a part, and "about": nothing is read there. */
const OF_PART =
  /(?:\b(?:cada|primer\w*|últim\w*|jede\w*|erste\w*|letzte\w*|pro|chaque|premi\w+|derni\w+|par|ogni|prim[oa]|ultim[oa]|per|cerca de|unos|aproximadamente|etwa|ungefähr|rund|environ|circa)\s)$/u;
const PART_BEHIND = /^[^.!?\n]{0,20}\b(?:cada|jede\w*|je|chaque|ogni|por|pro|par|per)\b/u;
const BEFORE = 24;
/** "Não use a palavra": the word is not wanted. */
const DENIED = /(?:\b(?:no|non|nicht|ne|sin|sem|sans|ohne|senza|evita|evite|vermeide)|não|\bn')\s?$/u;
/** Of prose nobody can tell where a line ends. */
const POEM =
  /poema|poesía|poesia|gedicht|poème|haiku|soneto|sonett|sonnet|canción|canzone|canção|reim|rima|verso|vers(?!\p{L})/u;

/**
 * The commonest constraints in Spanish, German, French, Italian and Portuguese: lengths, words that must stand or must not, no commas,
 * letters in one case, the language, the end.
 */
export const otherLanguages: Finder = (view, findings) => {
  for (const patterns of PATTERNS) {
    if (!patterns.isIt.test(view.text)) continue;
    for (const [unit, pattern] of patterns.amounts.filter(
      ([name]) => name !== 'lines' || POEM.test(view.text),
    ))
      for (const match of view.text.matchAll(pattern)) {
        const span = [match.index, match.index + match[0].length] as const;
        const bounds = boundsOf(match, patterns.numbers, unit);
        if (!bounds || isOfPart(view, span)) continue;
        for (const [id, kwargs] of constraintsOf(unit, bounds)) findings.add(id, kwargs, span);
      }
    for (const [kind, pattern] of patterns.terms)
      for (const match of view.text.matchAll(pattern)) {
        const list = match.groups?.list ?? match.groups?.other ?? '';
        const at = match.index + match[0].indexOf(list);
        const terms = termsOf(view, at, list).map(asPattern);
        if (terms.length === 0 || isOfPart(view, [match.index, match.index])) continue;
        if (
          kind === 'existence' &&
          DENIED.test(view.text.slice(Math.max(0, match.index - BEFORE), match.index))
        )
          continue;
        const kwargs: JsonObject = kind === 'existence' ? { keywords: terms } : { forbidden_words: terms };
        findings.add(kind === 'existence' ? 'keywords:existence' : 'keywords:forbidden_words', kwargs, [
          match.index,
          match.index + match[0].length,
        ]);
      }
    for (const [id, kwargs, pattern] of patterns.plain)
      for (const match of view.text.matchAll(pattern))
        if (!isOfPart(view, [match.index, match.index + match[0].length]))
          findings.add(id, kwargs, [match.index, match.index + match[0].length]);
    for (const match of view.text.matchAll(patterns.ends)) {
      const at = match.index + match[0].length - match[1]!.length;
      findings.add('startend:end_checker', { end_phrase: unquoted(view, at, at + match[1]!.length).trim() }, [
        match.index,
        match.index + match[0].length,
      ]);
    }
    for (const match of view.text.matchAll(patterns.language)) {
      const code = languageOfName(match[1]!);
      if (code && detectableLanguages().includes(code))
        findings.add('language:response_language', { language: code }, [
          match.index,
          match.index + match[0].length,
        ]);
    }
  }
};

interface Patterns {
  /** A request in this language, so that the words of another are not read by chance. */
  readonly isIt: RegExp;
  readonly numbers: readonly string[];
  readonly amounts: readonly (readonly [Unit, RegExp])[];
  readonly terms: readonly (readonly ['existence' | 'forbidden', RegExp])[];
  readonly plain: readonly (readonly [string, JsonObject, RegExp])[];
  readonly ends: RegExp;
  readonly language: RegExp;
}

const PATTERNS: readonly Patterns[] = Object.values(words).map(patternsOf);

function patternsOf(of: Wordings): Patterns {
  const numbers = of.numbers.split(' ');
  const number = `(?:\\d{1,5}|${numbers.filter((name) => name !== '').join('|')})`;
  const amount = (unit: string) =>
    new RegExp(
      `(?<!\\p{L})(?:(?:${of.in}) )?(?:(?<least>${of.least})|(?<most>${of.most})|(?<under>${of.under})|(?<over>${of.over})|(?<exact>${of.exact})|(?<plain>${of.in}|${of.verbs})) (?<count>${number}) (?:${of.adjectives} )?(?:${unit})(?!\\p{L})(?<behind> (?:${of.mostBehind}|${of.leastBehind}))?`,
      'gu',
    );
  return {
    isIt: new RegExp(`(?<!\\p{L})(?:${of.isIt})(?!\\p{L})`, 'u'),
    numbers,
    amounts: UNITS.map((unit) => [unit, amount(of[unit])] as const),
    terms: [
      [
        'existence',
        new RegExp(
          `(?<!\\p{L})(?:${of.include}) (?<list>${QUOTED_LIST})|(?:${of.theWord}) (?<other>${QUOTED_LIST}) (?:${of.mustAppear})(?!\\p{L})`,
          'gu',
        ),
      ],
      [
        'forbidden',
        new RegExp(
          `(?<!\\p{L})(?:${of.forbid}) (?<list>${QUOTED_LIST})|(?:${of.theWord}) (?<other>${QUOTED_LIST}) (?:${of.mustNotAppear})(?!\\p{L})`,
          'gu',
        ),
      ],
    ],
    plain: [
      ['punctuation:no_comma', {}, new RegExp(`(?<!\\p{L})(?:${of.noCommas})(?!\\p{L})`, 'gu')],
      ['layout:letter_case', { case: 'lower' }, new RegExp(`(?<!\\p{L})(?:${of.lower})(?!\\p{L})`, 'gu')],
      ['layout:letter_case', { case: 'upper' }, new RegExp(`(?<!\\p{L})(?:${of.upper})(?!\\p{L})`, 'gu')],
    ],
    ends: new RegExp(`(?<!\\p{L})(?:${of.ends}) (\\x01{4,200})`, 'gu'),
    language: new RegExp(`(?<!\\p{L})(?:${of.answerIn}) (\\p{L}{4,20})(?!\\p{L})`, 'gu'),
  };
}

interface Bounds {
  readonly least?: number;
  readonly most?: number;
}

function boundsOf({ groups }: RegExpExecArray, numbers: readonly string[], unit: Unit): Bounds | null {
  const { count = '', least, most, under, over, exact, behind } = groups ?? {};
  const number = /^\d/.test(count) ? Number(count) : numbers.indexOf(count);
  if (number < 0) return null;
  if (behind) return MOST_BEHIND.test(behind) ? { most: number } : { least: number };
  if (least) return { least: number };
  if (most) return { most: number };
  if (under) return { most: number - 1 };
  if (over) return { least: number + 1 };
  // "A text of 200 words" has no bound, but three sentences are three.
  return exact || (groups?.plain && unit !== 'words') ? { least: number, most: number } : null;
}
const MOST_BEHIND = /máximo|menos|höchstens|maximal|weniger|maximum|moins|massimo|meno/u;

function constraintsOf(unit: Unit, bounds: Bounds): readonly (readonly [string, JsonObject])[] {
  if (unit === 'paragraphs' || unit === 'lines' || unit === 'bullets') {
    const id = { paragraphs: 'layout:paragraphs', lines: 'layout:lines', bullets: 'layout:list_items' }[unit];
    return [[id, { ...bounds }]];
  }
  const [id, name] =
    unit === 'words'
      ? (['length_constraints:number_words', 'num_words'] as const)
      : (['length_constraints:number_sentences', 'num_sentences'] as const);
  return [
    ...(bounds.least === undefined ? [] : [[id, { relation: 'at least', [name]: bounds.least }] as const]),
    ...(bounds.most === undefined ? [] : [[id, { relation: 'less than', [name]: bounds.most + 1 }] as const]),
  ];
}

function isOfPart(view: PromptView, [start, end]: readonly [number, number]): boolean {
  return (
    OF_PART.test(view.text.slice(Math.max(0, start - BEFORE), start)) ||
    PART_BEHIND.test(view.text.slice(end, end + 40))
  );
}

function termsOf(view: PromptView, at: number, list: string): string[] {
  return Array.from(list.matchAll(new RegExp(QUOTED, 'g')), (found) =>
    unquoted(view, at + found.index, at + found.index + found[0].length).trim(),
  ).filter((term) => term !== '');
}
