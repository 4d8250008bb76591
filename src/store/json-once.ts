const known = new WeakMap<object, string>();

/** @returns the JSON of a value that never changes. The JSON is made once, however often the value is stored */
export function jsonOnce(value: object): string {
  let json = known.get(value);
  if (json === undefined) {
    json = JSON.stringify(value);
    known.set(value, json);
  }
  return json;
}
