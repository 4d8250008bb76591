/** A value that a grammar read, and where it stands in the text that was given. */
export interface Found<Value> {
  readonly value: Value;
  readonly start: number;
  readonly end: number;
}

/** What a tool knows about its values. The reader knows everything about the words around them. */
export interface Grammar<Value> {
  /**
   * @param last whether the text is a sentence of a solution, in which the last value counts
   * @returns the values of a short text in order, none inside another
   */
  find(text: string, last?: boolean): readonly Found<Value>[];
  same(left: Value, right: Value): boolean;
  /** Whether there are few possible values, so that a sentence which names a second one offers a second answer. */
  readonly closed: boolean;
  /** Whether a line says nothing beside its one value. Without it: where nothing but marks stand beside the value. */
  isBare?(line: string, found: Found<Value>): boolean;
  /** A cheap look: true only where no value of a line can stand bare in it, so that the line need not be read for one. */
  isProse?(line: string): boolean;
  /** Whether an arithmetic operator or `=` between two values makes one statement of them: `60 × 7 = 420`. */
  readonly computes?: boolean;
  /** Whether what was found has a value: an expression that nobody worked out has none. Without it: all have. */
  isValue?(value: Value): boolean;
}

/** Whether a line is nothing but a value and the marks around it. */
export function isBareValue<Value>(line: string, found: Found<Value>, grammar: Grammar<Value>): boolean {
  if (grammar.isBare) return grammar.isBare(line, found);
  return !/[\p{L}\p{N}]/u.test(line.slice(0, found.start) + line.slice(found.end));
}
