import type { RlarError } from '../../spec/errors.ts';

/** The result for one item: the model's number with its sign, or the reason why there is none. */
export type RawScore =
  /** `numbers`: those of all labels, where several heads are mixed by what the query says. */
  | {
      readonly score: number;
      readonly numbers?: readonly number[];
      /** The number of each step, with its sign, of a model that judges steps. */
      readonly steps?: readonly number[];
    }
  /** The model cannot read the input: it is too long, or holds a mark of the tokenizer. */
  | { readonly unreadable: string }
  | { readonly error: RlarError };
