import { allSay, type Demand, type Example, type Examples, ORDER, standsIn } from './demand.ts';
import type { Shape } from './shape.ts';

const FEWEST = 3;
const FEWEST_COUNTS = 3;
const FEWEST_DIGITS = 5;

/** Demands about the lines, rows and numbers that the prompt gives: all of them, each once, in order. */
export function givenPartDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST) return [];
  return [...linesForLines(rights), ...rowsOfCells(rights), ...digits(rights)];
}

/** Demands for the same number of lines or rows as the prompt gives, or a fixed number more or less. */
function linesForLines(rights: readonly Example[]): Demand[] {
  const given = (prompt: string) => prompt.split('\n').filter((line) => line.trim() !== '').length;
  const offsets = new Set(rights.map(({ prompt, shape }) => shape.lines.length - given(prompt)));
  const counts = new Set(rights.map(({ prompt }) => given(prompt)));
  const [offset = 0] = offsets;
  if (offsets.size !== 1 || counts.size < FEWEST_COUNTS || rights[0]!.shape.form.kind === 'json') return [];
  return [
    {
      name: 'a line for each line of the prompt',
      sure: true,
      holds: (prompt, { lines }) => lines.length - given(prompt) === offset,
    },
  ];
}

/** Rows of a table whose cells all stand in the prompt. */
function rowsOfCells(rights: readonly Example[]): Demand[] {
  const body = ({ rows }: Shape) => rows.slice(1);
  const stated = ({ prompt, shape }: Example) =>
    shape.form.kind === 'table' &&
    shape.stray === 0 &&
    body(shape).length > 0 &&
    body(shape).every((row) => row.every((cell) => standsIn(cell, prompt)));
  if (!rights.every(stated)) return [];
  const whole = (shape: Shape) => body(shape).map((row) => row.join('\n'));
  return inOrder(rights, 'the rows that the prompt gives', whole);
}

/** Demands for long runs of digits from the prompt, such as telephone numbers and codes, in any grouping. */
function digits(rights: readonly Example[]): Demand[] {
  if (rights.some(({ shape }) => shape.form.kind === 'json' || shape.form.kind === 'table')) return [];
  const only = (text: string) => text.replace(/\D/g, '');
  const tail = (line: string, all: string): string => {
    const found = only(line);
    for (let from = 0; from + FEWEST_DIGITS <= found.length; from++)
      if (all.includes(found.slice(from))) return found.slice(from);
    return '';
  };
  const stated = ({ prompt, shape }: Example) =>
    shape.lines.length > 0 && shape.lines.every((line) => tail(line, only(prompt)) !== '');
  if (!rights.every(stated)) return [];
  return inOrder(rights, 'the digits that the prompt gives', ({ lines }) => lines.map(only));
}

function inOrder(
  rights: readonly Example[],
  name: string,
  partsOf: (shape: Shape) => readonly string[],
): Demand[] {
  const sorted = (shape: Shape) => partsOf(shape).toSorted().join('\n\n');
  const order: Demand = {
    name: `${name}, in order`,
    sure: allSay(rights, ORDER),
    holds: (_, response, original) => {
      const wanted = partsOf(original);
      const kept = partsOf(response).filter((part) => wanted.includes(part));
      return kept.join('\n\n') === wanted.filter((part) => kept.includes(part)).join('\n\n');
    },
  };
  return [
    { name: `${name}, each once`, sure: true, holds: (_, one, original) => sorted(one) === sorted(original) },
    ...(rights.some(({ shape }) => partsOf(shape).length > 1) ? [order] : []),
  ];
}
