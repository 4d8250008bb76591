import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { type EditInput, placeName, places, type StructureEdit, swapped } from './structure-edit.ts';
import { withSums } from './with-sums.ts';

type Path = readonly (string | number)[];
const MOST_NODES = 24;

/** Edits of JSON: keys, elements, values, types, levels, and of the text that it is written as. */
export function editJsonParts({ shape, sums }: EditInput): StructureEdit[] {
  const { value } = shape;
  if (typeof value !== 'object' || value === null) return [];
  const edits: StructureEdit[] = [];
  const add = (sort: string, changed: JsonValue) => {
    edits.push({ sort, text: JSON.stringify(changed) });
    const right = withSums(changed, sums);
    if (JSON.stringify(right) !== JSON.stringify(changed))
      edits.push({ sort: `${sort}, sums put right`, text: JSON.stringify(right) });
  };
  for (const { path, node } of nodes(value).slice(0, MOST_NODES)) {
    const name = path.map((part) => (typeof part === 'number' ? '[]' : `.${part}`)).join('') || '$';
    const put = (sort: string, next: JsonValue) => add(`${name}: ${sort}`, replaced(value, path, next));
    if (Array.isArray(node)) editArray(node, put);
    else if (typeof node === 'object' && node !== null) editObject(node, put);
    else for (const [sort, next] of otherLeaves(node)) put(sort, next);
    if (path.length > 0 && typeof path.at(-1) === 'string') put('nothing', null);
  }
  const text = JSON.stringify(value);
  return [
    ...edits,
    { sort: 'in a list', text: JSON.stringify([value]), wraps: true },
    { sort: 'a level deeper', text: JSON.stringify({ result: value }), wraps: true },
    { sort: 'cut off', text: text.slice(0, -1) },
    { sort: 'another separator', text: text.replaceAll(/,(?=["{[\d])/g, ';') },
    { sort: 'equals signs for colons', text: text.replaceAll('":', '"=') },
    { sort: 'a key twice', text: text.replace(/^\{("(?:[^"\\]|\\.)*":)/, '{$1null,$1') },
    { sort: 'a bracket more', text: `${text}}`, wraps: true },
    { sort: 'single quotes', text: text.replaceAll('"', "'") },
    { sort: 'a comma at the end', text: text.replace(/([}\]])$/, ',$1') },
    { sort: 'text before it', text: `Here it is: ${text}`, wraps: true },
    { sort: 'text behind it', text: `${text} Done.`, wraps: true },
    { sort: 'twice', text: `${text}\n${text}`, wraps: true },
    { sort: 'spread over lines', text: JSON.stringify(value, null, 4), keeps: true },
    { sort: 'without spaces', text, keeps: true },
    { sort: 'other letters escaped', text: escaped(text), keeps: true },
    { sort: 'keys in another order', text: JSON.stringify(turned(value)), keeps: true },
  ];
}

function editObject(node: JsonObject, put: (sort: string, next: JsonValue) => void): void {
  const entries = Object.entries(node);
  for (const at of entries.keys()) {
    const [key, held] = entries[at]!;
    put(`without ${key}`, Object.fromEntries(entries.toSpliced(at, 1)));
    put(`${key} renamed`, Object.fromEntries(entries.with(at, [`${key}s`, held])));
    if (key.toUpperCase() !== key)
      put(`${key} in capitals`, Object.fromEntries(entries.with(at, [key.toUpperCase(), held])));
  }
  const [one, other] = [entries[0], entries.at(-1)];
  if (one && other && one !== other && JSON.stringify(one[1]) !== JSON.stringify(other[1]))
    put('two values exchanged', { ...node, [one[0]]: other[1], [other[0]]: one[1] });
  for (const [key, held] of entries.slice(0, 3))
    put(`${key} a level deeper`, { ...node, [key]: { [key]: held } });
  for (const [key, held] of entries)
    if (typeof held === 'object' && held !== null && !Array.isArray(held)) {
      const rest = Object.fromEntries(entries.filter(([name]) => name !== key));
      put(`what is in ${key} a level up`, { ...rest, ...held });
    }
  put('a key more', { ...node, remark: 'none' });
  put('empty', {});
}

function editArray(node: readonly JsonValue[], put: (sort: string, next: JsonValue) => void): void {
  for (const at of places(node.length)) {
    put(`${placeName(at, node.length)} left out`, node.toSpliced(at, 1));
    put(`${placeName(at, node.length)} doubled`, node.toSpliced(at, 0, node[at]!));
  }
  if (node.length > 1) put('two exchanged', swapped(node, 0, node.length - 1));
  if (node.length > 2) put('turned round', node.toReversed());
  put('empty', []);
  if (node[0] !== undefined) put('its first alone', node[0]);
}

function otherLeaves(node: string | number | boolean | null): [string, JsonValue][] {
  if (typeof node === 'number')
    return [
      ['one more', node + 1],
      ['the other sign', node === 0 ? -1 : -node],
      ['nought', 0],
      ['and a half', node + 0.5],
      ['as a text', String(node)],
      ['ten times', node === 0 ? 10 : node * 10],
    ];
  if (typeof node === 'boolean')
    return [
      ['the opposite', !node],
      ['in another language', node ? 'ja' : 'nein'],
      ['as a text', String(node)],
    ];
  if (typeof node !== 'string') return [];
  const other = node === node.toLowerCase() ? node.toUpperCase() : node.toLowerCase();
  const made: [string, JsonValue][] = [
    ['an empty text', ''],
    ['another text', 'zebra'],
    ['in another case', other],
    ['cut short', node.slice(0, -1)],
    ['longer', `${node}s`],
    ['in a list', [node]],
    ['a number', 7],
  ];
  return made.filter(([, next]) => next !== node);
}

function nodes(node: JsonValue, path: Path = []): { path: Path; node: JsonValue }[] {
  const own = { path, node };
  if (typeof node !== 'object' || node === null) return [own];
  if (Array.isArray(node))
    return [own, ...places(node.length).flatMap((at) => nodes(node[at]!, [...path, at]))];
  return [own, ...Object.entries(node).flatMap(([key, held]) => nodes(held, [...path, key]))];
}

function replaced(node: JsonValue, path: Path, next: JsonValue): JsonValue {
  const [head, ...rest] = path;
  if (head === undefined) return next;
  if (Array.isArray(node)) return node.with(Number(head), replaced(node[Number(head)]!, rest, next));
  if (typeof node !== 'object' || node === null) return node;
  return { ...node, [head]: replaced(node[head] ?? null, rest, next) };
}

function turned(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return node.map(turned);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .map(([key, held]) => [key, turned(held)] as const)
      .reverse(),
  );
}

function escaped(text: string): string {
  return text.replace(
    /[^\x00-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
