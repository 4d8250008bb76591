import { NEGATION, OFFERS_ALSO, SETS_APART } from '../../answers/cues.ts';
import type { Found, Grammar } from '../../answers/grammar.ts';
import { sentencesOf } from '../../answers/sentences.ts';
import { isContentWord } from '../../text/metrics/content-words.ts';
import { porterStem } from '../../text/metrics/porter-stem.ts';

const COPULA = /\b(?:is|are|was|were|has|have|lives?|can|does?)\b/i;
const SPLIT = /;\s|,?\s(?:while|whereas|but)\s|,\s(?:and\s)?/i;
/** Calls an option the answer, whatever else its clause says. */
const CALLS = /\b(?:answer|correct|right|choose|pick)\b|\?/i;

/** "Coal is not.": says of the option what was just said of the others, or denies it. */
const ELLIPSIS = /\b(?:is|are|was|were|can|does|do|has|have)(?: not|n['’]t)?\W*$/i;

/** "A and B are mammals, and so is C.": says of an option what was just said of others. */
const ALIKE = /\bso (?:is|are|was|were|do|does|can|has|have)\b|\b(?:too|as well|likewise)\W*$/i;

/**
 * Reads which options a response says to have what the question asks for: of "The dolphin is a mammal; the shark and the tuna are
 * fish." to "Which animal is a mammal?" the dolphin. The other options that are named stand in clauses of their own with another predicate.
 * Where it asks which is NOT so, the option of which that is denied.
 * @returns the values, or null where the question asks for no property, or a clause leaves open what it says
 */
export function statedOf(said: string, prompt: string, grammar: Grammar<string>): string[] | null {
  const { asked, negative } = askedOf(prompt);
  if (asked.length === 0) return null;
  const stated = new Set<string>();
  const others = new Set<string>();
  for (const clause of sentencesOf(said.slice(0, 2_000)).flatMap(({ text }) => clausesOf(text))) {
    const found = grammar.find(clause);
    if (found.length === 0) continue;
    if (negative && ALIKE.test(clause) && !isDenied(clause) && !CALLS.test(clause)) {
      for (const { value } of found) others.add(value);
      continue;
    }
    if (CALLS.test(clause) || OFFERS_ALSO.test(clause) || !COPULA.test(clause)) return null;
    const words = new Set(stems(without(clause, found)));
    const says = negative
      ? words.has(asked[0]!) || ELLIPSIS.test(clause)
      : asked.every((word) => words.has(word));
    if (negative && !says) return null;
    for (const { value } of found) (says && isDenied(clause) === negative ? stated : others).add(value);
  }
  if (negative)
    return stated.size + others.size === 0 ? null : [...stated].filter((value) => !others.has(value));
  if (stated.size === 0 || others.size === 0) return null;
  return [...stated].some((value) => others.has(value)) ? null : [...stated];
}

const isDenied = (clause: string): boolean => NEGATION.test(clause) || SETS_APART.test(clause);

/** The words behind the verb of the last question: "Which animal is a mammal?" asks for "mammal". */
function askedOf(prompt: string): { readonly asked: readonly string[]; readonly negative: boolean } {
  const question =
    /(?:which|what|who)\b[^?\n]{0,80}?\b(?:is|are|was|were|has|have|can|lives?)\s([^?\n]{2,120})\?/i.exec(
      prompt.slice(0, 4_000),
    );
  const text = (question?.[1] ?? '').replace(/\b(?:following|these|those|options?|of the)\b.*$/i, '');
  return { asked: stems(text.replace(/\bnot\b/gi, ' ')), negative: /^\s*not\b/i.test(text) };
}

/** A comma cuts only behind a part that has a verb of its own: "the shark, the tuna and the ray are fish" is one clause. */
function clausesOf(sentence: string): string[] {
  const clauses: string[] = [];
  let open = '';
  for (const part of sentence.split(SPLIT)) {
    open = open === '' ? part : `${open}, ${part}`;
    if (!COPULA.test(open)) continue;
    clauses.push(open);
    open = '';
  }
  return open === '' ? clauses : [...clauses, open];
}

function without(clause: string, found: readonly Found<string>[]): string {
  let rest = clause;
  for (const { start, end } of found.toReversed()) rest = `${rest.slice(0, start)} ${rest.slice(end)}`;
  return rest;
}

function stems(text: string): string[] {
  return (text.toLowerCase().match(/\p{L}{2,}/gu) ?? []).filter(isContentWord).map(porterStem);
}
