/** A word of a response as a tool compares it, and where it stands. */
export interface ReadWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Index of the sentence or line it stands in. */
  readonly sentence: number;
}

/** Words `from` … `to - 1`. */
export interface WordSpan {
  readonly from: number;
  readonly to: number;
}
