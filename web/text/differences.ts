/** A stretch of words that both texts have, or one of them alone. */
export interface Difference {
  readonly same: boolean;
  readonly text: string;
}

/** More words than this on both sides are not compared word by word. */
const MOST_CELLS = 1_500_000;

/** @returns the words of `text`, in stretches that `base` has at the same place and that it has not */
export function differencesFrom(base: string, text: string): Difference[] {
  const [left, right] = [words(base), words(text)];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  const room = Math.min(left.length, right.length) - start;
  while (end < room && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const kept = common(left.slice(start, left.length - end), right.slice(start, right.length - end));
  const flags = [
    ...Array.from({ length: start }, () => true),
    ...kept,
    ...Array.from({ length: end }, () => true),
  ];
  const found: { same: boolean; text: string }[] = [];
  for (const [index, word] of right.entries()) {
    const same = flags[index] ?? false;
    const last = found.at(-1);
    if (last?.same === same) last.text += word;
    else found.push({ same, text: word });
  }
  return found;
}

/** Words with the white space behind them. */
function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

/** The longest common subsequence: whether each word of `right` belongs to it. */
function common(left: readonly string[], right: readonly string[]): boolean[] {
  if (left.length * right.length > MOST_CELLS) {
    const known = new Set(left.map((word) => word.trim()));
    return right.map((word) => known.has(word.trim()));
  }
  const wide = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * wide);
  const alike = (row: number, column: number) => left[row]!.trim() === right[column]!.trim();
  for (let row = left.length - 1; row >= 0; row -= 1)
    for (let column = right.length - 1; column >= 0; column -= 1)
      lengths[row * wide + column] = alike(row, column)
        ? lengths[(row + 1) * wide + column + 1]! + 1
        : Math.max(lengths[(row + 1) * wide + column]!, lengths[row * wide + column + 1]!);
  const flags = right.map(() => false);
  for (let row = 0, column = 0; row < left.length && column < right.length; ) {
    if (alike(row, column)) {
      flags[column] = true;
      row += 1;
      column += 1;
    } else if (lengths[(row + 1) * wide + column]! >= lengths[row * wide + column + 1]!) row += 1;
    else column += 1;
  }
  return flags;
}
