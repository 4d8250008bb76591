import { undressed } from '../demands/template.ts';
import { otherDays } from './edit-days.ts';
import { type EditInput, otherNumbers, renamings, type StructureEdit } from './structure-edit.ts';

const NUMBER = /(?<![\w.,-])[-+−]?\d[\d,]*(?:\.\d+)?(?![\w-]|[.,]\d)/g;

/** Edits of the last line, where answers stand: another number, day, unit or label, more behind it, more than one. */
export function editAnswerLine({ shape, words }: EditInput): StructureEdit[] {
  if (shape.form.kind !== 'text' && shape.form.kind !== 'lines') return [];
  const lines = shape.text.split('\n').filter((line) => line.trim() !== '');
  const last = undressed(lines.at(-1) ?? '');
  const before = lines.slice(0, -1);
  const edits: StructureEdit[] = [];
  const add = (sort: string, ...end: readonly string[]) =>
    edits.push({ sort, text: [...before, ...end].join('\n') });
  const wrong: string[] = [];
  const numbers = [...last.matchAll(NUMBER)];
  for (const [at, found] of numbers.entries())
    for (const { sort, text } of otherNumbers(found[0])) {
      const line = last.slice(0, found.index) + text + last.slice(found.index + found[0].length);
      add(`last line: ${numbers.length > 1 ? `number ${at + 1} ` : ''}${sort}`, line);
      if (sort === 'another first digit') wrong.push(line);
    }
  for (const { sort, text } of otherDays(last)) {
    add(`last line: ${sort}`, text);
    wrong.push(text);
  }
  const label = /^([\p{L} ]{2,24}?)\s*:/u.exec(last)?.[1];
  if (label) {
    for (const { sort, text } of renamings(label, words))
      add(`its label ${sort}`, text + last.slice(label.length));
    add('without its label', last.slice(last.indexOf(':') + 1).trim());
    add('no colon', last.replace(':', ''));
  }
  const unit = /(\d\s*)([\p{L}°%/²³]{1,8})$/u.exec(last)?.[2];
  if (unit) {
    for (const other of [
      `k${unit}`,
      'zz',
      '',
      unit === unit.toLowerCase() ? unit.toUpperCase() : unit.toLowerCase(),
    ])
      if (other !== unit)
        add(`its unit ${other === '' ? 'left out' : 'another'}`, last.slice(0, -unit.length) + other);
  }
  for (const line of wrong.slice(0, 2)) {
    add('a wrong one behind it', last, line);
    add('a wrong one before it', line, last);
    add('or a wrong one', `${last} or ${line.slice(line.indexOf(':') + 1).trim()}`);
    add(
      'first right, then a wrong one in words',
      last,
      `No, rather ${line.slice(line.indexOf(':') + 1).trim()}.`,
    );
  }
  add('words behind it', `${last} exactly`);
  add('prose behind it', last, 'That is all.');
  add('in a sentence', `So it comes to ${last.slice(last.indexOf(':') + 1).trim()}, I think.`);
  return edits;
}
