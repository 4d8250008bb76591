import { RlarError } from '../spec/errors.ts';
import type { Series } from '../spec/views/series.ts';
import type { Store } from '../store/store.ts';

const MOST_STEPS = 1_000_000;

/** One line of metrics: names as loggers take them, with numbers alone. */
export interface MetricLine {
  readonly run: string;
  readonly step: number | null;
  /** The kind or tool; absent for all rewards. */
  readonly part?: string | null;
  readonly metrics: Readonly<Record<string, number>>;
}

/**
 * A run's figures over its steps, flat, for agents that read metrics from the disk and for loggers such as W&B, MLflow, TensorBoard
 * and trackio: `for line in file: log(line["metrics"], step=line["step"])`. What has no value is left out.
 * @returns one line a step, in order; by kind or tool, one line a step and part
 */
function metricLines(run: string, { by, parts }: Series): MetricLine[] {
  const lines = parts.flatMap(({ part, points }) =>
    points.map((point): MetricLine => {
      const { rewards, scored, missing, mean, lowest, highest, length, slots, flags, groups, zeroSignal } =
        point;
      const figures: readonly (readonly [string, number | null])[] = [
        ['rewards', rewards],
        ['reward/mean', mean],
        ['reward/lowest', lowest],
        ['reward/highest', highest],
        ['coverage', rewards === 0 ? null : scored / rewards],
        ['missing/output', missing.output / rewards],
        ['missing/query', missing.query / rewards],
        ['missing/system', missing.system / rewards],
        ['length', length],
        ['groups', groups],
        ['zero_signal', groups === null || groups === 0 || zeroSignal === null ? null : zeroSignal / groups],
        ...Object.entries(slots).map(([slot, value]) => [`slot/${slot}`, value] as const),
        ...Object.entries(flags).map(([flag, count]) => [`flag/${flag}`, count / rewards] as const),
      ];
      const metrics = Object.fromEntries(
        figures.filter((entry): entry is readonly [string, number] => entry[1] !== null),
      );
      return { run, step: point.from, ...(by !== 'all' && { part }), metrics };
    }),
  );
  return lines.sort((one, other) => (one.step ?? -1) - (other.step ?? -1));
}

/**
 * Reads a run's metrics, one line a step, or a step and part. `rlar runs export` writes them, `GET /v1/run-metrics` answers them.
 * @param after only steps behind this one; rewards without a step are then left out
 * @throws RlarError RLAR_NOT_FOUND
 */
export async function runMetrics(
  store: Store,
  run: string,
  { by, after }: { readonly by: Series['by']; readonly after?: number | undefined },
): Promise<MetricLine[]> {
  if (!(await store.getRun(run)))
    throw new RlarError('RLAR_NOT_FOUND', `no run ${run}`, { remedy: '`rlar runs` lists the runs.' });
  const lines = metricLines(run, await store.views.series(by, MOST_STEPS, { run }));
  return after === undefined ? lines : lines.filter(({ step }) => step !== null && step > after);
}
