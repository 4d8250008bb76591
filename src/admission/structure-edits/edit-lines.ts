import { wordsOf } from '../demands/counts.ts';
import { MARKER } from '../demands/shape.ts';
import { insideEdits } from './inside-line.ts';
import { type EditInput, placeName, places, type StructureEdit, swapped } from './structure-edit.ts';

const BEFORE = ['Here is what you asked for:', 'Sure! I hope this is what you need.'];
const BEHIND = ['I hope this helps!', 'Let me know if there is anything else.'];
/** Words of a program that a response may have to hold, in whatever place. */
const PHRASE = /^[\p{L}][\p{L}' -]{2,60}$/u;
const MOST_PHRASES = 16;
const FILLER = ['quite', 'often', 'rather', 'still', 'there', 'again', 'slowly', 'today'];

/** Edits of the lines of any response: one less, one more, in another order, emptied, with prose around or between. */
export function editLines({ shape, words }: EditInput): StructureEdit[] {
  const lines = shape.text.split('\n').filter((line) => line.trim() !== '');
  const count = lines.length;
  if (count === 0) return [];
  const at = (place: number) => `${placeName(place, count)} line`;
  const edits: StructureEdit[] = [];
  const add = (sort: string, changed: readonly string[]) => edits.push({ sort, text: changed.join('\n') });
  if (count > 1)
    for (const place of places(count)) {
      add(`${at(place)} left out`, lines.toSpliced(place, 1));
      add(`${at(place)} doubled`, lines.toSpliced(place, 0, lines[place]!));
    }
  for (let place = 0; place + 1 < count && place < 3; place++)
    if (lines[place] !== lines[place + 1]) add('two lines exchanged', swapped(lines, place, place + 1));
  if (count > 2) add('lines turned round', lines.toReversed());
  for (const text of BEFORE) add('prose before it', [text, ...lines]);
  for (const text of BEHIND) add('prose behind it', [...lines, text]);
  if (count > 1) add('prose between', lines.toSpliced(count >> 1, 0, BEHIND[0]!));
  add('a remark behind the last line', lines.with(count - 1, `${lines.at(-1)} or so, I think`));
  if (count > 1) add('all in one line', [lines.map((line) => line.trim()).join(' ')]);
  for (const text of words.filter((word) => PHRASE.test(word)).slice(0, MOST_PHRASES)) {
    add(`“${text}” of its program before it`, [text, ...lines.slice(1)]);
    add(`“${text}” of its program alone`, [text]);
  }
  edits.push({ sort: 'line breaks around it', text: `\n${shape.text}\n\n`, keeps: true });
  return edits;
}

/** Edits of the items of lists and of plain lines. */
export function editItems({ shape, prompt }: EditInput): StructureEdit[] {
  const lines = shape.text.split('\n').filter((line) => line.trim() !== '');
  const marked = shape.form.kind === 'list';
  const split = (line: string): [string, string] => {
    const indent = line.length - line.trimStart().length;
    const mark = marked ? (MARKER.exec(line.trimStart())?.[0] ?? '') : '';
    const head = line.slice(0, indent) + mark;
    return [head, line.slice(head.length).trim()];
  };
  const edits: StructureEdit[] = [];
  const count = lines.length;
  const add = (sort: string, place: number, item: string) =>
    edits.push({
      sort: `${placeName(place, count)} item ${sort}`,
      text: lines.with(place, split(lines[place]!)[0] + item).join('\n'),
    });
  for (const place of places(count)) {
    const [, item] = split(lines[place]!);
    const list = wordsOf(item);
    if (marked) add('empty', place, '');
    if (marked)
      edits.push({
        sort: `${placeName(place, count)} item without its mark`,
        text: lines.with(place, item).join('\n'),
      });
    add('with another word', place, [...list.slice(0, -1), 'lantern'].join(' '));
    add('in capitals', place, item.toUpperCase());
    for (const { sort, text } of insideEdits(item)) add(sort, place, text);
    if (item.length > 2) add('cut short', place, item.slice(0, -1));
    add('a letter longer', place, `${item}s`);
    for (const limit of numbersOf(prompt)) {
      if (limit < 1 || limit > 60) continue;
      const filled = (size: number) => [
        ...list,
        ...Array.from({ length: size }, (_, at) => FILLER[at % FILLER.length]!),
      ];
      if (list.length <= limit)
        add(
          'of one word more than a number of the prompt',
          place,
          filled(limit + 1)
            .slice(0, limit + 1)
            .join(' '),
        );
      if (marked && list.length < limit)
        add('of as many words as a number of the prompt', place, filled(limit).slice(0, limit).join(' '));
      if (list.length > 1 && limit > 1)
        add(
          'of one word less than a number of the prompt',
          place,
          filled(limit)
            .slice(0, limit - 1)
            .join(' '),
        );
    }
  }
  const [head] = split(lines[0] ?? '');
  if (count > 0)
    edits.push({ sort: 'an item more', text: [...lines, `${head}Lanterns give light`].join('\n') });
  if (marked) edits.push({ sort: 'an empty item more', text: [...lines, head.trimEnd()].join('\n') });
  if (marked && count > 1)
    edits.push({
      sort: 'the last item moved one level in',
      text: lines.with(-1, `    ${lines.at(-1)}`).join('\n'),
    });
  if (marked)
    edits.push({
      sort: 'numbers for marks',
      text: lines.map((line, at) => `${at + 1}. ${split(line)[1]}`).join('\n'),
    });
  return edits;
}

function numbersOf(prompt: string): number[] {
  return [
    ...new Set(Array.from(prompt.matchAll(/(?<![\w.])\d{1,2}(?![\w.])/g), ([text]) => Number(text))),
  ].slice(0, 4);
}
