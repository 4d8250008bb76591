import { decimalsOf, numberIn, plain, rowOf, type Separator } from '../demands/cells.ts';
import {
  type EditInput,
  otherNumbers,
  placeName,
  places,
  renamings,
  type StructureEdit,
  swapped,
} from './structure-edit.ts';

type Rows = readonly (readonly string[])[];

/** Edits of rows, columns and cells. Where the last row holds sums, rows come and go with the sums put right, too. */
export function editTable({ shape, sums, words }: EditInput): StructureEdit[] {
  if (shape.form.kind !== 'table' || shape.rows.length < 2 || shape.stray > 0) return [];
  const { separator } = shape.form;
  const { rows } = shape;
  const width = rows[0]!.length;
  const summed = sums.flatMap(({ at }) => (typeof at === 'number' && at < width ? [at] : []));
  const edits: StructureEdit[] = [];
  const add = (sort: string, changed: Rows, keeps = false) =>
    edits.push({ sort, text: written(changed, separator), ...(keeps && { keeps: true as const }) });
  const [first, ...rest] = rows;
  const body = summed.length > 0 ? rest.slice(0, -1) : rest;
  const foot = summed.length > 0 ? rest.slice(-1) : [];
  const again = (changed: Rows) => [first!, ...resummed(changed, foot, summed)];
  for (const place of places(body.length)) {
    if (body.length > 1)
      add(`${placeName(place, body.length)} row left out, sums put right`, again(body.toSpliced(place, 1)));
    add(
      `${placeName(place, body.length)} row doubled, sums put right`,
      again(body.toSpliced(place, 0, body[place]!)),
    );
    const cells = body[place]!;
    for (const column of cells.keys()) {
      const name = `column ${column + 1}`;
      for (const { sort, text } of otherNumbers(cells[column]!))
        add(`${name}: ${sort}`, [first!, ...body.with(place, cells.with(column, text)), ...foot]);
      if (numberIn(cells[column]!) === null) {
        for (const { sort, text } of renamings(cells[column]!, []))
          add(`${name}: ${sort}`, [first!, ...body.with(place, cells.with(column, text)), ...foot]);
        add(`${name}: an empty text`, [first!, ...body.with(place, cells.with(column, '')), ...foot]);
        if (separator === ',')
          add(
            'a comma in a quoted text',
            [first!, ...body.with(place, cells.with(column, `${cells[column]}, new`)), ...foot],
            true,
          );
      }
    }
  }
  add('a row of nothings', [
    first!,
    ...body,
    body[0]!.map((cell) => (numberIn(cell) === null ? 'others' : '0')),
    ...foot,
  ]);
  if (foot[0]) {
    const last = foot[0];
    for (const { sort, text } of renamings(last[0]!, words))
      add(`the label of the last row ${sort}`, [first!, ...body, last.with(0, text)]);
    for (const column of summed)
      for (const { sort, text } of otherNumbers(last[column]!))
        add(`the sum in column ${column + 1}: ${sort}`, [first!, ...body, last.with(column, text)]);
    if (body.length > 0) add('the last row first', [first!, last, ...body]);
  }
  for (const column of places(width)) {
    for (const { sort, text } of renamings(first![column]!, []))
      add(`a name ${sort}`, [first!.with(column, text), ...rest]);
    if (width > 2)
      add(
        `${placeName(column, width)} column left out`,
        rows.map((row) => row.toSpliced(column, 1)),
      );
    add(
      'a column doubled',
      rows.map((row) => row.toSpliced(column, 0, row[column]!)),
    );
  }
  add(
    'two columns exchanged',
    rows.map((row) => swapped(row, 0, width - 1)),
  );
  add('two names exchanged', [swapped(first!, 0, width - 1), ...rest]);
  add('without the row of names', rest);
  if (separator === '|')
    edits.push({
      sort: 'without the line under the names',
      text: rows.map((row) => rowOf(row, separator)).join('\n'),
    });
  for (const place of places(body.length - 1))
    if (body[place]!.join() !== body[place + 1]!.join())
      add('two rows exchanged', [first!, ...swapped(body, place, place + 1), ...foot]);
  if (body.length > 2) add('rows turned round', [first!, ...body.toReversed(), ...foot]);
  if (width > 2) add('a cell less in one row', [...rows.slice(0, -1), rows.at(-1)!.slice(0, -1)]);
  for (const other of [';', '\t'] as const)
    if (other !== separator) edits.push({ sort: 'another separator', text: written(rows, other) });
  return edits;
}

function resummed(body: Rows, foot: Rows, summed: readonly number[]): Rows {
  const last = foot[0];
  if (!last) return body;
  const cells = last.map((cell, column) => {
    if (!summed.includes(column)) return cell;
    const column0 = body.map((row) => row[column] ?? '');
    const sum = column0.reduce((all, text) => all + (numberIn(text) ?? 0), 0);
    return plain(sum, Math.max(0, ...column0.map(decimalsOf)));
  });
  return [...body, cells];
}

function written(rows: Rows, separator: Separator): string {
  const lines = rows.map((row) => rowOf(row, separator));
  if (separator === '|')
    lines.splice(
      1,
      0,
      rowOf(
        rows[0]!.map(() => '---'),
        separator,
      ),
    );
  return lines.join('\n');
}
