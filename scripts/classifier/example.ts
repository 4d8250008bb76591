import { createHash } from 'node:crypto';
import type { KindFamily } from '../../src/spec/kinds.ts';

/** One prompt to learn from or to measure on. */
export interface Example {
  readonly text: string;
  /** Any one of them is right; for learning only. Empty where the prompt is of no kind. */
  readonly families: readonly KindFamily[];
  /** The label of its makers, for figures; '' where it counts in none. */
  readonly label: string;
  readonly source: string;
  /** Prompts of one group are always on the same side of a split: copies, or one task of many puzzles. */
  readonly group: string;
  /** `item`: labelled one by one · `source`: the whole source has the label · `own`: made here · `train`: counts in no figure · `noise`: of no kind */
  readonly basis: 'item' | 'source' | 'own' | 'train' | 'noise';
  readonly weight: number;
  /** The language that it is written in, by ISO 639-1 code; `en` where the set is in English. */
  readonly language: string;
}

/** A prompt of no kind, of a sort of noise. */
export function noKind(text: string, sort: string): Example {
  const group = plainText(text) || text;
  const source = `noise-${sort}`;
  return { text, families: [], label: '', source, group, basis: 'noise', weight: 0.6, language: 'en' };
}

/** @returns a number from 0 to `parts` - 1, the same for the same group in every run */
export function partOf(group: string, parts: number): number {
  return createHash('sha256').update(`classifier-v1:${group}`).digest().readUInt32BE() % parts;
}

/** Letters and digits alone, in lower case: two prompts with the same one are copies. */
export function plainText(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
