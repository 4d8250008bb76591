import { helperLibraryFor } from './helper-library.ts';

/**
 * What contexts start with, as source that is evaluated inside the sandbox, so nothing of it has rights: random numbers
 * from a seed always; a clock that stands still and the small vetted library `rlar` where a function mentions them.
 */
const CORE = `
(() => {
  let state = __seed >>> 0;
  delete globalThis.__seed;
  delete globalThis.performance;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const { freeze, values } = Object;
  const deep = (value) => {
    if (typeof value === 'object' && value !== null) values(freeze(value)).forEach(deep);
    return value;
  };
  const { parse, stringify } = JSON;
  const Later = Promise;
  globalThis.__freeze = deep;
  globalThis.__call = (entry, text) => {
    const value = entry(...deep(parse(text)));
    if (value instanceof Later) throw new TypeError('a promise is no result');
    return stringify(value === undefined ? null : value);
  };
})();
`;

const CLOCK = `
(() => {
  const Real = Date;
  const Still = function Date(...parts) {
    const made = parts.length === 0 ? new Real(0) : new Real(...parts);
    return new.target ? made : made.toString();
  };
  Still.prototype = Real.prototype;
  Still.now = () => 0;
  Still.parse = Real.parse;
  Still.UTC = Real.UTC;
  Object.defineProperty(Real.prototype, 'constructor', { value: Still });
  globalThis.Date = Still;
})();
`;

/** Whether a function may want the clock: without the word, its context has no Date at all. */
export function mentionsDate(source: string): boolean {
  return source.includes('Date');
}

/**
 * @param helpers in place of this rlar's helper library
 * @returns what to evaluate before a function
 */
export function preludeFor(source: string, seed: number, helpers = helperLibraryFor(source)): string {
  const clock = mentionsDate(source) ? CLOCK : '';
  return `globalThis.__seed = ${Math.trunc(seed)};${CORE}${clock}${helpers}delete globalThis.__freeze;`;
}
