import { withoutMarkup } from '../without-markup.ts';

/** @returns a short text as options are compared: without markup, case, surrounding punctuation and double spaces */
export function plain(text: string): string {
  return withoutMarkup(text.slice(0, 2_000))
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/^[\s"'`*_.,;:!?-]+|[\s"'`*_.,;:!?]+$/g, '')
    .replace(/\s+/g, ' ');
}
