import type { Constraint } from '../../spec/query.ts';

/**
 * @returns a response without the parts that the constraints' form makes by itself: the title, the marks of sections and of the
 * postscript, the placeholders, the closing words. What is left is what the response says.
 */
export function withoutForm(response: string, constraints: readonly Constraint[]): string {
  return constraints.reduce((text, { id, kwargs }) => {
    if (id.endsWith(':title')) return text.replace(/<<[^\n<>]{1,300}>>/g, '\n');
    if (id.endsWith(':number_placeholders')) return text.replace(/\[[^[\]\n]{0,300}\]/g, ' ');
    if (id.endsWith(':multiple_sections'))
      return withoutMark(text, kwargs.section_spliter, '\\s?\\d{1,4}[:.]?');
    if (id.endsWith(':postscript')) return withoutMark(text, kwargs.postscript_marker, '');
    if (id.endsWith(':end_checker')) return withoutMark(text, kwargs.end_phrase, '');
    return text;
  }, response);
}

function withoutMark(text: string, mark: unknown, behind: string): string {
  if (typeof mark !== 'string' || mark.trim() === '' || mark.length > 500) return text;
  const literal = mark.trim().replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return text.replace(new RegExp(`${literal}${behind}`, 'giu'), '\n');
}
