'use strict';
// Objects of the tests that the candidate is given. They never leave the driver's process: the candidate names one by its
// number and asks for something of it. What leads from an object to the insides of the driver is refused: constructors that
// are not the tests' own, prototypes, names with two underscores, methods that are replaced.

const MOST = 200_000;
const FROM_OBJECT = new Set(['toString', 'valueOf', 'hasOwnProperty', 'toLocaleString']);
const PLAIN = new Set([Object.prototype, Function.prototype, Error.prototype, null]);
for (const kind of [TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError])
  PLAIN.add(kind.prototype);

/**
 * `source`: the text of the tests, of which every class of theirs is a part. `codec()` passes values on. `update` changes a
 * value in place.
 */
function lender({ source, codec, update }) {
  const objects = [];
  const numbers = new Map();

  function numberOf(value) {
    if (!numbers.has(value)) numbers.set(value, objects.push(value) - 1);
    return numbers.get(value);
  }

  const text = (value) => Function.prototype.toString.call(value);
  const ownFunction = (value) =>
    typeof value === 'function' && !text(value).includes('[native code]') && source.includes(text(value));

  /** Whether every class of an object is one of the tests, or the language's own. */
  function ownChain(value) {
    for (let at = value; !PLAIN.has(at); at = Object.getPrototypeOf(at)) {
      const made = Object.getOwnPropertyDescriptor(at, 'constructor')?.value;
      if (at !== value && !ownFunction(made)) return false;
    }
    return true;
  }

  const isClass = (value) => typeof value === 'function' && /^class\b/.test(text(value));
  const usesThis = (value) => typeof value === 'function' && /\bthis\b/.test(text(value));

  /** Whether it is the tests' own, and is to be passed on as itself: classes, their objects, objects with methods. */
  function lendable(value) {
    if (typeof value === 'function')
      return ownFunction(value) && (isClass(value) || Object.keys(value.prototype ?? {}).length > 0);
    if (Object.getPrototypeOf(value) === Object.prototype)
      return Object.keys(value).some((key) => {
        const { value: item, get } = Object.getOwnPropertyDescriptor(value, key);
        return get !== undefined || (usesThis(item) && ownFunctionText(item));
      });
    return Object.getPrototypeOf(value) !== null && ownChain(value);
  }

  /** The text of a method stands in the tests without the word function. */
  const ownFunctionText = (value) => source.includes(text(value));

  function form(value) {
    const made = typeof value === 'function' ? null : value.constructor;
    return {
      t: 'lent',
      v: numberOf(value),
      callable: typeof value === 'function',
      kind: ownFunction(made) ? form(made) : null,
      parent:
        typeof value === 'function' && ownFunction(Object.getPrototypeOf(value))
          ? form(Object.getPrototypeOf(value))
          : null,
      name: typeof value === 'function' ? String(value.name) : null,
      error: value instanceof Error,
    };
  }

  function resolve(number) {
    if (!Number.isSafeInteger(number) || number < 0 || number >= objects.length)
      throw new TypeError('there is no such object');
    return objects[number];
  }

  /** Where a name is found, or null: never beyond what the tests have made. */
  function place(target, name) {
    if (typeof name !== 'string' || name.startsWith('__') || name === 'constructor' || name === 'prototype')
      return null;
    for (let at = target; !PLAIN.has(at); at = Object.getPrototypeOf(at))
      if (Object.hasOwn(at, name)) return at;
    if (target instanceof Error && ['name', 'message', 'toString'].includes(name)) return Error.prototype;
    return typeof target !== 'function' && FROM_OBJECT.has(name) ? Object.prototype : null;
  }

  function read(target, name) {
    if (place(target, name) === null) return undefined;
    const value = Reflect.get(target, name, target);
    return typeof value === 'function' && !isClass(value)
      ? (...given) => Reflect.apply(value, target, given)
      : value;
  }

  function write(target, name, value) {
    const found = place(target, name);
    const own = found && Object.getOwnPropertyDescriptor(found, name);
    const refused =
      typeof name !== 'string' || name.startsWith('__') || ['constructor', 'prototype'].includes(name);
    if (refused || typeof target === 'function' || typeof own?.value === 'function' || FROM_OBJECT.has(name))
      throw new TypeError(`${String(name)} cannot be set`);
    return Reflect.set(target, name, value);
  }

  function primitive(target, hint) {
    if (hint === 'string') return String(target);
    const value = hint === 'number' ? Number(target) : target.valueOf();
    return typeof value === 'object' && value !== null ? String(target) : value;
  }

  /** Answers one request. Returns the form of the answer. */
  function perform([verb, number, ...rest]) {
    const target = resolve(number);
    const given = (forms) => forms.map((item) => codec().decode(item));
    if (verb === 'get') return codec().encode(read(target, rest[0]));
    if (verb === 'set') return write(target, rest[0], codec().decode(rest[1]));
    if (verb === 'put') {
      update(read(target, rest[0]), codec().decode(rest[1]));
      return null;
    }
    if (verb === 'has') return place(target, rest[0]) !== null;
    if (verb === 'keys') return Object.keys(target);
    if (verb === 'new') return codec().encode(Reflect.construct(target, given(rest[0])));
    if (verb === 'call') return codec().encode(Reflect.apply(target, undefined, given(rest[0])));
    if (verb === 'primitive') return codec().encode(primitive(target, rest[0]));
    if (verb !== 'items') throw new TypeError('there is no such request');
    const items = [];
    for (const item of target) if (items.push(item) > MOST) throw new RangeError('too many items');
    return codec().encode(items);
  }

  return { lendable, form, resolve, perform };
}

module.exports = { lender };
