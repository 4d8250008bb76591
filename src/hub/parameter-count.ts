/** @returns the number that a size such as `500M` or `6.7B` says; null where it says none */
export function parameterCount(size: string | undefined): number | null {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([MB])$/.exec(size ?? '') ?? [];
  return number === undefined ? null : Number(number) * (unit === 'B' ? 1e9 : 1e6);
}
