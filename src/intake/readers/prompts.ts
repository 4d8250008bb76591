import type { JsonValue } from '../../spec/json.ts';
import { cellNumber } from '../cell-number.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';

/** The parts that are there, one below the other. */
export function joined(...parts: readonly JsonValue[]): JsonValue {
  const texts = parts.filter((part): part is string => typeof part === 'string' && part.trim() !== '');
  return texts.length > 0 ? texts.join('\n\n') : null;
}

/** Lists of texts (triples), one a line. */
export function lines(value: JsonValue): JsonValue {
  const read = parsedText(value);
  if (!Array.isArray(read)) return typeof read === 'string' ? read : null;
  const texts = read.flat(4).filter((entry): entry is string => typeof entry === 'string');
  return texts.length > 0 ? texts.join('\n') : null;
}

/** A head, and then in turn a label and what stands under it. Parts that are not there are left out; a list stands one a line. */
export function labelled(head: JsonValue, ...parts: readonly JsonValue[]): JsonValue {
  const blocks = typeof head === 'string' ? [head] : [];
  const before = blocks.length;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const part = parts[at + 1] ?? null;
    const text = part === null ? '' : (lines(part) ?? cellText(part));
    if (typeof text !== 'string' || text.trim() === '') continue;
    blocks.push(parts[at] === '' ? text : `${cellText(parts[at] ?? null)}:\n${text}`);
  }
  return blocks.length > before ? blocks.join('\n\n') : null;
}

/** MBPP's prompt names no function: the first test does, as its own few-shot prompt shows it. */
export function withTests(prompt: JsonValue, tests: JsonValue): JsonValue {
  const read = parsedText(tests);
  if (typeof prompt !== 'string' || !Array.isArray(read)) return prompt;
  return `${prompt}\n\nYour code should pass these tests:\n${read.map(cellText).join('\n')}`;
}

/** ToTTo: the title of a page and a section, and the highlighted cells of a table. */
export function highlighted(
  page: JsonValue,
  section: JsonValue,
  table: JsonValue,
  cells: JsonValue,
): JsonValue {
  const rows = parsedText(table);
  const places = parsedText(cells);
  if (!Array.isArray(rows) || !Array.isArray(places)) return joined(page, section);
  const values = places.flatMap((place) => {
    const [row, column] = Array.isArray(place) ? place.map(cellNumber) : [];
    const cell =
      row === undefined || column === undefined ? null : (rows[row] as JsonValue[] | undefined)?.[column];
    if (typeof cell === 'string') return cell;
    return typeof cell === 'object' && cell !== null && !Array.isArray(cell) && typeof cell.value === 'string'
      ? cell.value
      : [];
  });
  return joined(page, section, values.join('\n'));
}
