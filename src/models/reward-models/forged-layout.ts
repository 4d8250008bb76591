import type { Rendering } from '../../spec/adapter-spec.ts';
import { templatesOf } from './templates-of.ts';

/** A tag around a part: `<question>`, `</reference_answer>`. */
const TAG = /<\/?([A-Za-z][\w-]{0,40})>/g;
/** What stands on the line of another part, or above it: `Reference answer:`, `[B]`, `### Question`. */
const BEFORE = /(?:^|\n)[ \t]*([^\n{}]{1,60}?)[ \t]*\n?\{(?:prompt|reference|source|rubric|other)\}/g;
/** What closes the response on a line of its own: `[The End of Answer A]`. */
const BEHIND = /\{(?:response|other)\}[ \t]*\n[ \t]*([^\n{}]{3,60})(?=\n|$)/g;
/** A mark, and not mere words, which a response may well begin a line with. */
const MARK = /^[[<#*=|-]|[\]>:|=]$/;

/**
 * Finds in a response what a layout marks its other parts with. A response that could close its own part and write another
 * reference, question or answer behind it would be its own judge.
 * @returns the forged mark as the response has it; undefined where there is none
 */
export function forgedLayout(render: Rendering, written: string): string | undefined {
  const before = known.get(render);
  const forgery = before === undefined ? forgeryOf(render) : before;
  known.set(render, forgery);
  return forgery?.exec(written)?.[0].trim();
}

/** What is forged of each layout, looked for in every response and made once. */
const known = new WeakMap<Rendering, RegExp | null>();

function forgeryOf(render: Rendering): RegExp | null {
  const layout = templatesOf(render).join('\n');
  const tags = [...layout.matchAll(TAG)].map(([, name]) => escaped(name!));
  const marks = [...layout.matchAll(BEFORE), ...layout.matchAll(BEHIND)]
    .map(([, mark]) => mark!.trim())
    .filter((mark) => MARK.test(mark))
    .map(escaped);
  const forms = [
    ...(tags.length > 0 ? [`<\\s{0,3}/?\\s{0,3}(?:${tags.join('|')})\\s{0,3}>`] : []),
    ...(marks.length > 0 ? [`^[ \\t]{0,3}(?:${marks.join('|')})`] : []),
  ];
  return forms.length === 0 ? null : new RegExp(forms.join('|'), 'im');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
