import type { RlarError } from '../../spec/errors.ts';

/** What became of one item: the model's number with its sign, or why there is none. */
export type RawScore =
  | { readonly score: number }
  /** The model cannot read an input as long as this. */
  | { readonly tooLong: string }
  | { readonly error: RlarError };
