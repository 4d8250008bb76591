import type { Shape } from './shape.ts';

/** A property that all right responses share, so that a response without it may be wrong. */
export interface Demand {
  readonly name: string;
  /**
   * True: the prompt states the demand, or a labelled wrong response breaks no other demand. Breaches of an unsure demand
   * are only shown.
   */
  readonly sure: boolean;
  /**
   * True: the wording of the prompt makes the demand likely. Breaches are then suspect, and paid breaches make the tool
   * provisional.
   */
  readonly likely?: boolean;
  /** Whether a response keeps it. @param original a right response to the same prompt */
  holds(prompt: string, response: Shape, original: Shape): boolean;
}

/** A response with its prompt. */
export interface Example {
  readonly prompt: string;
  readonly shape: Shape;
  readonly references: readonly string[];
}

/** The material in which demands are found. */
export interface Examples {
  readonly rights: readonly Example[];
  /** Further right responses to prompts. The first right response of each prompt stands in `rights`. */
  readonly alike?: readonly (Example & { readonly original: Shape })[];
  readonly wrongs: readonly (Example & { readonly original: Shape | null })[];
}

/** Words by which a prompt asks for an order. */
export const ORDER =
  /\b(?:order(?!ed by\b)|sort|sorted|alphabetical\w*|ascending|descending|from a to z|from z to a|chronological\w*|rank\w*)\b/i;
/** Words with which a prompt asks for one thing only. */
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
