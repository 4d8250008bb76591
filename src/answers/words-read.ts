/** A word of a response as a tool compares it, and where it stands. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Index of the sentence or line it stands in. */
  readonly sentence: number;
  /** Whether it is written with a capital that does not come from opening a sentence. */
  readonly capital: boolean;
  /** Value of a number, null for other words. */
  readonly value: number | null;
}

/** Words `from` … `to - 1`. */
export interface WordSpan {
  readonly from: number;
  readonly to: number;
}

/** A response that names the answer somewhere: what a tool knows of the answer, for the readers of the words around it. */
export interface NamedAnswer {
  readonly words: readonly ReadWord[];
  /** The text that the words stand in. */
  readonly text: string;
  /** Where the answer or a part of it stands, in order. */
  readonly spans: readonly WordSpan[];
  /** Whether the answer stands there whole. */
  readonly whole: boolean;
  /** Words of the answers that were found. */
  readonly keyWords: ReadonlySet<string>;
  /** All words of the question, and those that carry something. */
  readonly question: readonly ReadWord[];
  readonly asked: ReadonlySet<string>;
  /** Whether the question is asked in another language than English. */
  readonly foreign: boolean;
  /** Whether the answer is a name, or a number. */
  readonly sort: { readonly proper: boolean; readonly numeric: boolean };
}
