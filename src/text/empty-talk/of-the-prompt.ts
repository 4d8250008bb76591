import { porterStem } from '../metrics/porter-stem.ts';

const PART =
  '(?:sentence|paragraph|bullet(?: point)?|point|item|line|section|part|title|verse|stanza|tip|step|reason|benefit|example|idea|fact|way|advantage|argument|suggestion|question|entry|heading|chapter)s?';
const COUNT =
  '(?:\\d{1,3}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|final|next|one|two|three|four|five|six|seven|eight|nine|ten|[a-e]|i{1,3}|iv|v)';
/** "This is the first paragraph about photosynthesis", "Tip one for learning Spanish". */
const NAMES_PART = new RegExp(
  `^(?:and )?(?:(?:this|here|that) (?:is|comes|goes) (?:my |the |an? )?${PART}|(?:(?:this|here|that) (?:is|comes|goes) )?(?:my |the |an? )?(?:${COUNT} (?:\\w+ )?${PART}|${PART} (?:number )?${COUNT}))(?: (?<rest>.*))?$`,
  'u',
);
/** "It is about a pizzeria", "this mentions the crust". */
const OF_ITSELF =
  /^(?:and )?(?:this|it|here|the (?:text|review|post|poem|story|answer|response|letter|article|essay|list))(?: \w+)? (?:is|has|mentions?|contains?|includes?|uses?|describes?|talks?|tells?|speaks?|names?|gives?|shows?)\b(?<rest>.*)$/u;
const COUNTS = new RegExp(`^(?!\\d)${COUNT}$`, 'u');
const FEWEST_OF_BAG = 8;
const LONGEST_PROMPT = 20_000;
/** Prompts that give the words of their answer, or leave a choice. */
const MAY_BE_PROMPT =
  /[?:\n"“]|\b(?:given|provided|amount|identify|invent|rewrite|rephrase|reword|paraphras\w*|correct|fix|edit|proofread|translat\w*|extract|sort|order|arrange|unscramble|alphabet\w*|quote|copy|repeat|reverse|choose|classif\w*|summar\w*|change|convert|replace|turn|capitali[sz]e|punctuat\w*|complete|continue|combine|join|format|list|or)\b/i;
const PLAIN = new Set(
  'the a an of to in on at for with by from and is are was were be it its this that these those here which as will can has have about describes explains tells talks'.split(
    ' ',
  ),
);
const kept = new WeakMap<{ readonly prompt: string }, ReadonlySet<string>>();

/**
 * @param words of one sentence, in lower case
 * @returns whether it counts a part of the text ("the first paragraph"), or says of the text that it is or has what was asked for, and
 * says no more than the request did
 */
export function namesPart(words: readonly string[], asked: { readonly prompt: string }): boolean {
  const plain = words.join(' ');
  const found = NAMES_PART.exec(plain) ?? (asked.prompt.includes('?') ? null : OF_ITSELF.exec(plain));
  if (!found) return false;
  const rest = (found.groups?.rest ?? '').split(' ').filter((word) => word !== '');
  return rest.every((word) => isOfRequest(asked, word) || COUNTS.test(word));
}

/**
 * @param words of one sentence, in lower case
 * @returns whether they are the words of the request in whatever order, without a word of one's own
 */
export function isBagOfPrompt(words: readonly string[], asked: { readonly prompt: string }): boolean {
  if (words.length < FEWEST_OF_BAG || MAY_BE_PROMPT.test(asked.prompt)) return false;
  return words.every((word) => isOfRequest(asked, word));
}

/** Whether a word is the request's own, or one without content. */
export function isOfRequest(asked: { readonly prompt: string }, word: string): boolean {
  return PLAIN.has(word) || stemsOf(asked).has(porterStem(word));
}

function stemsOf(asked: { readonly prompt: string }): ReadonlySet<string> {
  const before = kept.get(asked);
  if (before) return before;
  const words =
    asked.prompt
      .slice(0, LONGEST_PROMPT)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+(?:['’]\p{L}+)?/gu) ?? [];
  const stems = new Set(words.map(porterStem));
  kept.set(asked, stems);
  return stems;
}
