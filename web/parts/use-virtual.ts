import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Rows drawn above and below those in sight. */
const OVERSCAN = 16;
/** Rows by which what is drawn moves on: not each pixel of scrolling draws anew. */
const STRIDE = 8;

interface Item {
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly start: number;
}

interface Virtual {
  readonly items: readonly Item[];
  /** Of all rows together, in pixels. */
  readonly height: number;
  readonly scrollTo: (index: number) => void;
}

/**
 * Which rows of a scrolling element are in sight. All rows have one height, so that this takes a division, and no library.
 * @param size of one row, in pixels
 * @param head height of what stays at the top while the rows scroll, in pixels
 */
export function useVirtual(
  scroller: RefObject<HTMLElement | null>,
  { count, size, head }: { readonly count: number; readonly size: number; readonly head: number },
): Virtual {
  const [seen, setSeen] = useState({ first: 0, rows: 40 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const look = (): void => {
      const first = STRIDE * Math.floor(element.scrollTop / size / STRIDE);
      const rows = STRIDE + Math.ceil(element.clientHeight / size);
      setSeen((before) => (before.first === first && before.rows === rows ? before : { first, rows }));
    };
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [size]);
  const from = Math.max(0, Math.min(seen.first, count) - OVERSCAN);
  const to = Math.min(count, seen.first + seen.rows + OVERSCAN);
  const items = Array.from({ length: Math.max(0, to - from) }, (_, at) => ({
    index: from + at,
    start: (from + at) * size,
  }));
  const scrollTo = (index: number): void => {
    const element = scroller.current;
    if (!element) return;
    const [top, bottom] = [index * size, (index + 1) * size + head];
    if (top < element.scrollTop) element.scrollTop = top;
    else if (bottom > element.scrollTop + element.clientHeight)
      element.scrollTop = bottom - element.clientHeight;
  };
  return { items, height: count * size, scrollTo };
}
