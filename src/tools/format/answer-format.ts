import type { PlacedClaim } from '../../answers/claim.ts';
import { SPOKEN_OF } from '../../answers/cues.ts';
import { explicitClaims } from '../../answers/explicit.ts';
import type { Grammar } from '../../answers/grammar.ts';
import { type Reading, readResponse } from '../../answers/read-response.ts';
import { settle } from '../../answers/settle.ts';
import { withoutThinking } from '../../answers/thinking.ts';
import type { AnswerFormat } from '../../text/answer-format.ts';
import { parseOptions } from '../../text/choices/options.ts';
import { findJson } from '../../text/find-json.ts';
import { optionGrammar } from '../choice/option-grammar.ts';
import { isEmptyLike } from './is-empty-like.ts';

const PLACES = { '####': 'hashes', boxed: 'boxed', 'answer-tag': 'tag' } as const;
const LONGEST = 50_000;

/** @returns whether a response gives its final answer in the form that was asked of this prompt, and in no other */
export function answerFormat(format: AnswerFormat, prompt: string): (response: string) => boolean {
  if (format === 'json') return (response) => findJson(withoutThinking(response)) !== null;
  if (format === 'letter') return givesLetter(prompt);
  return (response) => standsIn(readResponse(response, LONGEST), PLACES[format]);
}

/** One letter is the answer that finally stands, and one of the options where the prompt has some. */
function givesLetter(prompt: string): (response: string) => boolean {
  const labels = parseOptions(prompt).flatMap(({ label }) => (label === null ? [] : [{ label, text: '' }]));
  const letters = optionGrammar(labels);
  const isOption = (letter: string) => labels.length === 0 || labels.some(({ label }) => label === letter);
  return (response) => {
    const { outcome, values } = settle(readResponse(response), letters);
    return outcome === 'one' && isOption(values[0]!);
  };
}

/**
 * The last claim in the asked place says something, is neither denied nor quoted, and nothing stands beside it: a policy that
 * writes `####` and `\boxed{}` together satisfies no parser's contract (arXiv 2603.00724 saw policies learn to mix them).
 */
function standsIn(reading: Reading, place: PlacedClaim['place']): boolean {
  const { said } = reading;
  const claims = explicitClaims(said).filter((claim) => isForm(said, claim));
  const asked = claims.filter((claim) => claim.place === place);
  const last = asked.at(-1);
  if (!last || isEmptyLike(last.text) || settle(reading, ANYTHING).outcome === 'denied') return false;
  const others = claims.filter(
    (claim) => claim.place !== place && (claim.from < last.from || claim.from >= last.until),
  );
  if (place === 'tag') return asked.length === 1 && others.every(({ text }) => isSame(text, last.text));
  const before = asked.at(-2);
  const hasRival =
    before && said.slice(before.until, last.from).trim() === '' && !isSame(before.text, last.text);
  return others.length === 0 && !hasRival && (place !== 'hashes' || said.slice(last.until).trim() === '');
}

/** `<answer>` with its end, a box that is closed, a line of hashes; none of them quoted as code or spoken of. */
function isForm(said: string, { place, from, start, end, until, text }: PlacedClaim): boolean {
  const before = said.slice(Math.max(0, from - 60), from);
  if ((before.endsWith('`') && said[until] === '`') || SPOKEN_OF.test(before)) return false;
  if (place === 'tag') return said.slice(from, start).toLowerCase() === '<answer>' && until > end;
  return place === 'boxed'
    ? until > end
    : place === 'hashes' && !isEmptyLike(text) && /(?:^|\n)\s*$/.test(before);
}

const isSame = (left: string, right: string): boolean => bare(left) === bare(right);
const bare = (text: string): string => text.replace(/\\boxed\{|[\s${}.]/g, '');

/** Any text is a value: what counts is where it stands, and whether it is denied. */
const ANYTHING: Grammar<string> = {
  closed: false,
  same: (left, right) => left === right,
  find: (text) => (text.trim() === '' ? [] : [{ value: text.trim(), start: 0, end: text.length }]),
};
