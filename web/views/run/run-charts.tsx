import type { Series } from '../../api/types.ts';
import { Chart, type Series as Line, type Mark } from '../../parts/chart.tsx';
import { countText, rewardText } from '../../parts/format.ts';
import { PartsChart } from './parts-chart.tsx';

export type Point = Series['parts'][number]['points'][number];

/** What all charts of a run share. */
export interface SameCharts {
  readonly at: readonly number[];
  readonly place: (step: number) => string;
  readonly onOpen: (step: number) => void;
  readonly sync: string;
}

interface RunChartsProps {
  /** All rewards together, and the parts that are drawn as lines of their own. */
  readonly all: Series;
  readonly parts: Series;
  readonly place: (step: number) => string;
  readonly onOpen: (step: number) => void;
  /** What happened at which step. */
  readonly marks: readonly Mark[];
}

const SLOTS = ['correctness', 'quality', 'format', 'efficiency', 'safety'] as const;
const CAUSES = ['output', 'query', 'system'] as const;
const [MOST_LINES, MOST_FLAGS] = [8, 5];
const percent = (share: number): string => `${Math.round(100 * share)} %`;
const share = (count: number | undefined, { rewards }: Point): number | null =>
  rewards === 0 ? null : (count ?? 0) / rewards;

/** The charts of a run, for all rewards, or by kind or tool. Their pointers move together. */
export function RunCharts({ all, parts, place, onOpen, marks }: RunChartsProps) {
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
      return { label: part?.split('@')[0] ?? (parts.parts.length > 1 ? 'none' : 'all'), values };
    });
  const flags = new Map<string, number>();
  for (const point of points)
    for (const [flag, count] of Object.entries(point.flags)) flags.set(flag, (flags.get(flag) ?? 0) + count);
  const frequent = [...flags].sort((one, other) => other[1] - one[1]).map(([flag]) => flag);
  const same: SameCharts = { at, place, onOpen, sync: 'run' };
  const several = { all: points, parts: parts.by === 'all' ? null : parts, lines, same };
  return (
    <div class="charts">
      <div class="card wide-chart">
        <Chart
          {...same}
          title="Reward"
          series={lines(({ mean }) => mean)}
          format={rewardText}
          height={180}
          marks={marks}
        />
      </div>
      <div class="card">
        <Chart
          {...same}
          title="With a reward"
          series={lines((point) => share(point.scored, point))}
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
        <PartsChart
          {...several}
          title="Slots"
          name="slot"
          choices={SLOTS.filter((slot) => points.some((point) => point.slots[slot] !== null))}
          read={(point, slot) => point.slots[slot as (typeof SLOTS)[number]]}
          format={rewardText}
          range={[0, 1]}
        />
      </div>
      <div class="card">
        <PartsChart
          {...several}
          title="Why there is no reward"
          name="cause"
          choices={CAUSES}
          read={(point, cause) => share(missing(point, cause), point)}
          format={percent}
        />
      </div>
      <div class="card">
        <PartsChart
          {...several}
          title="Flags"
          name="flag"
          choices={parts.by === 'all' ? frequent.slice(0, MOST_FLAGS) : frequent}
          read={(point, flag) => share(point.flags[flag], point)}
          format={percent}
        />
      </div>
    </div>
  );
}

/** What no cause is known of counts with the system. */
function missing({ missing: { output, query, system, other } }: Point, cause: string): number {
  return cause === 'output' ? output : cause === 'query' ? query : system + other;
}
