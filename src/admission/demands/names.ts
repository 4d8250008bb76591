import { copiedDemands } from './copied.ts';
import { allSay, type Demand, type Example, type Examples, ONLY, ORDER, standsIn } from './demand.ts';
import { keysOf } from './json-paths.ts';
import type { Shape } from './shape.ts';

const CLOSED =
  /\b(?:exactly|only|no other|nothing else|with the columns|these keys|the keys|no extra|no additional)\b/i;
const FEWEST = 3;

/** Demands to keep the names, labels and texts that right responses take from the prompt. */
export function nameDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST) return [];
  return [...names(rights), ...keys(rights), ...labels(rights), ...copiedDemands(rights)];
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
  const demands = shared.flatMap((path): Demand[] => {
    const stated = rights.every(({ prompt }) => standsIn(last(path), prompt));
    const named = ({ value }: Shape) => keysOf(value).some((entry) => last(entry) === last(path));
    return [
      { name: `the key ${last(path)}`, sure: stated, holds: (_, response) => named(response) },
      {
        name: `the key ${path}`,
        sure: stated && allSay(rights, ONLY),
        likely: stated,
        holds: (_, { value }, original) => {
          const count = (shape: Shape['value']) => leavesAndNodes(shape, path);
          return (
            value !== undefined &&
            count(value) >= Math.min(count(original.value), 1) &&
            everywhere(value, path)
          );
        },
      },
    ];
  });
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
