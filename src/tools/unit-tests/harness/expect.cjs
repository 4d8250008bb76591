'use strict';
// `expect` as Jest and Chai have it, so far as tests of one function use it, and `test`, `it` and `describe`, which run what they are given.
const util = require('node:util');

const throwing = (got, wanted) => {
  let thrown;
  try {
    got();
    return false;
  } catch (error) {
    thrown = error;
  }
  if (wanted === undefined) return true;
  if (typeof wanted === 'function') return thrown instanceof wanted || thrown?.name === wanted.name;
  const message = String(thrown?.message ?? thrown);
  return wanted instanceof RegExp ? wanted.test(message) : message.includes(wanted?.message ?? wanted);
};
const same = (got, wanted) => util.isDeepStrictEqual(got, wanted);
const within = (got, wanted) =>
  typeof got === 'string' || Array.isArray(got)
    ? got.includes(wanted)
    : got instanceof Set && got.has(wanted);
const MATCHERS = {
  toBe: Object.is,
  toEqual: same,
  toStrictEqual: same,
  toBeCloseTo: (got, wanted, digits = 2) => Math.abs(got - wanted) < 10 ** -digits / 2,
  toBeNull: (got) => got === null,
  toBeUndefined: (got) => got === undefined,
  toBeDefined: (got) => got !== undefined,
  toBeNaN: (got) => Number.isNaN(got),
  toBeTruthy: (got) => Boolean(got),
  toBeFalsy: (got) => !got,
  toContain: within,
  toContainEqual: (got, wanted) => [...got].some((one) => same(one, wanted)),
  toHaveLength: (got, wanted) => got?.length === wanted,
  toMatch: (got, wanted) => (wanted instanceof RegExp ? wanted.test(got) : String(got).includes(wanted)),
  toThrow: throwing,
  toThrowError: throwing,
  toBeGreaterThan: (got, wanted) => got > wanted,
  toBeGreaterThanOrEqual: (got, wanted) => got >= wanted,
  toBeLessThan: (got, wanted) => got < wanted,
  toBeLessThanOrEqual: (got, wanted) => got <= wanted,
};
const OF_CHAI = { equal: (got, wanted) => got === wanted, eql: same, include: within, throw: throwing };
const STATES = {
  true: (got) => got === true,
  false: (got) => got === false,
  null: (got) => got === null,
  undefined: (got) => got === undefined,
  empty: (got) => got?.length === 0,
};

/** `counted(check, values)` records one check and throws where it fails. `tried(body)` runs a test and records what it throws. */
function makeExpect(counted, tried) {
  const must =
    (check, not) =>
    (got, ...rest) => {
      if (Boolean(check(got, ...rest)) === not) throw new Error('not as expected');
    };
  const after =
    (got, check, not) =>
    (...rest) =>
      counted(must(check, not), [got, ...rest]);
  const settled =
    (got, check, not, fails) =>
    (...rest) =>
      counted(async () => {
        const value = await (fails
          ? got.then(
              () => Promise.reject(new Error('did not reject')),
              (error) => error,
            )
          : got);
        const seen =
          fails && check === throwing
            ? () => {
                throw value;
              }
            : value;
        must(check, not)(seen, ...rest);
      }, [got]);
  const chain = (got, { not = false, deep = false, waits = null } = {}) =>
    new Proxy(function chained() {}, {
      get: (_, name) => {
        if (name === 'not') return chain(got, { not: !not, deep, waits });
        if (name === 'deep') return chain(got, { not, deep: true, waits });
        if (name === 'resolves' || name === 'rejects') return chain(got, { not, deep, waits: name });
        if (/^(?:to|be|been|is|that|which|and|has|have|with|at|of|a|an)$/.test(String(name)))
          return chain(got, { not, deep, waits });
        const check = Object.hasOwn(MATCHERS, name)
          ? MATCHERS[name]
          : Object.hasOwn(OF_CHAI, name)
            ? deep
              ? same
              : OF_CHAI[name]
            : null;
        if (check) return waits ? settled(got, check, not, waits === 'rejects') : after(got, check, not);
        if (Object.hasOwn(STATES, name)) return counted(must(STATES[name], not), [got]);
        throw new Error(`expect has no ${String(name)}`);
      },
    });
  const group = (_, body) => tried(body);
  const test = Object.assign((_, body) => tried(body), { each: undefined });
  return { expect: chain, describe: group, it: test, test };
}

module.exports = { makeExpect };
