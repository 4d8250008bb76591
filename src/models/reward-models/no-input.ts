/** The reason why a query and a response cannot be laid out: a cause and one sentence. */
export interface NoInput {
  readonly refused: string;
  readonly cause: 'query' | 'output';
}
