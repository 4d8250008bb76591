'use strict';
// Stand-ins, in the driver's process, for the candidate's objects. What the test reads without calling anything is read
// once: an object cannot answer one thing to the first half of a check and another to the second.

const { update } = require('/tmp/update.cjs');

/**
 * `codec` and `request` speak with the candidate, `unsupported` ends the run, `called` counts calls.
 * Returns `resolved(form)`, and the numbers that stand-ins have over there.
 */
function remotes({ codec, request, unsupported, called }) {
  const numbers = new Map();
  const kins = new Map();
  const known = new Map();
  const once = (key, ask) => {
    if (!known.has(key)) known.set(key, ask());
    return known.get(key);
  };

  function invoke(verb, number, values) {
    called();
    known.clear();
    const forms = values.map((value) => codec.encode(value));
    const [, returned, changed] = request(verb, number, forms);
    known.clear();
    for (let index = 0; index < values.length; index += 1)
      if (typeof changed === 'object' && changed !== null && Object.hasOwn(changed, index))
        update(values[index], codec.decode(changed[index]));
    return codec.decode(returned);
  }

  function read(number, name) {
    if (name === Symbol.hasInstance)
      return (value) => request('instance', number, codec.encode(value))[1] === true;
    // `==` asks an object for a value of its own choosing: a right answer is a value.
    if (name === Symbol.toPrimitive)
      return (hint) => {
        if (hint === 'default')
          throw new TypeError('an object of the program stands where a value is compared');
        return once(`${number} as ${hint}`, () => codec.decode(request('primitive', number, hint)[1]));
      };
    if (name === 'prototype') unsupported('a type of the program');
    if (typeof name === 'symbol') return undefined;
    return once(`${number}.${name}`, () => codec.decode(request('get', number, name)[1]));
  }

  const keys = (number) =>
    once(`${number} keys`, () => {
      const listed = request('keys', number)[1];
      return Array.isArray(listed) ? [...new Set(listed.map(String))] : [];
    });
  const write = (number) => (_, name, value) => {
    known.clear();
    if (typeof name === 'string') request('set', number, name, codec.encode(value));
    return true;
  };
  /** Objects of one class over there have one prototype here, which is no one else's. */
  const kinOf = (kin) => {
    if (!kins.has(kin)) kins.set(kin, Object.create(Object.prototype));
    return kins.get(kin);
  };

  function standIn({ v: number, callable, kin }) {
    const get = (_, name) => read(number, name);
    if (callable)
      return new Proxy(function remoteObject() {}, {
        apply: (_, __, values) => invoke('invoke', number, values),
        construct: (_, values) => Object(invoke('new', number, values)),
        get,
        set: write(number),
        has: () => false,
        ownKeys: () => ['prototype'],
      });
    const described = (name) =>
      keys(number).includes(name)
        ? { value: read(number, name), writable: true, enumerable: true, configurable: true }
        : undefined;
    return new Proxy(Object.create(kinOf(kin)), {
      get,
      set: write(number),
      has: (_, name) => keys(number).includes(name),
      ownKeys: () => keys(number),
      getOwnPropertyDescriptor: (_, name) => described(name),
    });
  }

  function promised(number) {
    return new Promise((resolve, reject) => {
      queueMicrotask(() => {
        try {
          known.clear();
          resolve(codec.decode(request('await', number)[1]));
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  const stands = new Map();
  function resolved(form) {
    const number = form.v;
    if (!Number.isSafeInteger(number) || number < 0) throw new TypeError('what is no value');
    if (!stands.has(number)) {
      const stand = form.t === 'promise' ? promised(number) : standIn(form);
      stands.set(number, stand);
      numbers.set(stand, number);
    }
    return stands.get(number);
  }
  return { numbers, resolved };
}

module.exports = { remotes };
