type SeriesColour = `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

/** The colours of the tokens that a chart may have. */
export type ColourName =
  | 'accent'
  | 'good'
  | 'bad'
  | 'warn'
  | 'second'
  | 'third'
  | 'faint'
  | 'line'
  | 'text'
  | SeriesColour;

/** The colours of lines, in order. */
export const SERIES: readonly SeriesColour[] = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
];
