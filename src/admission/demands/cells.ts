/** The separator of a row's cells. */
export type Separator = ',' | '\t' | ';' | '|';

const SEPARATORS: readonly Separator[] = [',', '\t', ';', '|'];

/** @returns the separator that cuts all lines, two at least, into the same number of cells; null where none does */
export function separatorOf(lines: readonly string[]): Separator | null {
  if (lines.length < 2) return null;
  for (const separator of SEPARATORS) {
    const widths = new Set(lines.map((line) => cellsOf(line, separator).length));
    const [width = 0] = widths;
    if (widths.size === 1 && width > 1) return separator;
  }
  return null;
}

/** @returns the cells of a row, trimmed, without the quotes around them */
export function cellsOf(line: string, separator: Separator): string[] {
  const row = separator === '|' ? line.replace(/^\|/, '').replace(/\|\s*$/, '') : line;
  const cells: string[] = [];
  let [cell, quoted] = ['', false];
  for (const letter of row) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

/** @returns a row of cells, quoted where a cell holds the separator */
export function rowOf(cells: readonly string[], separator: Separator): string {
  if (separator === '|') return `| ${cells.join(' | ')} |`;
  return cells.map((cell) => (cell.includes(separator) ? `"${cell}"` : cell)).join(separator);
}

/** @returns the number in a cell; null for any other content */
export function numberIn(cell: string): number | null {
  return /^[-+]?\d+(?:\.\d+)?$/.test(cell) ? Number(cell) : null;
}

/** @returns a number with at most this many decimals, without the noise of binary fractions */
export function plain(value: number, decimals: number): string {
  return value.toFixed(Math.min(10, decimals));
}

/** @returns the number of decimals of a written number */
export function decimalsOf(cell: string): number {
  return /\.(\d+)$/.exec(cell)?.[1]?.length ?? 0;
}
