import { cellsOf } from './cells.ts';
import { allSay, type Demand, type Examples, ONLY } from './demand.ts';
import { typeDemands } from './json-types.ts';
import { rangeDemands } from './ranges.ts';
import { isRule, type Shape } from './shape.ts';

const EMPTY = /\b(?:empty|blank)\b/i;
const LOWER = /\b(?:lower ?-?case|small letters)\b/i;
const UPPER = /\b(?:upper ?-?case|capital letters|capitals|all caps)\b/i;
/** Words with which a prompt asks for each part once. */
export const ONCE = /\b(?:distinct|different|unique|no duplicates?|no repeat\w*|once|without repe\w+)\b/i;
/** Demands on the response as a whole: only the form, no empty part, types, letters. */
export function conductDemands(examples: Examples): Demand[] {
  const { rights } = examples;
  const first = rights[0];
  if (!first) return [];
  const { kind } = first.shape.form;
  const facts: [name: string, sure: boolean, holds: (shape: Shape) => boolean][] = [
    ['upper case', allSay(rights, UPPER), ({ text }) => text === text.toUpperCase()],
    ['lower case', allSay(rights, LOWER), ({ text }) => text === text.toLowerCase()],
  ];
  if (kind !== 'text' && kind !== 'lines')
    facts.push([
      kind === 'json'
        ? 'JSON and nothing else'
        : `a ${kind === 'pairs' ? 'block of pairs' : kind} and nothing else`,
      allSay(rights, ONLY),
      ({ stray, lines }) => stray === 0 && lines.length > 0,
    ]);
  if (kind === 'table')
    facts.push([
      'the line under the names',
      allSay(rights, /\bmarkdown\b/i),
      ({ lines }) => isRule(cellsOf(lines[1] ?? '', '|')),
    ]);
  if (kind !== 'json') {
    const parts = ({ rows, items }: Shape) => (kind === 'table' ? rows.flat() : items);
    facts.push(
      [
        'no empty part',
        kind === 'list' || allSay(rights, EMPTY),
        (shape) => parts(shape).every((part) => part !== ''),
      ],
      ['no part twice', allSay(rights, ONCE), ({ items }) => new Set(items).size === items.length],
    );
  }
  const held = facts.filter(([, , holds]) => rights.every(({ shape }) => holds(shape)));
  const plain = held.map(
    ([name, sure, holds]): Demand => ({ name, sure, holds: (_, response) => holds(response) }),
  );
  return [...plain, ...typeDemands(rights), ...rangeDemands(rights)];
}
