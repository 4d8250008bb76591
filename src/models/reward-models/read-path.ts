/**
 * Reads the numbers of each item out of an answer whose shape the adapter describes: `scores.*`, `data.*.probs`, `*.0`.
 * @returns a list of numbers for each item
 * @throws Error where the path leads nowhere, or the list that `*` stands for has another length than `count`
 */
export function readPath(answer: unknown, path: string, count: number): number[][] {
  const names = path.split('.');
  const star = names.indexOf('*');
  if (star < 0) throw new Error(`the path ${path} has no *`);
  const list = walk(answer, names.slice(0, star));
  if (!Array.isArray(list)) throw new Error(`${names.slice(0, star).join('.') || 'the answer'} is no list`);
  if (list.length !== count) throw new Error(`${list.length} items for ${count}`);
  return list.map((item: unknown) => {
    const found = walk(item, names.slice(star + 1));
    const numbers: unknown[] = Array.isArray(found) ? found : [found];
    if (!numbers.every((value) => typeof value === 'number')) throw new Error(`${path} is no number`);
    return numbers;
  });
}

function walk(from: unknown, names: readonly string[]): unknown {
  return names.reduce<unknown>((at, name) => {
    if (typeof at === 'object' && at !== null && Object.hasOwn(at, name)) return Reflect.get(at, name);
    throw new Error(`the answer has no ${name}`);
  }, from);
}
