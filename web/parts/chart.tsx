import { type Signal, signal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Axes, type Frame, LEFT, Lines } from './chart-lines.tsx';
import { boundsOf, scaleOf } from './chart-scale.ts';
import { type ColourName, SERIES } from './colours.ts';
import { Words } from './words.tsx';

export interface Series {
  readonly label: string;
  /** One number a point; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly colour?: ColourName;
  /** Bars in place of a line. */
  readonly bars?: boolean;
}

/** Something that happened at a place of a chart. */
export interface Mark {
  readonly at: number;
  readonly label: string;
  readonly colour: ColourName;
}

interface ChartProps {
  readonly title: string;
  /** The places of the points: steps, or the left ends of bins; in rising order. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  readonly height?: number;
  /** The bounds of the upright axis; those of the values where they are absent. */
  readonly range?: readonly [number, number];
  /** How a number is written on the upright axis and beside the pointer. */
  readonly format?: (value: number) => string;
  /** How a place is named, such as `step 40`. */
  readonly place?: (at: number) => string;
  /** Charts with the same name move their pointers together. */
  readonly sync?: string;
  /** Called with a place that was clicked, or chosen by Enter. */
  readonly onOpen?: (at: number) => void;
  /** What happened where: an upright line each, named below the chart. */
  readonly marks?: readonly Mark[];
}

const plain = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));
const [ABOVE, BELOW, RIGHT] = [8, 22, 10];

/** The places that pointers are at, by the name of charts that move together. */
const pointers = new Map<string, Signal<number | null>>();

function usePointer(sync: string | undefined): Signal<number | null> {
  return useMemo(() => {
    const found = (sync === undefined ? undefined : pointers.get(sync)) ?? signal<number | null>(null);
    if (sync !== undefined) pointers.set(sync, found);
    return found;
  }, [sync]);
}

/**
 * Lines or bars over steps. From any point one can go on: a click opens it, and so do the arrow keys and Enter. What the pointer
 * is at stands in words above the chart.
 */
