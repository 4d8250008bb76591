/** Most values of one metric label. Later values are counted under `other`. */
const MOST = 200;
const LONGEST = 100;

/**
 * Bounds the values of a label. Otherwise each new kind or flag that a request names would make a new time series.
 * @returns a function that maps a value to the label to count it under
 */
export function boundedLabels(most = MOST): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most || value.length > LONGEST) return 'other';
    known.add(value);
    return value;
  };
}
