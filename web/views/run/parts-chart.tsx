import { useLocation } from 'preact-iso';
import type { Series } from '../../api/types.ts';
import { Chart, type Series as Line } from '../../parts/chart.tsx';
import { link } from '../../routes.ts';
import type { Point, SameCharts } from './run-charts.tsx';

interface PartsChartProps {
  readonly title: string;
  /** The parameter of the address that says which one is drawn by part. */
  readonly name: 'slot' | 'cause' | 'flag';
  /** What can be drawn: slots, causes or flags. */
  readonly choices: readonly string[];
  readonly read: (point: Point, choice: string) => number | null;
  readonly all: readonly Point[];
  /** Null where all rewards are drawn together: then each choice is a line. */
  readonly parts: Series | null;
  readonly lines: (read: (point: Point) => number | null) => Line[];
  readonly same: SameCharts;
  readonly format: (value: number) => string;
  readonly range?: readonly [number, number];
}

/** A chart of several things: all of them for the whole run, or one of them by kind or tool. */
export function PartsChart(props: PartsChartProps) {
  const { title, name, choices, read, all, parts, lines, same, ...drawn } = props;
  const { query, route } = useLocation();
  const chosen = choices.find((choice) => choice === query[name]) ?? choices[0];
  if (chosen === undefined) return <p class="quiet">{title}: none.</p>;
  if (!parts)
    return (
      <Chart
        {...same}
        {...drawn}
        title={title}
        series={choices.map((choice) => ({ label: choice, values: all.map((point) => read(point, choice)) }))}
      />
    );
  return (
    <>
      <label class="chart-choice">
        {name}
        <select
          value={chosen}
          onChange={(event) => route(link('run', { ...query, [name]: event.currentTarget.value }), true)}
        >
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </label>
      <Chart
        {...same}
        {...drawn}
        title={`${title}: ${chosen}`}
        series={lines((point) => read(point, chosen))}
      />
    </>
  );
}
