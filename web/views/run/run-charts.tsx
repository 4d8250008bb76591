import type { Series } from '../../api/types.ts';
import { Chart, type Series as Line } from '../../parts/chart.tsx';
import { countText, rewardText } from '../../parts/format.ts';

type Point = Series['parts'][number]['points'][number];

interface RunChartsProps {
  /** All rewards together, and the parts that are drawn as lines of their own. */
  readonly all: Series;
  readonly parts: Series;
  readonly place: (step: number) => string;
  readonly onOpen: (step: number) => void;
}

const SLOTS = ['correctness', 'quality', 'format', 'efficiency', 'safety'] as const;
const MOST_LINES = 8;
const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** The charts of a run. All move together; where parts are drawn, slots, causes and flags stay those of all rewards. */
export function RunCharts({ all, parts, place, onOpen }: RunChartsProps) {
  const points = (all.parts[0]?.points ?? []).filter(({ from }) => from !== null);
  const at = points.map(({ from }) => from ?? 0);
  if (at.length === 0)
    return <p class="quiet">The rewards say no step, so that nothing can be drawn over steps.</p>;
  const lines = (read: (point: Point) => number | null): Line[] =>
    parts.parts.slice(0, MOST_LINES).map(({ part, points: own }) => {
      const byStep = new Map(own.map((point) => [point.from, point]));
      const values = at.map((step) => {
        const point = byStep.get(step);
        return point ? read(point) : null;
      });
      return { label: part?.split('@')[0] ?? (parts.parts.length > 1 ? 'no kind' : 'all'), values };
    });
  const share = (label: string, read: (point: Point) => number): Line => ({
    label,
    values: points.map((point) => (point.rewards === 0 ? null : read(point) / point.rewards)),
  });
  const slots = SLOTS.filter((slot) => points.some((point) => point.slots[slot] !== null));
  const flags = new Map<string, number>();
  for (const point of points)
    for (const [flag, count] of Object.entries(point.flags)) flags.set(flag, (flags.get(flag) ?? 0) + count);
  const frequent = [...flags].sort((one, other) => other[1] - one[1]).slice(0, 5);
  const same = { at, place, onOpen, sync: 'run' };
  return (
    <div class="charts">
      <div class="card wide-chart">
        <Chart {...same} title="Reward" series={lines(({ mean }) => mean)} format={rewardText} height={180} />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="With a reward"
          series={lines(({ scored, rewards }) => (rewards === 0 ? null : scored / rewards))}
          format={percent}
          range={[0, 1]}
        />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="Groups without a signal"
          series={lines(({ groups, zeroSignal }) => (groups ? (zeroSignal ?? 0) / groups : null))}
          format={percent}
          range={[0, 1]}
        />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="Characters of a response"
          series={lines(({ length }) => length)}
          format={(value) => countText(Math.round(value))}
        />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="Slots"
          series={slots.map((slot) => ({ label: slot, values: points.map((point) => point.slots[slot]) }))}
          format={rewardText}
          range={[0, 1]}
        />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="Why there is no reward"
          series={[
            share('output', ({ missing }) => missing.output),
            share('query', ({ missing }) => missing.query),
            share('system', ({ missing }) => missing.system + missing.other),
          ]}
          format={percent}
        />
      </div>
      <div class="card">
        {frequent.length === 0 ? (
          <p class="quiet">No reward has a flag.</p>
        ) : (
          <Chart
            {...same}
            title="Flags"
            series={frequent.map(([flag]) => share(flag, (point) => point.flags[flag] ?? 0))}
            format={percent}
          />
        )}
      </div>
    </div>
  );
}
