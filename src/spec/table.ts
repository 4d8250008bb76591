/**
 * @returns a table to look up words in that come from outside: it has the given entries and nothing else. An object of its
 * own would also have `constructor`, `toString` and `__proto__`.
 */
export function table<Value>(entries: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.freeze(Object.assign(Object.create(null), entries));
}

/** @returns the value that a record itself has under a key from outside */
export function getOwn<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Sets a key from outside: `__proto__` becomes a key like any other, in place of another prototype. */
export function setOwn<Value>(record: Record<string, Value>, key: string, value: Value): void {
  Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
}
