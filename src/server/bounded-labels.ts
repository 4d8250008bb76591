/** Values that one label of a metric takes at most; what comes later is counted under `other`. */
const MOST = 200;
const LONGEST = 100;

/**
 * Bounds the values of a label: what requests name (kinds, flags) would else make a new series each time.
 * @returns a function from a value to the value that is counted
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
