'use strict';
// Stand-ins, in the candidate's process, for objects and classes of the tests: what it reads, calls or changes of them happens
// over there. An array that it reads of one is the same array at every look, and what it does to it is passed on.
const { update } = require('/tmp/update.cjs');

/** `ask(verb, number, ...rest)` gives the answer of the tests; `codec()` passes values on. */
function borrower({ ask, codec }) {
  const stands = new Map();
  const forms = new WeakMap();
  const seen = new Map();
  const mutable = (value) => typeof value === 'object' && value !== null && !forms.has(value);

  function settle() {
    for (const [key, entry] of seen) {
      const after = codec().encode(entry.value);
      if (JSON.stringify(after) === JSON.stringify(entry.form)) continue;
      entry.form = after;
      ask(
        'put',
        ...key.split(' ').map((part, at) => (at === 0 ? Number(part) : decodeURIComponent(part))),
        after,
      );
    }
  }

  function read(number, name) {
    const key = `${number} ${encodeURIComponent(name)}`;
    const entry = seen.get(key);
    if (entry && !entry.stale) return entry.value;
    settle();
    const form = ask('get', number, name);
    let value = codec().decode(form);
    if (!mutable(value)) return value;
    if (entry && Array.isArray(entry.value) === Array.isArray(value)) {
      update(entry.value, value);
      value = entry.value;
    }
    seen.set(key, { value, form, stale: false });
    return value;
  }

  function request(verb, number, values) {
    settle();
    const given = values.map((value) => codec().encode(value));
    for (const entry of seen.values()) entry.stale = true;
    return codec().decode(ask(verb, number, given));
  }

  function standIn(form) {
    const number = form.v;
    const kind = form.kind ? object(form.kind) : null;
    const special = {
      constructor: kind ?? Object,
      [Symbol.toPrimitive]: (hint) => codec().decode(ask('primitive', number, hint)),
      [Symbol.iterator]: () => request('items', number, [])[Symbol.iterator](),
    };
    const base = form.error ? new Error() : Object.create(kind?.prototype ?? Object.prototype);
    if (form.error) Object.setPrototypeOf(base, kind?.prototype ?? Error.prototype);
    const target = form.callable ? function borrowed() {} : base;
    if (form.callable) Object.defineProperty(target, 'name', { value: form.name });
    if (form.parent) Object.setPrototypeOf(target.prototype, object(form.parent).prototype);
    return new Proxy(target, {
      get: (_, name) => {
        if (form.callable && (name === 'prototype' || name === 'name')) return target[name];
        if (Object.hasOwn(special, name) && !(form.callable && name !== 'constructor')) return special[name];
        if (typeof name === 'symbol') return Reflect.get(target, name);
        return read(number, name);
      },
      set: (_, name, value) => {
        settle();
        seen.delete(`${number} ${encodeURIComponent(String(name))}`);
        ask('set', number, name, codec().encode(value));
        return true;
      },
      has: (_, name) => (typeof name === 'symbol' ? name in special : ask('has', number, name)),
      ownKeys: () => (form.callable ? Reflect.ownKeys(target) : ask('keys', number)),
      getOwnPropertyDescriptor: (_, name) => {
        if (form.callable || typeof name === 'symbol') return Reflect.getOwnPropertyDescriptor(target, name);
        if (!ask('keys', number).includes(name)) return undefined;
        return { value: read(number, name), writable: true, enumerable: true, configurable: true };
      },
      apply: (_, __, values) => request('call', number, values),
      construct: (_, values) => request('new', number, values),
    });
  }

  function object(form) {
    if (!stands.has(form.v)) {
      const stand = standIn(form);
      stands.set(form.v, stand);
      forms.set(stand, form);
    }
    return stands.get(form.v);
  }

  const end = () => {
    settle();
    seen.clear();
  };
  return { object, end, settle, formOf: (value) => forms.get(value) };
}

module.exports = { borrower };
