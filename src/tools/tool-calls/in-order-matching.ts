/**
 * The best matching that keeps the order: of two matched rows, the later one has the later column.
 * @param scores of each row with each column, none below 0
 * @returns by row, its column, or null where it has none
 */
export function inOrderMatching(scores: readonly (readonly number[])[]): (number | null)[] {
  const columns = scores[0]?.length ?? 0;
  /** `best[row][column]`: the largest sum of the rows from `row` on with the columns from `column` on. */
  const best = Array.from({ length: scores.length + 1 }, () => new Float64Array(columns + 1));
  for (let row = scores.length - 1; row >= 0; row -= 1)
    for (let column = columns - 1; column >= 0; column -= 1)
      best[row]![column] = Math.max(
        best[row + 1]![column]!,
        best[row]![column + 1]!,
        scores[row]![column]! + best[row + 1]![column + 1]!,
      );
  const matching: (number | null)[] = scores.map(() => null);
  let [row, column] = [0, 0];
  while (row < scores.length && column < columns) {
    const sum = best[row]![column]!;
    if (sum === scores[row]![column]! + best[row + 1]![column + 1]!) {
      matching[row] = column;
      row += 1;
      column += 1;
    } else if (sum === best[row + 1]![column]!) row += 1;
    else column += 1;
  }
  return matching;
}
