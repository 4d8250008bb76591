import type { Scale } from './chart-scale.ts';
import { memo } from './memo.ts';

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  /** Width of a bar; 0 for lines. */
  readonly bar: number;
}

interface LinesProps {
  readonly frame: Frame;
  readonly at: readonly number[];
  readonly series: readonly {
    readonly values: readonly (number | null)[];
    readonly colour: string;
    readonly bars: boolean;
  }[];
}

/** Fewest points at which lines are drawn without dots. */
const MANY = 60;

/** The lines or bars of a chart. They are drawn again only when the data or the size change, and not with the pointer. */
export const Lines = memo(function Lines({ frame: { x, y, bar }, at, series }: LinesProps) {
  return (
    <>
      {series.map(({ values, colour, bars }) =>
        bars ? (
          <g key={colour} style={{ fill: colour }}>
            {values.map((value, index) =>
              value === null ? null : (
                <rect
                  key={at[index]}
                  x={x(at[index]!) - bar / 2}
                  width={bar}
                  y={Math.min(y(0), y(value))}
                  height={Math.abs(y(0) - y(value))}
                />
              ),
            )}
          </g>
        ) : (
          <g key={colour} style={{ stroke: colour, fill: colour }}>
            <path d={pathOf(values, at, x, y)} />
            {at.length < MANY &&
              values.map((value, index) =>
                value === null ? null : <circle key={at[index]} cx={x(at[index]!)} cy={y(value)} r={1.8} />,
              )}
          </g>
        ),
      )}
    </>
  );
});

function pathOf(
  values: readonly (number | null)[],
  at: readonly number[],
  x: Frame['x'],
  y: Frame['y'],
): string {
  let path = '';
  let pen = false;
  for (const [index, value] of values.entries()) {
    if (value !== null) path += `${pen ? 'L' : 'M'}${x(at[index]!).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = value !== null;
  }
  return path;
}

interface AxesProps {
  readonly frame: Frame;
  readonly across: Scale;
  readonly upright: Scale;
  readonly format: (value: number) => string;
}

/** Marks and their numbers: below, and at the left. */
export const Axes = memo(function Axes({
  frame: { width, height, x, y },
  across,
  upright,
  format,
}: AxesProps) {
  return (
    <>
      {upright.marks.map((mark) => (
        <g key={mark}>
          <line x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} />
          <text x={LEFT - 6} y={y(mark) + 4} text-anchor="end">
            {format(mark)}
          </text>
        </g>
      ))}
      {across.marks.map((mark) => (
        <text
          key={mark}
          x={x(mark)}
          y={height - 4}
          text-anchor={x(mark) + 4 * String(mark).length > width + 8 ? 'end' : 'middle'}
        >
          {mark}
        </text>
      ))}
    </>
  );
});

/** Pixels at the left of a chart, for the numbers of its upright axis. */
export const LEFT = 44;
