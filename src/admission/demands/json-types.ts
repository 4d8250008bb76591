import { table } from '../../spec/table.ts';
import { allSay, type Demand, type Example } from './demand.ts';
import { leavesOf, typeOf } from './json-paths.ts';
import type { Shape } from './shape.ts';

const TYPES: Readonly<Record<string, RegExp>> = table({
  integer: /\b(?:integers?|whole|numbers?|count|qty|quantity)\b/i,
  number: /\b(?:numbers?|numeric|decimals?|floats?)\b/i,
  boolean: /\b(?:booleans?|true|false)\b/i,
  array: /\b(?:arrays?|lists?)\b/i,
  string: /\b(?:strings?|texts?)\b/i,
});
const NEAR = 60;

/** Demands that a JSON value has the type that the prompt names beside its key. */
export function typeDemands(rights: readonly Example[]): Demand[] {
  const typesAt = (shape: Shape, path: string) =>
    leavesOf(shape.value)
      .filter((leaf) => leaf.path === path)
      .map((leaf) => typeOf(leaf.value));
  const paths = [...new Set(leavesOf(rights[0]?.shape.value).map(({ path }) => path))];
  const lists = rights.every(({ shape }) => Array.isArray(shape.value));
  const root: Demand = {
    name: 'a list as the whole',
    sure: allSay(rights, TYPES.array!),
    holds: (_, { value }) => Array.isArray(value),
  };
  const parts = paths.flatMap((path): Demand[] => {
    const found = new Set(rights.flatMap(({ shape }) => typesAt(shape, path)));
    const type =
      found.size === 1
        ? [...found][0]!
        : found.size === 2 && found.has('number') && found.has('integer')
          ? 'number'
          : null;
    if (type === null) return [];
    const ok = (one: string) => one === type || (type === 'number' && one === 'integer');
    const key = path.slice(path.lastIndexOf('.') + 1).replace('[]', '');
    const said = ({ prompt }: Example) => {
      const at = prompt.search(new RegExp(`\\b${RegExp.escape(key)}\\b`));
      return at >= 0 && (TYPES[type]?.test(prompt.slice(Math.max(0, at - NEAR / 2), at + NEAR)) ?? false);
    };
    return [
      {
        name: `${path} is ${type === 'integer' ? 'a whole number' : `a ${type}`}`,
        sure: key !== '' && rights.every(said),
        holds: (_, response) => {
          const list = typesAt(response, path);
          return list.length > 0 && list.every(ok);
        },
      },
    ];
  });
  return lists && rights.length > 0 ? [root, ...parts] : parts;
}
