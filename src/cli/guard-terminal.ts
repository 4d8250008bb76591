import { visibleJson } from '../text/visible.ts';

/** Escape sequences of colours and weights, the only ones that rlar itself writes. */
const STYLE = /(\u001b\[[\d;]*m)/;

/** @returns the text as a terminal may get it: nothing in it is obeyed but styles */
export function guarded(text: string): string {
  return text
    .split(STYLE)
    .map((part, at) => (at % 2 === 1 ? part : visibleJson(part)))
    .join('');
}

/**
 * The last protection of a terminal: control characters in the output of a command are shown and not obeyed. Pages already
 * make control characters in outside texts visible, including styles. Bytes pass unchanged.
 */
export function guardTerminal(stream: NodeJS.WriteStream): void {
  const write: unknown = Reflect.get(stream, 'write');
  if (typeof write !== 'function') return;
  const guard = (chunk: unknown, ...rest: unknown[]): unknown =>
    Reflect.apply(write, stream, [typeof chunk === 'string' ? guarded(chunk) : chunk, ...rest]);
  Object.assign(stream, { write: guard });
}
