import { z } from 'zod';
import { table } from '../../spec/table.ts';
import { findJsonDocument } from '../../text/json-document.ts';
import type { CheckMaker, Outcome } from './check.ts';
import { quote, withArguments } from './check.ts';

/** How many are wanted; both ends count. */
const bounds = z
  .object({
    least: z.number().int().nonnegative().optional(),
    most: z.number().int().nonnegative().optional(),
  })
  .refine(({ least, most }) => least !== undefined || most !== undefined, 'neither least nor most is given');
const BLANK_LINE = /\n[^\S\n]*\n/;
const HEADING = /^\s{0,3}(?:#{1,6}\s|\*\*[^*\n]{1,120}\*\*:?\s*$|__[^_\n]{1,120}__\s*$|-{3,}\s*$|\*{3}\s*$)/;
const LONGEST_TITLE = 10;

function within(
  count: number,
  { least = 0, most = Number.POSITIVE_INFINITY }: z.output<typeof bounds>,
  unit: string,
): Outcome {
  const wanted =
    least === most
      ? `${least}`
      : most === Number.POSITIVE_INFINITY
        ? `${least} or more`
        : `${least} to ${most}`;
  return { ok: count >= least && count <= most, detail: `${count} ${unit}, ${wanted} wanted` };
}

/** Lines that hold a letter or a digit and are no heading. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line) && !HEADING.test(line));
}

/** A title in front is no part of what is counted: a short line without a mark at its end, apart from the rest. */
function withoutTitle(blocks: readonly string[]): readonly string[] {
  const [first = ''] = blocks;
  const isTitle =
    blocks.length > 1 &&
    !first.trim().includes('\n') &&
    first.trim().split(/\s+/).length <= LONGEST_TITLE &&
    !/[.!?…:;,。！？]["'”’)]*\s*$/.test(first);
  return isTitle ? blocks.slice(1) : blocks;
}

function blocksOf(text: string): readonly string[] {
  const blocks = text.split(BLANK_LINE).filter((block) => linesOf(block).length > 0);
  return blocks.length === 1 ? linesOf(text) : blocks;
}

/** Paragraphs stand between blank lines; where there is no blank line, each line is one. A title may stand in front. */
const paragraphs: CheckMaker = withArguments(bounds, (wanted) => ({ raw }) => {
  const blocks = blocksOf(raw);
  const all = within(blocks.length, wanted, 'paragraphs');
  return all.ok ? all : within(withoutTitle(blocks).length, wanted, 'paragraphs');
});

/** Stanzas stand between blank lines. */
const stanzas: CheckMaker = withArguments(
  z.intersection(bounds, z.object({ lines: z.number().int().positive().optional() })),
  (wanted) =>
    ({ raw }) => {
      const parts = raw.split(BLANK_LINE).filter((block) => linesOf(block).length > 0);
      const blocks = within(parts.length, wanted, 'stanzas').ok ? parts : withoutTitle(parts);
      const other = blocks.find(
        (block) => wanted.lines !== undefined && linesOf(block).length !== wanted.lines,
      );
      if (other !== undefined)
        return { ok: false, detail: `a stanza has ${linesOf(other).length} lines, ${wanted.lines} wanted` };
      return within(blocks.length, wanted, 'stanzas');
    },
);

/** Lines that hold something; a title that a blank line sets apart is none. */
const lines: CheckMaker = withArguments(bounds, (wanted) => ({ raw }) => {
  const all = within(linesOf(raw).length, wanted, 'lines');
  if (all.ok) return all;
  return within(linesOf(withoutTitle(raw.split(BLANK_LINE)).join('\n\n')).length, wanted, 'lines');
});

const NUMBERED = /^\s{0,3}(?:\*\*)?\(?\d{1,3}[.):]/;
const MARKED = /^\s{0,3}(?:[-*+•‣–]\s|\(?\d{1,3}[.):])/;

function itemsOf(text: string, mark: RegExp): number {
  return text.split('\n').filter((line) => mark.test(line) && /[\p{L}]/u.test(line)).length;
}

const numbered: CheckMaker = withArguments(
  bounds,
  (wanted) =>
    ({ raw }) =>
      within(itemsOf(raw, NUMBERED), wanted, 'numbered items'),
);

const items: CheckMaker = withArguments(
  bounds,
  (wanted) =>
    ({ raw }) =>
      within(itemsOf(raw, MARKED), wanted, 'items of a list'),
);

/** Every line begins with the letter; a mark of a list in front is none. */
const lineStart: CheckMaker = withArguments(
  z.object({ letter: z.string().min(1).max(2) }),
  ({ letter }) =>
    ({ raw }) => {
      const found = linesOf(raw).map(firstLetter);
      const other = found.find((first) => first !== letter.toLowerCase());
      return {
        ok: found.length > 1 && other === undefined,
        detail: other === undefined ? `${found.length} lines` : `a line begins with ${quote(other)}`,
      };
    },
);

/** The first letters of the lines are those of a word. */
const acrostic: CheckMaker = withArguments(
  z.object({ word: z.string().min(2).max(40) }),
  ({ word }) =>
    ({ raw }) => {
      const wanted = (word.toLowerCase().match(/\p{L}/gu) ?? []).join('');
      const said = linesOf(raw).map(firstLetter).join('');
      const untitled = linesOf(withoutTitle(raw.split(BLANK_LINE)).join('\n'))
        .map(firstLetter)
        .join('');
      return { ok: said === wanted || untitled === wanted, detail: `the lines begin with ${quote(said)}` };
    },
);

function firstLetter(line: string): string {
  return /\p{L}/u.exec(line.replace(/^\s*(?:[-*+•]\s|\(?\d{1,3}[.):]\s)/, ''))?.[0].toLowerCase() ?? '';
}

/** The last mark, in front of what closes a quotation. */
const lastMark: CheckMaker = withArguments(
  z.object({ mark: z.enum(['!', '?', '.']) }),
  ({ mark }) =>
    ({ stripped }) => {
      const last = stripped.replace(/["'”’*_)\]\s]+$/, '').at(-1) ?? '';
      const forms: Readonly<Record<typeof mark, string>> = { '!': '!！', '?': '?？', '.': '.。' };
      return { ok: last !== '' && forms[mark].includes(last), detail: `ends with ${quote(last)}` };
    },
);

/** JSON, whole, with these keys at the top. */
const jsonKeys: CheckMaker = withArguments(
  z.object({ keys: z.array(z.string()).min(1) }),
  ({ keys }) =>
    ({ raw }) => {
      const found = findJsonDocument(raw);
      if ('fault' in found) return { ok: false, detail: 'no JSON' };
      const { value } = found;
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return { ok: false, detail: 'no JSON object' };
      const missing = keys.find((key) => !Object.hasOwn(value, key));
      return {
        ok: missing === undefined,
        detail: missing === undefined ? 'has the keys' : `has no key ${quote(missing)}`,
      };
    },
);

/** Whatever language the response is in. */
const letterCase: CheckMaker = withArguments(
  z.object({ case: z.enum(['lower', 'upper']) }),
  ({ case: wanted }) =>
    ({ raw }) => {
      const other = wanted === 'lower' ? /\p{Lu}/u.exec(raw) : /\p{Ll}/u.exec(raw);
      return {
        ok: other === null && /\p{L}/u.test(raw),
        detail: other ? `${quote(other[0])} occurs` : `all ${wanted}`,
      };
    },
);

/** Sorts of our own, which prompts ask for in words: they have no ids elsewhere. */
export const layoutChecks: Readonly<Record<string, CheckMaker>> = table({
  'layout:paragraphs': paragraphs,
  'layout:stanzas': stanzas,
  'layout:lines': lines,
  'layout:numbered_items': numbered,
  'layout:list_items': items,
  'layout:line_start': lineStart,
  'layout:acrostic': acrostic,
  'layout:last_mark': lastMark,
  'layout:json_keys': jsonKeys,
  'layout:letter_case': letterCase,
});
