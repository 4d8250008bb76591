'use strict';
/** Makes a change that the other side made to a value visible to who holds it here. */
function update(old, value) {
  if (Array.isArray(old) && Array.isArray(value)) old.splice(0, old.length, ...value);
  else if (old instanceof Map && value instanceof Map) {
    old.clear();
    for (const [key, item] of value) old.set(key, item);
  } else if (old instanceof Set && value instanceof Set) {
    old.clear();
    for (const item of value) old.add(item);
  } else if (
    Object.getPrototypeOf(old) === Object.prototype &&
    Object.getPrototypeOf(value ?? 0) === Object.prototype
  ) {
    for (const key of Object.keys(old)) delete old[key];
    Object.defineProperties(old, Object.getOwnPropertyDescriptors(value));
  }
}

module.exports = { update };
