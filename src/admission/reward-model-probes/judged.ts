import type { Question, Worse } from './sanity.ts';

/** A question with the scores of its good answer and of its worse ones. */
export interface Judged extends Question {
  readonly score: number;
  readonly worse: readonly (Worse & { readonly score: number })[];
}
