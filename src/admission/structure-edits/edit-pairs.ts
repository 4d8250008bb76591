import { rangeIn } from '../demands/ranges.ts';
import {
  type EditInput,
  otherNumbers,
  placeName,
  places,
  renamings,
  type StructureEdit,
} from './structure-edit.ts';

/** Edits of `key: value` lines. Lines left out, doubled and exchanged are edits of lines. */
export function editPairs({ shape, prompt, words }: EditInput): StructureEdit[] {
  const { names, items, form } = shape;
  if (form.kind !== 'pairs' || names.length === 0) return [];
  const { mark: sign } = form;
  const edits: StructureEdit[] = [];
  const count = names.length;
  const written = (list: readonly (readonly [string, string])[], mark = `${sign} `) =>
    list.map(([key, value]) => `${key}${mark}${value}`).join('\n');
  const pairs = names.map((name, at): [string, string] => [name, items[at]!]);
  const add = (sort: string, at: number, pair: [string, string], keeps = false) =>
    edits.push({ sort, text: written(pairs.with(at, pair)), ...(keeps && { keeps: true as const }) });
  for (const at of places(count)) {
    const [name, value] = pairs[at]!;
    const where = placeName(at, count);
    for (const { sort, text } of renamings(name, at === 0 ? words : []).slice(0, 16))
      add(`${where} key ${sort}`, at, [text, value]);
    add(`${where} value empty`, at, [name, '']);
    for (const { sort, text } of otherNumbers(value)) add(`${where} value: ${sort}`, at, [name, text]);
    if (/\p{L} \p{L}/u.test(value) || isFree(value, prompt))
      add('a second colon in a value', at, [name, `${value}: part two`], true);
  }
  for (const [at, [name, value]] of pairs.entries()) {
    const range = rangeIn(prompt, name);
    if (!range) continue;
    const { low, high } = range;
    for (const [sort, next, keeps] of [
      ['one above its range', high + 1, false],
      ['one below its range', low - 1, false],
      ['a half inside its range', low + 0.5, false],
      ['a half above its range', high + 0.5, false],
      ['the highest of its range', high, true],
      ['the lowest of its range', low, true],
    ] as const)
      if (Number.isFinite(next) && value !== String(next))
        add(`${name}: ${sort}`, at, [name, String(next)], keeps);
  }
  if (count > 1 && items[0] !== items.at(-1))
    edits.push({
      sort: 'two values exchanged',
      text: written(pairs.with(0, [names[0]!, items.at(-1)!]).with(-1, [names.at(-1)!, items[0]!])),
    });
  if (count > 1)
    edits.push({
      sort: 'the last pair moved one level in',
      text: written(pairs.with(-1, [`  ${names.at(-1)}`, items.at(-1)!])),
    });
  edits.push(
    { sort: 'a value in quotes', text: written(pairs.with(0, [names[0]!, `"${items[0]}"`])) },
    { sort: 'a key more', text: written([...pairs, ['remark', 'none']]) },
    { sort: 'another sign between', text: written(pairs, sign === ':' ? ' = ' : ': ') },
    { sort: 'no sign between', text: written(pairs, ' ') },
    ...(sign === ':'
      ? [{ sort: 'two spaces between', text: written(pairs, ':  '), keeps: true as const }]
      : []),
  );
  return edits;
}

const WORDED =
  /\b(?:e-?mails?|dates?|times?|versions?|urls?|links?|words?|letters?|lower|upper|digits?|format|valid|one of|either|hex|codes?|ids?|pattern)\b/i;

/** Whether the prompt allows any text as the value. */
function isFree(value: string, prompt: string): boolean {
  return /^\p{L}[\p{L}\d ]+$/u.test(value) && !prompt.includes(value) && !WORDED.test(prompt);
}
