import { styleText } from 'node:util';
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { visible, visibleJson } from '../text/visible.ts';
import { columnWidths } from './column-widths.ts';

/** Text styles; `styleText` leaves them out where the stream is no terminal or NO_COLOR is set. */
type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Control characters of `text` are shown, and never obeyed. */
export function styled(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(style, visible(text), { stream });
}

/** A cell of a table: a text, or one with a style. */
export type Cell = string | { readonly style: Style; readonly text: string };

const textOf = (cell: Cell | undefined): string =>
  visible(typeof cell === 'object' ? cell.text : (cell ?? ''));

/** Columns between two cells. */
const GAP = 2;
const NO_BORDERS = Object.fromEntries(
  [
    'mid',
    'left-mid',
    'mid-mid',
    'right-mid',
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'right',
  ].map((part) => [part, '']),
);

/** @returns columns that a line of the output may take: the terminal's or `COLUMNS`; no bound in a pipe */
export function terminalWidth(): number {
  const given = Number(process.env.COLUMNS);
  if (Number.isSafeInteger(given) && given > 0) return given;
  return process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY;
}

/**
 * @returns a table for people, no wider than the terminal: words wrap inside their cells. Numbers stand to the right, a
 * column without content is left out, and control characters are shown.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width = terminalWidth(),
): string {
  const shown = rows.map((row) => row.map(textOf));
  const kept = [...head.keys()].filter(
    (column) => shown.length === 0 || shown.some((row) => !/^[–\s]*$/.test(row[column] ?? '')),
  );
  const heads = kept.map((column) => head[column] ?? '');
  const cells = shown.map((row) => kept.map((column) => row[column] ?? ''));
  const numeric = kept.map(
    (_, at) => cells.length > 0 && cells.every((row) => /^[-+\d.,%–\s]*$/.test(row[at] ?? '')),
  );
  const widths = columnWidths([heads, ...cells], numeric, width - GAP * (kept.length - 1), stringWidth);
  const made = new Table({
    head: heads.map((text) => styled('bold', text)),
    colAligns: numeric.map((right) => (right ? 'right' : 'left')),
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 0 },
    chars: { ...NO_BORDERS, middle: ' '.repeat(GAP) },
  });
  made.push(
    ...cells.map((row, index) =>
      row.map((text, at) => {
        const cell = rows[index]![kept[at]!];
        const broken = breakWords(text, widths[at]!);
        return typeof cell === 'object' ? styled(cell.style, broken) : broken;
      }),
    ),
  );
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Words wider than a column go on in its next line. */
function breakWords(cell: string, width: number): string {
  return cell.replace(/\S+/g, (word) => {
    if (stringWidth(word) <= width) return word;
    let line = '';
    let broken = '';
    for (const { segment } of new Intl.Segmenter().segment(word)) {
      if (line !== '' && stringWidth(line + segment) > width) {
        broken += `${line}\n`;
        line = '';
      }
      line += segment;
    }
    return broken + line;
  });
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** @returns the text on one line, cut to `limit` characters, with control characters shown */
export function oneLine(text: string, limit = 120): string {
  const flat = visible(
    text
      .slice(0, 4 * limit)
      .replace(/\s+/g, ' ')
      .trim(),
  );
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = count < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(count) / 3));
  return `${(count / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** Prints a value as JSON, with control characters as escapes. */
export function printJson(value: unknown, stream: NodeJS.WriteStream = process.stdout): void {
  stream.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
}
