import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { coloursChanged } from '../state/theme.ts';
import { type ColourName, colourOf, SERIES } from './colours.ts';
import { Words } from './words.tsx';

export interface Series {
  readonly label: string;
  /** One number a point; null where there is none. */
  readonly values: readonly (number | null)[];
  readonly colour?: ColourName;
  /** Bars in place of a line. */
  readonly bars?: boolean;
}

interface ChartProps {
  readonly title: string;
  /** The places of the points: steps, or the left ends of bins. */
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
}

const plain = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(3));

/**
 * Lines or bars over steps. From any point one can go on: a click opens it, and so do the arrow keys and Enter. What the pointer
 * is at stands in words above the chart.
 */
export function Chart(props: ChartProps) {
  const { title, at, series, height = 150, onOpen } = props;
  const place = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLOutputElement>(null);
  const plot = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const colours = coloursChanged.value;
  const shape = series.map(({ label, colour, bars }) => `${label}/${colour}/${bars}`).join('|');
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const chart = new uPlot(
      settings(element, latest, (text) => {
        if (words.current) words.current.textContent = text;
        element.setAttribute('aria-valuetext', text);
        element.setAttribute('aria-valuenow', String(plot.current?.cursor.idx ?? 0));
      }),
      dataOf(latest.current),
      element,
    );
    plot.current = chart;
    const resized = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0);
      if (width > 0 && width !== chart.width) chart.setSize({ width, height });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [shape, height, colours]);
  useEffect(() => plot.current?.setData(dataOf(latest.current)), [at, ...series.map(({ values }) => values)]);
  const step = (by: number): void => {
    const chart = plot.current;
    if (!chart || at.length === 0) return;
    const index = Math.max(0, Math.min(at.length - 1, (chart.cursor.idx ?? -1) + by));
    chart.setCursor({ left: chart.valToPos(at[index]!, 'x'), top: 10 });
  };
  const keys = (event: KeyboardEvent): void => {
    const index = plot.current?.cursor.idx;
    if (event.key === 'ArrowRight') step(1);
    else if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'Enter' && typeof index === 'number') onOpen?.(at[index]!);
    else return;
    event.preventDefault();
  };
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <output ref={words} class="chart-words" />
      </figcaption>
      <div
        ref={place}
        class={`plot${onOpen ? ' opens' : ''}`}
        tabIndex={0}
        onKeyDown={keys}
        role="slider"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, at.length - 1)}
        aria-valuenow={0}
        aria-label={inWords(props)}
      />
      {series.length > 1 && (
        <ul class="legend" aria-label={`Lines of ${title}`}>
          {series.map(({ label, colour }, index) => (
            <li key={label}>
              <i style={{ background: `var(--${colour ?? lineColour(index)})` }} />
              <Words>{label}</Words>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

function lineColour(index: number): ColourName {
  return SERIES[index % SERIES.length]!;
}

function dataOf({ at, series }: ChartProps): uPlot.AlignedData {
  return [[...at], ...series.map(({ values }) => [...values])];
}

/** What a chart shows, for who does not see it. */
function inWords({ title, at, series, place = String, format = plain }: ChartProps): string {
  const said = series.map(({ label, values }) => {
    const known = values.filter((value) => value !== null);
    const newest = known.at(-1);
    return newest === undefined
      ? `${label}: none`
      : `${label}: ${format(newest)} at the end, ${format(Math.min(...known))} to ${format(Math.max(...known))}`;
  });
  const where = at.length > 0 ? `${place(at[0]!)} to ${place(at.at(-1)!)}. ` : '';
  return `${title}. ${where}${said.join('; ')}`;
}

function settings(
  element: HTMLElement,
  latest: { readonly current: ChartProps },
  say: (text: string) => void,
): uPlot.Options {
  const { series, height = 150, range, sync, place = String, format = plain } = latest.current;
  const [faint, line] = [colourOf('faint'), colourOf('line')];
  const axis = {
    stroke: faint,
    font: '11px system-ui, sans-serif',
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1, size: 4 },
  };
  return {
    width: Math.max(120, element.clientWidth),
    height,
    legend: { show: false },
    scales: {
      x: { time: false, ...(series.some(({ bars }) => bars) && { range: besideBars }) },
      ...(range && { y: { range: [range[0], range[1]] as uPlot.Range.MinMax } }),
    },
    axes: [
      { ...axis, size: 24, gap: 3, grid: { show: false } },
      { ...axis, size: 46, gap: 4, values: (_, splits) => splits.map(format) },
    ],
    series: [
      {},
      ...series.map(({ label, colour, bars }, index) => ({
        label,
        stroke: colourOf(colour ?? lineColour(index)),
        width: 1.5,
        points: { size: 4, show: latest.current.at.length < 60 },
        ...(bars && {
          fill: colourOf(colour ?? lineColour(index)),
          width: 0,
          points: { show: false },
          paths: uPlot.paths.bars!({ size: [0.9, 60] }),
        }),
      })),
    ],
    cursor: { y: false, drag: { x: false, y: false }, ...(sync !== undefined && { sync: { key: sync } }) },
    hooks: {
      setCursor: [
        ({ cursor: { idx } }) => {
          const shown = latest.current;
          if (typeof idx !== 'number') return say('');
          const values = shown.series.map(({ label, values }) => {
            const value = values[idx] ?? null;
            return `${shown.series.length > 1 ? `${label} ` : ''}${value === null ? 'none' : format(value)}`;
          });
          say(`${place(shown.at[idx] ?? 0)}: ${values.join(' · ')}`);
        },
      ],
      ready: [
        (chart) => {
          chart.over.addEventListener('click', () => {
            const { idx } = chart.cursor;
            const { at, onOpen } = latest.current;
            if (typeof idx === 'number' && at[idx] !== undefined) onOpen?.(at[idx]);
          });
        },
      ],
    },
  };
}

/** Bars at the ends need room at both sides. */
function besideBars(chart: uPlot, from: number, to: number): uPlot.Range.MinMax {
  const [places] = chart.data;
  const apart = places.length > 1 ? places[1]! - places[0]! : 1;
  return [from - apart / 2, to + apart / 2];
}
