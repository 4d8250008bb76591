import { cellsOf, numberIn, rowOf } from '../demands/cells.ts';
import { codeIn } from '../demands/code.ts';
import { MARKER } from '../demands/shape.ts';
import type { EditInput, StructureEdit } from './structure-edit.ts';

/** An edit to which hardly a reader objects, though a prompt or a label may forbid it. */
interface FreeEdit {
  readonly sort: string;
  /** Whether a response has been written like this. */
  readonly shows: RegExp;
  /** @returns the edited text; null where there is no place for the edit */
  edit(input: EditInput): string | null;
}

const LABELLED = /^[\p{L} ]{2,24}:\s*\S/u;
const QUANTITY = /(?<![\w.,-])(\d+)(?= ?(?:\p{L}|[°%€$£µ])[\p{L}/²³]*\s*$)/u;
const MARKS_NAMED = /["'`][-*•+]["'`]|\b(?:hyphens?|dash(?:es)?|asterisks?|stars?|- |\* )/i;
const WHOLE_NUMBERS = /\b(?:integers?|whole numbers?|no decimals|without decimals|decimals?)\b/i;

const FREE: readonly FreeEdit[] = [
  fence('a fence around it', (input) => languageOf(input)),
  fence('a bare fence around it', () => ''),
  {
    sort: 'line ends of another system',
    shows: /\r\n/,
    edit: ({ shape }) => (shape.lines.length > 1 ? shape.text.replaceAll('\n', '\r\n') : null),
  },
  {
    sort: 'spaces at the ends of lines',
    shows: /\S[ \t]+$/m,
    edit: ({ shape }) =>
      isCode(shape.text) || shape.lines.length < 2 ? null : shape.text.replace(/(?<=\S)$/gm, '  '),
  },
  {
    sort: 'blank lines between',
    shows: /\n[ \t]*\n/,
    edit: ({ shape }) =>
      ['list', 'pairs'].includes(shape.form.kind) && shape.lines.length > 1
        ? shape.text.trim().replace(/\n+/g, '\n\n')
        : null,
  },
  {
    sort: 'all items moved in',
    shows: /^[ \t]+\S/m,
    edit: ({ shape }) =>
      shape.form.kind === 'list' && !/^\s/m.test(shape.text) ? shape.text.replace(/^(?=\S)/gm, '  ') : null,
  },
  {
    sort: 'another list mark',
    shows: /^\s*[*•+]\s/m,
    edit: ({ shape, prompt }) =>
      shape.form.kind === 'list' &&
      !MARKS_NAMED.test(prompt) &&
      shape.lines.every((line) => /^-\s/.test(line))
        ? shape.lines.map((line) => line.replace(MARKER, '* ')).join('\n')
        : null,
  },
  {
    sort: 'a comma at the thousands',
    shows: /\d,\d{3}(?!\d)/,
    edit: ({ shape }) =>
      onLastLine(shape, (line) =>
        line.replace(QUANTITY, (digits) =>
          digits.length > 3 ? digits.replace(/\B(?=(?:\d{3})+$)/g, ',') : digits,
        ),
      ),
  },
  {
    sort: 'a nought behind the point',
    shows: /\d\.0+(?!\d)/,
    edit: ({ shape, prompt }) =>
      WHOLE_NUMBERS.test(prompt) ? null : onLastLine(shape, (line) => line.replace(QUANTITY, '$1.0')),
  },
  {
    sort: 'its last line in bold',
    shows: /\*\*[^*\n]+\*\*\s*$/,
    edit: ({ shape }) => onLastLine(shape, (line) => (LABELLED.test(line) ? `**${line}**` : line)),
  },
  {
    sort: 'spaces behind the separators',
    shows: /\w[ \t]*[,;][ \t]+\w/,
    edit: ({ shape }) =>
      shape.form.kind === 'table' && [',', ';'].includes(shape.form.separator) && !shape.text.includes('"')
        ? shape.text.replaceAll(shape.form.separator, `${shape.form.separator} `)
        : null,
  },
  {
    sort: 'a text in quotes',
    shows: /(?:^|,)"[^"]*"/m,
    edit: ({ shape, prompt }) => {
      const { form, rows, text } = shape;
      if (form.kind !== 'table' || form.separator !== ',' || text.includes('"')) return null;
      const cell =
        rows[1]?.findIndex((one) => one !== '' && numberIn(one) === null && !prompt.includes(one)) ?? -1;
      if (cell < 0) return null;
      const lines = text.split('\n');
      const at = lines.findIndex(
        (line) => line.trim() !== '' && cellsOf(line, ',').join() === rows[1]!.join(),
      );
      const quoted = rows[1]!.map((one, column) => (column === cell ? `"${one}"` : one)).join(',');
      return at < 0 ? null : lines.with(at, quoted).join('\n');
    },
  },
];

