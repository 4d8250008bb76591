import type { RlarError } from '../../spec/errors.ts';

/** The result for one item: the model's number with its sign, or the reason why there is none. */
export type RawScore =
  | { readonly score: number }
  /** The input is too long for the model. */
  | { readonly tooLong: string }
  | { readonly error: RlarError };
