/** One query with one response, as the adapter of a model lays it out. */
export type ScorerInput = (
  | { readonly as: 'text'; readonly text: string }
  | {
      readonly as: 'pair';
      readonly first: string;
      readonly second: string;
      /** The steps within `second`, in order, where each of them is to have a number of its own. */
      readonly parts?: readonly string[];
    }
  | { readonly as: 'chat'; readonly messages: readonly ChatTurn[] }
  | { readonly as: 'fields'; readonly fields: Readonly<Record<string, string>> }
  | StepPieces
  | { readonly as: 'tokens'; readonly ids: readonly number[]; readonly ends: readonly number[] }
) & {
  /** Steps of the response, where the model gives a number for each. */
  readonly steps?: number;
};

/** A text in pieces whose tokens are asked for one by one: what stands before the steps, the steps, and what stands behind. */
export interface StepPieces {
  readonly as: 'pieces';
  readonly before: string;
  readonly parts: readonly string[];
  /** The token behind each step, by its spelling. */
  readonly mark: string;
  readonly behind: string;
}

export interface ChatTurn {
  readonly role: string;
  readonly content: string;
}
