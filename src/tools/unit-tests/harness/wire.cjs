'use strict';
// Values as tagged JSON between the driver of the tests and the candidate, two processes that do not trust each other.
// Frames are read and written synchronously on descriptor 3, because tests call functions synchronously.
const fs = require('node:fs');

const LINK = 3;
const FRAME_BYTES = 16 * 1024 * 1024;

function readExactly(count) {
  const bytes = Buffer.allocUnsafe(count);
  let read = 0;
  while (read < count) {
    const part = fs.readSync(LINK, bytes, read, count - read, null);
    if (part === 0) throw new Error('the other side is gone');
    read += part;
  }
  return bytes;
}

function receive() {
  const length = readExactly(4).readUInt32BE(0);
  if (length > FRAME_BYTES) throw new Error('not a frame');
  const frame = JSON.parse(readExactly(length).toString('utf8'));
  if (!Array.isArray(frame)) throw new Error('not a frame');
  return frame;
}

function send(form) {
  const body = Buffer.from(JSON.stringify(form), 'utf8');
  if (body.length > FRAME_BYTES) throw new RangeError('too large to pass on');
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(body.length);
  const bytes = Buffer.concat([head, body]);
  for (let written = 0; written < bytes.length; ) written += fs.writeSync(LINK, bytes, written);
}

/** `==` would ask an object for a value of its own choosing. A right answer is a value. */
function refuseToBeCompared(object) {
  const own = ['valueOf', 'toString'].filter(
    (name) => typeof Object.getOwnPropertyDescriptor(object, name)?.value === 'function',
  );
  if (own.length === 0) return object;
  const toPrimitive = (hint) => {
    if (hint === 'default') throw new TypeError('an object of the program stands where a value is compared');
    return hint === 'string' ? object.toString() : object.valueOf();
  };
  return Object.defineProperty(object, Symbol.toPrimitive, { value: toPrimitive });
}

/**
 * `reference(value)` gives the form of what cannot be copied; `resolve(form)` turns it into an object again; `whole(value)`
 * says whether a plain object is not to be copied; `copied(object)` is told of every object that was copied.
 */
class Codec {
  constructor(reference, resolve, whole = () => false, copied = (object) => object) {
    this.reference = reference;
    this.resolve = resolve;
    this.whole = whole;
    this.copied = copied;
  }

  encode(value, depth = 0) {
    if (depth > 500) throw new RangeError('nested too deeply to pass on');
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number')
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { t: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    if (value === undefined) return { t: 'undefined' };
    if (typeof value === 'bigint') return { t: 'bigint', v: value.toString() };
    if (Array.isArray(value)) return Array.from(value, (item) => this.encode(item, depth + 1));
    if (value instanceof Date) return { t: 'date', v: value.getTime() };
    if (value instanceof Map)
      return {
        t: 'map',
        v: Array.from(value, ([key, item]) => [this.encode(key, depth + 1), this.encode(item, depth + 1)]),
      };
    if (value instanceof Set)
      return { t: 'set', v: Array.from(value, (item) => this.encode(item, depth + 1)) };
    if (value instanceof RegExp) return { t: 'regexp', v: [value.source, value.flags] };
    if (typeof value === 'object') {
      const prototype = Object.getPrototypeOf(value);
      if ((prototype === Object.prototype || prototype === null) && !this.whole(value))
        return { t: 'object', v: Object.keys(value).map((key) => [key, this.encode(value[key], depth + 1)]) };
    }
    return this.reference(value);
  }

  decode(form) {
    if (Array.isArray(form)) return form.map((item) => this.decode(item));
    if (form === null || typeof form !== 'object') return form;
    switch (form.t) {
      case 'number':
        return Number(form.v);
      case 'undefined':
        return undefined;
      case 'bigint':
        return BigInt(form.v);
      case 'date':
        return new Date(form.v);
      case 'map':
        return new Map(form.v.map(([key, item]) => [this.decode(key), this.decode(item)]));
      case 'set':
        return new Set(form.v.map((item) => this.decode(item)));
      case 'regexp':
        return new RegExp(String(form.v[0]), String(form.v[1]));
      case 'object': {
        const found = {};
        for (const [key, item] of form.v)
          Object.defineProperty(found, key, {
            value: this.decode(item),
            writable: true,
            enumerable: true,
            configurable: true,
          });
        return this.copied(found);
      }
      default:
        return this.resolve(form);
    }
  }
}

module.exports = { Codec, refuseToBeCompared, receive, send };
