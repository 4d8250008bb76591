/** A column of words is not made narrower than this. */
const NARROWEST = 8;

/**
 * @param rows the head and all rows; each cell may have lines
 * @param fixed columns whose cells must not wrap (their head may)
 * @param room columns of the terminal that the cells share
 * @param widthOf columns that a text takes
 * @returns each column's width: what its content needs where there is room; else the widest column of words gives first
 */
export function columnWidths(
  rows: readonly (readonly string[])[],
  fixed: readonly boolean[],
  room: number,
  widthOf: (text: string) => number,
): number[] {
  const widest = (cell: string): number => Math.max(...cell.split('\n').map(widthOf));
  const longestWord = (cell: string): number => Math.max(...cell.split(/\s+/).map(widthOf));
  const [head = [], ...body] = rows;
  const widths = head.map((_, at) => Math.max(1, ...rows.map((row) => widest(row[at] ?? ''))));
  const least = head.map((text, at) => {
    const cells = body.map((row) => widest(row[at] ?? ''));
    return fixed[at] ? Math.max(1, longestWord(text), ...cells) : Math.min(widths[at]!, NARROWEST);
  });
  // First without breaking a word. Where the columns are still too wide, long words are broken.
  const unbroken = head.map((_, at) =>
    Math.max(least[at]!, ...rows.map((row) => longestWord(row[at] ?? ''))),
  );
  for (const bound of [unbroken, least]) {
    let over = widths.reduce((sum, width) => sum + width, 0) - room;
    while (over > 0) {
      const widestAt = widths.reduce(
        (best, width, at) => (width > bound[at]! && (best < 0 || width > widths[best]!) ? at : best),
        -1,
      );
      if (widestAt < 0) break;
      widths[widestAt]! -= 1;
      over -= 1;
    }
  }
  return widths;
}
