import { allSay, type Demand, type Example, type Examples, ORDER, standsIn } from './demand.ts';
import { keysOf, leavesOf } from './json-paths.ts';
import type { Shape } from './shape.ts';

const CLOSED =
  /\b(?:exactly|only|no other|nothing else|with the columns|these keys|the keys|no extra|no additional)\b/i;
const FEWEST = 3;

/** Names, labels and texts that right responses take from the prompt: what is made from one of them must keep them. */
export function nameDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST) return [];
  return [...names(rights), ...keys(rights), ...labels(rights), ...copied(rights), ...pieces(rights)];
}

function names(rights: readonly Example[]): Demand[] {
  const stated = ({ prompt, shape }: Example) =>
    shape.names.length > 0 && shape.names.every((name) => standsIn(name, prompt));
  if (!rights.every(stated)) return [];
  const table = rights[0]!.shape.form.kind === 'table';
  const sorted = ({ names: list }: Shape) => [...list].sort().join('\n');
  const sets: Demand = {
    name: 'the names that the prompt gives',
    sure: table || allSay(rights, CLOSED),
    holds: (_, response, original) => sorted(response) === sorted(original),
  };
  const inOrder = ({ prompt, shape }: Example) =>
    shape.names.every((name, at) => at === 0 || prompt.indexOf(name) >= prompt.indexOf(shape.names[at - 1]!));
  if (!rights.every(inOrder) || rights.every(({ shape }) => shape.names.length < 2)) return [sets];
  const order: Demand = {
    name: 'the order of the names in the prompt',
    sure: table || allSay(rights, ORDER),
    holds: (_, response, original) => {
      const kept = response.names.filter((name) => original.names.includes(name));
      return kept.join('\n') === original.names.filter((name) => kept.includes(name)).join('\n');
    },
  };
  return [sets, order];
}

/** Keys of JSON, by path. */
function keys(rights: readonly Example[]): Demand[] {
  if (rights[0]!.shape.form.kind !== 'json') return [];
  const last = (path: string) => path.slice(path.lastIndexOf('.') + 1);
  const first = keysOf(rights[0]!.shape.value);
  const shared = first.filter((path) => rights.every(({ shape }) => keysOf(shape.value).includes(path)));
  const demands = shared.map(
    (path): Demand => ({
      name: `the key ${path}`,
      sure: rights.every(({ prompt }) => standsIn(last(path), prompt)),
      holds: (_, { value }, original) => {
        const count = (shape: Shape['value']) => leavesAndNodes(shape, path);
        return (
          value !== undefined && count(value) >= Math.min(count(original.value), 1) && everywhere(value, path)
        );
      },
    }),
  );
  const closed: Demand = {
    name: 'no key that the prompt does not name',
    sure: false,
    holds: (_, { value }, original) => {
      const known = new Set(keysOf(original.value));
      return keysOf(value).every((path) => known.has(path));
    },
  };
  return [...demands, closed];
}

function leavesAndNodes(value: Shape['value'], path: string): number {
  return keysOf(value).filter((entry) => entry === path).length;
}

/** Whether all objects of a list have the key, where one of them has. */
function everywhere(value: Shape['value'], path: string): boolean {
  const at = path.lastIndexOf('.');
  const [parent, key] = [path.slice(0, at), path.slice(at + 1)];
  return objectsAt(value, parent, '$').every((object) => Object.hasOwn(object, key));
}

function objectsAt(value: Shape['value'], path: string, here: string): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((entry) => objectsAt(entry, path, `${here}[]`));
  const own = here === path ? [value] : [];
  return [
    ...own,
    ...Object.entries(value).flatMap(([key, entry]) => objectsAt(entry, path, `${here}.${key}`)),
  ];
}

/** The first cell of the last row, which is the same in all and stands in the prompt: `TOTAL`. */
function labels(rights: readonly Example[]): Demand[] {
  const label = ({ rows }: Shape) => rows.at(-1)?.[0] ?? '';
  const first = label(rights[0]!.shape);
  if (!rights.every(({ prompt, shape }) => label(shape) === first && standsIn(first, prompt))) return [];
  return [
    {
      name: `the last row begins with ${first}`,
      sure: true,
      holds: (_, response) => label(response) === first,
    },
  ];
}

/** Values of JSON and of pairs that stand in the prompt, and differ between the prompts. */
function copied(rights: readonly Example[]): Demand[] {
  const valuesOf = ({ form, value, names: given, items }: Shape): [string, string][] =>
    form.kind === 'json'
      ? leavesOf(value).flatMap((leaf) => (leaf.value === null ? [] : [[leaf.path, String(leaf.value)]]))
      : form.kind === 'pairs'
        ? given.map((name, at) => [name, items[at] ?? ''])
        : [];
  const at = (shape: Shape, place: string) =>
    valuesOf(shape)
      .filter(([name]) => name === place)
      .map(([, text]) => text)
      .join('\n');
  const places = new Set(valuesOf(rights[0]!.shape).map(([place]) => place));
  return [...places].flatMap((place): Demand[] => {
    const texts = rights.map(({ shape }) => at(shape, place));
    if (new Set(texts).size < FEWEST || !texts.every((text) => /\p{L}/u.test(text))) return [];
    if (
      !rights.every(({ prompt }, index) => texts[index]!.split('\n').every((text) => standsIn(text, prompt)))
    )
      return [];
    const sorted = (shape: Shape) => at(shape, place).split('\n').sort().join('\n');
    const whole: Demand = {
      name: `${place} as the prompt gives it`,
      sure: true,
      holds: (_, response, original) => sorted(response) === sorted(original),
    };
    if (!place.includes('[]')) return [whole];
    const order: Demand = {
      name: `${place} in order`,
      sure: allSay(rights, ORDER),
      holds: (_, response, original) => at(response, place) === at(original, place),
    };
    return [whole, order];
  });
}

/** Lines and items all of which stand in the prompt: none may be missing, doubled or another. */
function pieces(rights: readonly Example[]): Demand[] {
  if (!['lines', 'list'].includes(rights[0]!.shape.form.kind)) return [];
  const stated = ({ prompt, shape }: Example) =>
    shape.items.length > 1 && shape.items.every((item) => standsIn(item, prompt));
  if (!rights.every(stated)) return [];
  const text = ({ items }: Shape) => items.join('\n');
  return [
    {
      name: 'the pieces that the prompt gives, each once',
      sure: true,
      holds: (_, response, original) =>
        text({ ...response, items: response.items.toSorted() }) ===
        text({ ...original, items: original.items.toSorted() }),
    },
    {
      name: 'the pieces of the prompt in their order',
      sure: allSay(rights, ORDER),
      holds: (_, response, original) => {
        const kept = response.items.filter((item) => original.items.includes(item));
        return kept.join('\n') === original.items.filter((item) => kept.includes(item)).join('\n');
      },
    },
  ];
}
