/**
 * @returns how much two words look like spellings or forms of one word: 1 equal, 0.8 one or two letters apart
 * (Damerau-Levenshtein, long words only) or one the beginning of the other, 0 otherwise
 */
export function similarWords(left: string, right: string): number {
  if (left === right) return 1;
  const shorter = Math.min(left.length, right.length);
  const longer = Math.max(left.length, right.length);
  if (shorter < 4 || longer > 40 || left[0] !== right[0] || /\d/.test(left)) return 0;
  let prefix = 0;
  while (prefix < shorter && left[prefix] === right[prefix]) prefix += 1;
  if (prefix >= 4 && prefix >= 0.6 * longer) return 0.8;
  if (longer - shorter > 2) return 0;
  const allowed = longer >= 8 ? 2 : longer >= 5 ? 1 : 0;
  return allowed > 0 && distance(left, right) <= allowed ? 0.8 : 0;
}

function distance(left: string, right: string): number {
  let twoBack: number[] = [];
  let oneBack = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const change = left[row - 1] === right[column - 1] ? 0 : 1;
      let best = Math.min(oneBack[column]! + 1, current[column - 1]! + 1, oneBack[column - 1]! + change);
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) best = Math.min(best, twoBack[column - 2]! + 1);
      current.push(best);
    }
    twoBack = oneBack;
    oneBack = current;
  }
  return oneBack[right.length]!;
}

/** Whether one word is the other with an ending: "Japanese" and "Japan", "painted" and "paint". */
export function isLike(left: string, right: string): boolean {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  if (left === right) return true;
  if (short.length < 4 || /\d/.test(long)) return false;
  if (long.startsWith(short)) return long.length - short.length <= 4;
  return short.length >= 5 && long.startsWith(short.slice(0, -1)) && long.length - short.length <= 3;
}
