import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { cellNumber } from '../cell-number.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';

/** Countdown: numbers that may each be used once, and what they are to make. */
export function countdown(numbers: JsonValue, target: JsonValue): JsonValue {
  const list = parsedText(numbers);
  const wanted = cellNumber(target);
  if (!Array.isArray(list) || !Number.isFinite(wanted)) return null;
  const given = list.map(cellNumber);
  return given.length > 0 && given.every(Number.isFinite)
    ? { puzzle: 'countdown', numbers: given, target: wanted }
    : null;
}

const ROLE = /([\p{L}][\p{L}'-]{0,40}) is an? ([\p{L}]{2,20})/gu;

/** Knights and Knaves: who is what, from the text of the solution, or from names and truth values. */
export function roles(solution: JsonValue, names: JsonValue = null, values: JsonValue = null): JsonValue {
  const found: JsonObject = {};
  if (typeof solution === 'string')
    for (const match of solution.matchAll(ROLE)) found[match[1]!] = match[2]!.toLowerCase();
  if (Object.keys(found).length > 0) return { puzzle: 'roles', roles: found };
  const people = parsedText(names);
  const truths = parsedText(values);
  if (
    !Array.isArray(people) ||
    !Array.isArray(truths) ||
    people.length !== truths.length ||
    people.length === 0
  )
    return null;
  for (const [index, name] of people.entries())
    found[cellText(name)] = truths[index] === true ? 'knight' : 'knave';
  return { puzzle: 'roles', roles: found };
}

/** ZebraLogic: a table with a header and one row a house. */
export function grid(solution: JsonValue): JsonValue {
  const read = parsedText(solution);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const header = parsedText(read.header);
  const rows = parsedText(read.rows);
  if (!Array.isArray(header) || !Array.isArray(rows) || header.length < 2 || rows.length === 0) return null;
  const houses: JsonObject = {};
  for (const row of rows) {
    if (
      !Array.isArray(row) ||
      row.length !== header.length ||
      row.some((cell) => cellText(cell).startsWith('___'))
    )
      return null;
    const cells = row
      .slice(1)
      .map((cell, index): [string, JsonValue] => [cellText(header[index + 1]), cellText(cell)]);
    houses[`${cellText(header[0])} ${cellText(row[0])}`] = Object.fromEntries(cells);
  }
  return { puzzle: 'grid', houses };
}
