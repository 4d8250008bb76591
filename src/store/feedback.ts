/**
 * Feedback: what people and trusted checks said of responses. It is evidence beside the rewards: it is only ever added to,
 * and it changes no recorded reward.
 */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { query } from '../spec/query.ts';

/**
 * `gold`: a labelled row · `verdict`: a person's word on a recorded reward · `audit`: the word of a trusted check ·
 * `pair`: this response is better than `other` · `click`: somebody was shown the response and did something
 */
const FEEDBACK_SORTS = ['gold', 'verdict', 'audit', 'pair', 'click'] as const;

const body = z.object({
  query,
  text: z.string(),
  /** For a pair: the text of the worse response. */
  other: z.string().optional(),
  /** For a click: what was done, such as `copied`, and the probability with which the response was shown. */
  action: z.string().optional(),
  exposure: z.number().gt(0).max(1).optional(),
  /** The record of the ledger, where the response has one. */
  record: z.string().optional(),
  note: z.string().optional(),
});

export const feedbackEntry = z.object({
  /** From 1, in the order in which they came. */
  number: z.number().int(),
  /** Milliseconds since 1970. */
  at: z.number(),
  sort: z.enum(FEEDBACK_SORTS),
  /** The key of the query, and the sha256 of the response. */
  query: z.string(),
  response: z.string(),
  /** Whether the response is right; null for what says nothing of that. */
  correct: z.boolean().nullable(),
  by: z.string(),
  body,
});
export type FeedbackEntry = z.infer<typeof feedbackEntry>;
export type NewFeedback = Omit<FeedbackEntry, 'number' | 'at' | 'response'>;

/** Entries of a list without a limit. */
export const MOST_ENTRIES = 100_000;

/** All methods reject with RLAR_STORE_FAILED where the store cannot be read or written. */
export interface Feedback {
  /** @returns the number of the last entry. @throws RLAR_DISK_FULL */
  add(entries: readonly NewFeedback[]): Promise<number>;
  /**
   * @returns whether a response is right: what a person said last, else the gold label, else the trusted check; null where
   * nobody said anything
   */
  verdictOn(query: string, text: string): Promise<boolean | null>;
  /** @returns the entries after a number, in order, at most `limit` */
  list(after?: number, limit?: number): Promise<FeedbackEntry[]>;
  close(): Promise<void>;
}

/** @returns the identity of a response */
export function responseHash(text: string): string {
  return hash('sha256', text, 'hex');
}
