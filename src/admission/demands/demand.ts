import type { Shape } from './shape.ts';

/** Something that right responses have in common, so that a response without it may be wrong. */
export interface Demand {
  readonly name: string;
  /** Whether the prompt says so, or a labelled wrong response broke nothing else. What is not sure is only shown. */
  readonly sure: boolean;
  /** Whether the prompt, as it is worded, leaves little doubt: what breaks it is suspect, so that a paid one makes the tool provisional. */
  readonly likely?: boolean;
  /** Whether a response keeps it. @param original a right response to the same prompt */
  holds(prompt: string, response: Shape, original: Shape): boolean;
}

/** A response, and what was asked. */
export interface Example {
  readonly prompt: string;
  readonly shape: Shape;
  readonly references: readonly string[];
}

/** What demands are found in. */
export interface Examples {
  readonly rights: readonly Example[];
  /** Further right responses to a prompt whose first stands in `rights`. */
  readonly alike?: readonly (Example & { readonly original: Shape })[];
  readonly wrongs: readonly (Example & { readonly original: Shape | null })[];
}

/** Words by which a prompt asks for an order. */
export const ORDER =
  /\b(?:order(?!ed by\b)|sort|sorted|alphabetical\w*|ascending|descending|from a to z|from z to a|chronological\w*|rank\w*)\b/i;
/** Words by which a prompt asks for something and nothing beside it. */
export const ONLY =
  /\b(?:only|nothing else|no other|nothing more|without (?:any )?(?:other|further|extra|explanation)|no (?:explanation|comment|preamble|extra)|just the)\b/i;

/** @returns whether a text stands in a prompt as words of its own, in the same letters */
export function standsIn(text: string, prompt: string): boolean {
  if (text.trim() === '') return false;
  return new RegExp(`(?<![\\p{L}\\p{N}_])${RegExp.escape(text.trim())}(?![\\p{L}\\p{N}_])`, 'u').test(prompt);
}

/** @returns whether any of the words stands in every prompt */
export function allSay(examples: readonly Example[], words: RegExp): boolean {
  return examples.length > 0 && examples.every(({ prompt }) => words.test(prompt));
}
