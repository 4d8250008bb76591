import type { JsonValue } from '../../spec/json.ts';
import type { Demand, Example, Examples } from './demand.ts';
import type { Shape } from './shape.ts';
import { type Slot, slotsOf } from './slots.ts';

/** Rows to subtract from a count: a header, or a header with a last row. */
const BESIDE = [0, 1, 2];
const FEWEST_VALUES = 2;

/** @returns counts of a response that a prompt may state, by name */
export function measures(shape: Shape): ReadonlyMap<string, number> {
  const known = MEASURED.get(shape);
  if (known) return known;
  const found = measured(shape);
  MEASURED.set(shape, found);
  return found;
}

const MEASURED = new WeakMap<Shape, ReadonlyMap<string, number>>();

function measured({ form, lines, items, rows, text, value, stray }: Shape): Map<string, number> {
  const found = new Map<string, number>([['lines', lines.length]]);
  const filled = items.filter((item) => item !== '');
  const wordCounts = items.map((item) => wordsOf(item).length);
  found.set('words', wordsOf(text).length);
  found.set('characters', [...text.trim()].length);
  found.set('sentences', (text.match(/[.!?](?=\s|$)/g) ?? []).length);
  found.set('paragraphs', text.split(/\n\s*\n/).filter((part) => part.trim() !== '').length);
  if (form.kind !== 'json' && form.kind !== 'table') {
    found.set('items', stray > 0 ? Number.NaN : filled.length);
    found.set('most words', Math.max(0, ...wordCounts));
    found.set('fewest words', Math.min(...(wordCounts.length > 0 ? wordCounts : [0])));
    found.set('most characters', Math.max(0, ...items.map((item) => [...item].length)));
  }
  if (form.kind === 'table') {
    found.set('rows', rows.length);
    found.set('columns', stray > 0 ? Number.NaN : (rows[0]?.length ?? 0));
  }
  if (form.kind === 'json') for (const [path, count] of lengths(value)) found.set(path, count);
  return found;
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Lengths of lists by path; of lists in a list where all have the same. */
function lengths(
  value: JsonValue | undefined,
  path = '$',
  found = new Map<string, number>(),
): Map<string, number> {
  if (typeof value !== 'object' || value === null) return found;
  if (Array.isArray(value)) {
    const name = `length of ${path}`;
    found.set(name, found.has(name) && found.get(name) !== value.length ? Number.NaN : value.length);
    for (const entry of value) lengths(entry, `${path}[]`, found);
  } else for (const [key, entry] of Object.entries(value)) lengths(entry, `${path}.${key}`, found);
  return found;
}

/** Demands for counts that the prompts state: as exact numbers, or as bounds. */
export function countDemands({ rights }: Examples): Demand[] {
  const first = rights[0];
  if (!first) return [];
  const keys = slotsOf(first.prompt).map(({ key }) => key);
  const shared = keys.filter((key) => rights.every(({ prompt }) => slot(prompt, key) !== null));
  const names = [...measures(first.shape).keys()].filter((name) =>
    rights.every(({ shape }) => measures(shape).has(name)),
  );
  return shared.flatMap((key) => {
    const { bound } = slot(first.prompt, key)!;
    return names.flatMap((name) =>
      bound === 'most' || bound === 'least' ? bounds(rights, key, name, bound) : exact(rights, key, name),
    );
  });
}

function exact(rights: readonly Example[], key: string, name: string): Demand[] {
  return BESIDE.flatMap((beside): Demand[] => {
    const holds: Demand['holds'] = (prompt, response) =>
      measures(response).get(name) === (slot(prompt, key)?.value ?? Number.NaN) + beside;
    if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
    const values = new Set(rights.map(({ prompt }) => slot(prompt, key)!.value));
    const { after } = slot(rights[0]!.prompt, key)!;
    // Where each line is a sentence, a count of lines is not also read as a count of sentences.
    if ((values.size <= FEWEST_VALUES || saysWhat(after)) && !mayCount(name, after)) return [];
    const said = rights.every(({ prompt }) => slot(prompt, key)!.bound === 'exactly');
    const sure = values.size > FEWEST_VALUES || (said && (beside === 0 || values.size === FEWEST_VALUES));
    if (values.size < FEWEST_VALUES && !(said && beside === 0)) return [];
    return [
      { name: `${name}: the “${key}” of the prompt${beside > 0 ? ` and ${beside}` : ''}`, sure, holds },
    ];
  });
}

/** Measures that a noun after a number may mean. Other measures are left out, because with few numbers they agree by accident. */
const COUNTED: readonly (readonly [noun: RegExp, measures: RegExp])[] = [
  [/^\s*words?\b/, /words$/],
  [/^\s*(?:characters?|letters?)\b/, /characters$/],
  [/^\s*sentences?\b/, /^sentences$/],
  [/^\s*paragraphs?\b/, /^paragraphs$/],
  [/^\s*(?:short |text |numbered )?lines?\b/, /^(?:lines|items|rows)$/],
  [/^\s*columns?\b/, /^columns$/],
  [/^/, /^(?:lines|items|rows|columns|length of)/],
];

/** Whether the noun after a number has a single measure. */
function saysWhat(after: string): boolean {
  return COUNTED.slice(0, -1).some(([noun]) => noun.test(after));
}

function mayCount(name: string, after: string): boolean {
  const [, measures] = COUNTED.find(([noun]) => noun.test(after))!;
  return measures.test(name);
}

/** The count that a noun means, for each part and for the whole. */
const NOUNS: readonly { readonly noun: RegExp; readonly each: string; readonly whole: string }[] = [
  { noun: /^\s*words?\b/, each: 'most words', whole: 'words' },
  { noun: /^\s*(?:characters?|letters?)\b/, each: 'most characters', whole: 'characters' },
  { noun: /^\s*sentences?\b/, each: 'sentences', whole: 'sentences' },
  { noun: /^\s*paragraphs?\b/, each: 'paragraphs', whole: 'paragraphs' },
  { noun: /^\s*lines?\b/, each: 'lines', whole: 'lines' },
  { noun: /^\s*(?:items?|bullets?|points?|entries|steps)\b/, each: 'items', whole: 'items' },
];

function bounds(rights: readonly Example[], key: string, name: string, bound: 'most' | 'least'): Demand[] {
  const { after, around } = slot(rights[0]!.prompt, key)!;
  const meant = NOUNS.find(({ noun }) => noun.test(after));
  const each = /\b(?:each|every|per|apiece|an? (?:line|item|bullet|point|row|verse|entry))\b/.test(around);
  const wanted = each ? meant?.each : meant?.whole;
  const measured = bound === 'least' && wanted === 'most words' ? 'fewest words' : wanted;
  const listed = !meant && name === 'length of $';
  if (name !== measured && !listed) return [];
  const holds: Demand['holds'] = (prompt, response) => {
    const limit = slot(prompt, key)?.value;
    const count = measures(response).get(name);
    if (limit === undefined || count === undefined || Number.isNaN(count)) return false;
    return bound === 'most' ? count <= limit : count >= limit;
  };
  if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
  const met = rights.filter(({ prompt, shape }) => measures(shape).get(name) === slot(prompt, key)?.value);
  const sure = !listed || met.length >= FEWEST_VALUES;
  return [{ name: `${name}: at ${bound} the “${key}” of the prompt`, sure, holds }];
}

/** @returns the slot of a prompt; null where it has none of this key */
function slot(prompt: string, key: string): Slot | null {
  return slotsOf(prompt).find((entry) => entry.key === key) ?? null;
}
