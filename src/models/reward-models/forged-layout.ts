import type { Rendering } from '../../spec/adapter-spec.ts';

/** A tag around a part: `<question>`, `</reference_answer>`. */
const TAG = /<\/?([A-Za-z][\w-]{0,40})>/g;
/** A label at the front of a line, before a part that is not the response: `Reference answer:`. */
const LABEL = /(?:^|\n)[ \t]*([^\n{}<>:]{1,40}:)[ \t]*\n?\{(?:prompt|reference|source|rubric)\}/g;

/**
 * Finds in a response what a layout of tags and labels marks its other parts with. A response that could close its own part
 * and write another reference behind it would be its own judge.
 * @returns the forged tag or label as the response has it; undefined where there is none
 */
export function forgedLayout(render: Rendering, written: string): string | undefined {
  if (render.as !== 'template') return undefined;
  const tags = [...render.template.matchAll(TAG)].map(([, name]) => escaped(name!));
  const labels = [...render.template.matchAll(LABEL)].map(([, label]) => escaped(label!.trim()));
  const forms = [
    ...(tags.length > 0 ? [`<\\s{0,3}/?\\s{0,3}(?:${tags.join('|')})\\s{0,3}>`] : []),
    ...(labels.length > 0 ? [`^[ \\t]{0,3}(?:${labels.join('|')})`] : []),
  ];
  return forms.length === 0 ? undefined : new RegExp(forms.join('|'), 'im').exec(written)?.[0].trim();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
