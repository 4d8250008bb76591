/** The colours of the tokens, for what is drawn on a canvas. */
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
export type SeriesColour = `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

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

/** @returns the colour of a token as it is on screen now */
export function colourOf(name: ColourName): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
