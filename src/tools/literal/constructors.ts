import type { Canonical } from './value.ts';
import * as make from './value.ts';

const EMPTY: ReadonlyMap<string, Canonical> = new Map([
  ['set', make.set([])],
  ['frozenset', make.set([])],
  ['list', make.list([])],
  ['deque', make.deque(make.list([]))],
  ['tuple', make.tuple([])],
  ['dict', make.dictionary([])],
  ['OrderedDict', make.dictionary([])],
  ['Counter', make.dictionary([])],
  ['defaultdict', make.dictionary([])],
  ['bytes', make.bytes('')],
  ['str', make.text('')],
]);

/** What a constructor takes without changing its value: `Counter({…})` equals `{…}`. */
const KEEPS: ReadonlyMap<string, string> = new Map([
  ['set', 'set{'],
  ['frozenset', 'set{'],
  ['list', 'list['],
  ['tuple', 'tuple('],
  ['dict', 'dictionary{'],
  ['OrderedDict', 'dictionary{'],
  ['Counter', 'dictionary{'],
  ['defaultdict', 'dictionary{'],
  ['bytes', 'bytes:'],
  ['bytearray', 'bytes:'],
  ['str', 'text:'],
]);

const SIZES: ReadonlyMap<string, number> = new Map([
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['nan', Number.NaN],
]);

/** @returns the value of a call such as `set()` or `float('inf')`; null where only running it would tell */
export function construct(name: string, items: readonly Canonical[]): Canonical | null {
  const [only] = items;
  if (only === undefined) return EMPTY.get(name) ?? null;
  if (items.length > 1) return null;
  if (name === 'deque') return only.startsWith('list[') ? make.deque(only) : null;
  if (name === 'float') {
    const size = [...SIZES].find(([word]) => only === make.text(word))?.[1];
    return size === undefined ? null : make.float(size);
  }
  const start = KEEPS.get(name);
  return start !== undefined && only.startsWith(start) ? only : null;
}
