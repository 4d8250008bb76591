/**
 * JSON in which every number has a decimal point or an exponent. Python reads `1` as an integer and makes integer
 * tensors of it, on which a standard deviation fails.
 */
export function floatJson(value: unknown): string {
  if (typeof value === 'number') return floatText(value);
  if (Array.isArray(value)) return `[${value.map(floatJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${floatJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no JSON number`);
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
