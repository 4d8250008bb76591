/** @returns the reason why a text is not JSON, for a person */
export function jsonTrouble(text: string, thrown: unknown): string {
  if (/[:[,]\s*-?(NaN|Infinity)\b/.test(text.slice(0, 100_000)))
    return 'not JSON: NaN and Infinity are no JSON values';
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return `not JSON: ${message.length > 120 ? `${message.slice(0, 120)}…` : message}`;
}