/** Words with which a prompt leaves the order open. */
const ANY_ORDER =
  /\b(?:any|no particular|whatever) order\b|\border (?:does not|doesn[’']t|is not|isn[’']t) (?:matter|important)\b|\border is free\b|\bunordered\b/i;

/** @returns edits to which hardly a reader objects, without those that a labelled response was already written with */
export function freeEdits(input: EditInput): StructureEdit[] {
  return FREE.flatMap(({ sort, edit, shows }) => {
    const text = shows.test(input.shape.text) ? null : edit(input);
    return text === null || text === input.shape.text
      ? []
      : [{ sort, text, free: shows, ...(isFence(sort) && { whole: true as const }) }];
  });
}

/** @returns the parts in another order, where the prompt leaves the order open */
export function inAnyOrder({ shape, prompt, sums }: EditInput): StructureEdit[] {
  if (!ANY_ORDER.test(prompt)) return [];
  const sort = 'in another order, which the prompt leaves open';
  const { form, lines, rows, value } = shape;
  if (Array.isArray(value) && value.length > 1)
    return [{ sort, text: JSON.stringify(value.toReversed()), keeps: true }];
  if (
    ['list', 'lines', 'pairs'].includes(form.kind) &&
    lines.length > 1 &&
    !lines.some((line) => /^\d+[.)]/.test(line))
  )
    return [{ sort, text: lines.toReversed().join('\n'), keeps: true }];
  if (form.kind !== 'table' || form.separator === '|' || rows.length < 3 || sums.length > 0) return [];
  const { separator } = form;
  const turned = [rows[0]!, ...rows.slice(1).toReversed()];
  return [{ sort, text: turned.map((row) => rowOf(row, separator)).join('\n'), keeps: true }];
}

function fence(sort: string, languageOf: (input: EditInput) => string | null): FreeEdit {
  return {
    sort,
    shows: /^\s*(?:```|~~~)/,
    edit: (input) => {
      const language = fits(input) ? languageOf(input) : null;
      return language === null ? null : `\`\`\`${language}\n${input.shape.text.trim()}\n\`\`\``;
    },
  };
}

function isCode(text: string): boolean {
  return codeIn(text)?.before === '';
}

/** A fence is common around what a machine reads. */
function fits({ shape }: EditInput): boolean {
  const { form, text } = shape;
  return form.kind === 'json' || (form.kind === 'table' && form.separator !== '|') || isCode(text);
}

function isFence(sort: string): boolean {
  return sort.includes('fence');
}

function languageOf({ shape: { form, text } }: EditInput): string {
  if (form.kind === 'json') return 'json';
  return form.kind === 'table' ? 'csv' : (codeIn(text)?.language ?? '').replace('braces', '');
}

function onLastLine({ form, text }: EditInput['shape'], edit: (line: string) => string): string | null {
  if (form.kind !== 'text' && form.kind !== 'lines') return null;
  const lines = text.trimEnd().split('\n');
  const changed = edit(lines.at(-1)!);
  return changed === lines.at(-1) ? null : lines.with(-1, changed).join('\n');
}
