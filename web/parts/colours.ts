/** The colours of the tokens, for what is drawn on a canvas. */
export type ColourName = 'accent' | 'good' | 'bad' | 'warn' | 'second' | 'third' | 'faint' | 'line' | 'text';

/** @returns the colour of a token as it is on screen now */
export function colourOf(name: ColourName): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
