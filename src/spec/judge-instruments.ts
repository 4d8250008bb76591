/**
 * What a judge may have worked out by programs. `calculator`: arithmetic · `javascript`: a program in the sandbox · `count`:
 * words, sentences, lines, paragraphs and characters of the response · `find`: where words stand in the response · `checker`:
 * one of the constraint checkers, on the response.
 */
export const INSTRUMENTS = ['calculator', 'javascript', 'count', 'find', 'checker'] as const;
export type InstrumentName = (typeof INSTRUMENTS)[number];
