const RULE = /^\s*\|?(?:\s*:?-{2,}:?\s*\|?)+\s*$/;
const MOST_ROWS = 200;

/** @returns the cells of the last Markdown table of a text, row by row, without the rule below its header; null where there is none */
export function lastTable(text: string): string[][] | null {
  const lines = text.slice(-50_000).split('\n');
  let last = lines.findLastIndex(isRow);
  const rows: string[][] = [];
  for (; last >= 0 && isRow(lines[last]!) && rows.length < MOST_ROWS; last -= 1)
    if (!RULE.test(lines[last]!)) rows.unshift(cellsOf(lines[last]!));
  return rows.length > 0 ? rows : null;
}

function isRow(line: string): boolean {
  return /^\s*\|.*\|\s*$/.test(line);
}

function cellsOf(line: string): string[] {
  return line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
