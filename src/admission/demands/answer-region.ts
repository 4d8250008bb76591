import { allSay, type Example, ONLY } from './demand.ts';
import type { Shape } from './shape.ts';
import { undressed } from './template.ts';

/** The place of the answer in a response. */
export interface Region {
  readonly name: string;
  /** True: the answer is the whole response. */
  readonly whole: boolean;
  /** Whether the response has any place of this sort, in any formatting. */
  has(text: string): boolean;
  /** @returns the contents of all places of this sort, in order */
  read(shape: Shape): readonly string[];
}

const TAG = /<([a-z][\w-]{0,20})>/i;
const LABEL = /^([\p{L}][\p{L} ]{1,23}?)\s*[:=]/u;
const WHOLE: Region = { name: 'the answer', whole: true, has: () => true, read: ({ text }) => [text] };

/**
 * @returns the place in which every right response has its answer: a tag, a box, a labelled line, or the whole text; null
 * where no such place is known
 */
export function regionOf(rights: readonly Example[]): Region | null {
  const candidates = [...tags(rights), BOX, ...labels(rights)];
  const found = candidates.find(({ read }) => rights.every(({ shape }) => read(shape).length === 1));
  return found ?? (allSay(rights, ONLY) ? WHOLE : null);
}

function tags(rights: readonly Example[]): Region[] {
  const name = TAG.exec(rights[0]?.shape.text ?? '')?.[1];
  if (name === undefined || !rights.every(({ prompt }) => prompt.includes(`<${name}>`))) return [];
  const pattern = new RegExp(`<${name}>((?:(?!<${name}>)[^])*?)</${name}>`, 'gi');
  const read = ({ text }: Shape) => Array.from(text.matchAll(pattern), ([, inside = '']) => inside);
  const has = (text: string) => text.toLowerCase().includes(`<${name.toLowerCase()}>`);
  return [{ name: `what stands in <${name}>`, whole: false, has, read }];
}

const BOX: Region = {
  name: 'what stands in the box',
  whole: false,
  has: (text) => text.includes('\\boxed'),
  read: ({ text }) => Array.from(text.matchAll(/\\boxed\{([^{}]*)\}/g), ([, inside = '']) => inside),
};

function labels(rights: readonly Example[]): Region[] {
  const first = rights[0]?.shape;
  if (!first || first.form.kind === 'json' || first.form.kind === 'pairs') return [];
  const label = LABEL.exec(undressed(first.lines.at(-1) ?? ''))?.[1];
  if (label === undefined || !rights.every(({ prompt }) => prompt.includes(label))) return [];
  const pattern = new RegExp(`^${RegExp.escape(label)}\\s*[:=]\\s*(.*)$`, 'iu');
  const read = ({ lines }: Shape) =>
    lines.flatMap((line) => pattern.exec(undressed(line))?.slice(1, 2) ?? []);
  const anywhere = new RegExp(`${RegExp.escape(label)}\\W{0,6}[:=]`, 'iu');
  const has = (text: string) => anywhere.test(text);
  return [{ name: `what stands behind “${label}”`, whole: false, has, read }];
}
