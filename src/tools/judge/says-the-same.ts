/** @returns whether two responses are one text, but for the space around it: a tie that no model need be asked about */
export function saysTheSame(one: string, other: string): boolean {
  return one.trim() === other.trim();
}

/** @returns of texts that are one text, but for the space around them, one each, whatever their order */
export function withoutTwins(texts: readonly string[]): string[] {
  const byText = Map.groupBy(texts, (text) => text.trim());
  return [...byText.values()].map((twins) => twins.reduce((least, text) => (text < least ? text : least)));
}