export function Chart(props: ChartProps) {
  const { title, at, series, height = 150, range, format = plain, place = String, sync, onOpen } = props;
  const marks = (props.marks ?? []).filter((mark) => mark.at >= at[0]! && mark.at <= at.at(-1)!);
  const area = useRef<HTMLDivElement>(null);
  const width = useWidth(area);
  const pointer = usePointer(sync);
  const index = pointer.value === null ? null : nearest(at, pointer.value);
  const hasBars = series.some(({ bars }) => bars);
  const drawn = useMemo(() => {
    const apart = at.length > 1 ? (at.at(-1)! - at[0]!) / (at.length - 1) : 1;
    const beside = hasBars ? apart / 2 : 0;
    const across = scaleOf((at[0] ?? 0) - beside, (at.at(-1) ?? 1) + beside, {
      wanted: width / 70,
      whole: !hasBars,
    });
    const [least, most] = range ?? boundsOf(series.flatMap(({ values }) => values));
    const room = range ? 0 : (most - least) * 0.06;
    const upright = scaleOf(hasBars ? Math.min(0, least) : least - room, most + room, {
      wanted: height / 45,
    });
    const wide = Math.max(1, width - LEFT - RIGHT);
    const high = height - ABOVE - BELOW;
    const frame: Frame = {
      width: width - RIGHT,
      height,
      x: (value) => LEFT + ((value - across.from) / (across.to - across.from)) * wide,
      y: (value) => ABOVE + high - ((value - upright.from) / (upright.to - upright.from)) * high,
      bar: hasBars ? Math.max(1, (0.88 * wide * apart) / (across.to - across.from)) : 0,
    };
    const lines = series.map(({ values, bars = false, colour }, line) => ({
      values,
      bars,
      colour: `var(--${colour ?? lineColour(line)})`,
    }));
    return { frame, across, upright, lines };
  }, [at, series, width, height, range?.[0], range?.[1]]);
  const { frame, across, upright, lines } = drawn;
  const under = (event: MouseEvent): number | null => {
    const box = area.current?.getBoundingClientRect();
    if (!box || at.length === 0) return null;
    const share = (event.clientX - box.left - LEFT) / Math.max(1, box.width - LEFT - RIGHT);
    return nearest(at, across.from + share * (across.to - across.from));
  };
  const move = (to: number): void => {
    pointer.value = at[Math.max(0, Math.min(at.length - 1, to))] ?? null;
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') move((index ?? -1) + 1);
    else if (event.key === 'ArrowLeft') move((index ?? 1) - 1);
    else if (event.key === 'Enter' && index !== null) onOpen?.(at[index]!);
    else return;
    event.preventDefault();
  };
  const words = index === null ? '' : `${place(at[index]!)}: ${said(series, index, format)}`;
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <output class="chart-words">{words}</output>
      </figcaption>
      <div
        ref={area}
        class={`plot${onOpen ? ' opens' : ''}`}
        style={{ height: `${height}px` }}
        tabIndex={0}
        role="slider"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, at.length - 1)}
        aria-valuenow={index ?? 0}
        aria-valuetext={words || 'no point is chosen'}
        aria-label={inWords(props)}
        onKeyDown={keys}
        onMouseMove={(event) => {
          const to = under(event);
          if (to !== null) move(to);
        }}
        onMouseLeave={() => (pointer.value = null)}
        onClick={(event) => {
          const to = under(event);
          if (to !== null) onOpen?.(at[to]!);
        }}
      >
        {width > 0 && (
          <svg width={width} height={height} aria-hidden="true">
            <Axes frame={frame} across={across} upright={upright} format={format} />
            {marks.map((mark) => (
              <line
                key={`${mark.at} ${mark.label}`}
                class="mark"
                style={{ stroke: `var(--${mark.colour})` }}
                x1={frame.x(mark.at)}
                x2={frame.x(mark.at)}
                y1={ABOVE}
                y2={height - BELOW}
              />
            ))}
            {index !== null && (
              <line
                class="pointer"
                x1={frame.x(at[index]!)}
                x2={frame.x(at[index]!)}
                y1={ABOVE}
                y2={height - BELOW}
              />
            )}
            <Lines frame={frame} at={at} series={lines} />
          </svg>
        )}
      </div>
      {(series.length > 1 || marks.length > 0) && (
        <ul class="legend" aria-label={`Lines of ${title}`}>
          {(series.length > 1 ? series : []).map(({ label, colour }, line) => (
            <li key={label}>
              <i style={{ background: `var(--${colour ?? lineColour(line)})` }} />
              <Words>{label}</Words>
            </li>
          ))}
          {marks.map((mark) => (
            <li key={`${mark.at} ${mark.label}`}>
              <i class="mark" style={{ background: `var(--${mark.colour})` }} />
              <Words>{`${place(mark.at)}: ${mark.label}`}</Words>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function useWidth(area: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    setWidth(element.clientWidth);
    const resized = new ResizeObserver(() => setWidth(element.clientWidth));
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return width;
}

function lineColour(index: number): ColourName {
  return SERIES[index % SERIES.length]!;
}

/** @returns the index of the point that is nearest to a place */
function nearest(at: readonly number[], to: number): number | null {
  let best: number | null = null;
  for (const [index, place] of at.entries())
    if (best === null || Math.abs(place - to) < Math.abs(at[best]! - to)) best = index;
  return best;
}

function said(series: readonly Series[], index: number, format: (value: number) => string): string {
  const values = series.map(({ label, values }) => {
    const value = values[index] ?? null;
    return `${series.length > 1 ? `${label} ` : ''}${value === null ? 'none' : format(value)}`;
  });
  return values.join(' · ');
}

/** What a chart shows, for who does not see it. */
function inWords({ title, at, series, place = String, format = plain, marks = [] }: ChartProps): string {
  const told = series.map(({ label, values }) => {
    const newest = values.findLast((value) => value !== null);
    if (newest === undefined || newest === null) return `${label}: none`;
    const [least, most] = boundsOf(values);
    return `${label}: ${format(newest)} at the end, ${format(least)} to ${format(most)}`;
  });
  const where = at.length > 0 ? `${place(at[0]!)} to ${place(at.at(-1)!)}. ` : '';
  const marked = marks.map((mark) => `; ${place(mark.at)}: ${mark.label}`);
  return `${title}. ${where}${told.join('; ')}${marked.join('')}`;
}
