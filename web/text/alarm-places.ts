import type { EvolutionEvent } from '../api/types.ts';

/** A rollout that an alarm names. */
export interface AlarmPlace {
  readonly record: string;
  /** Null where the rollout has no run, or the alarm is older than its runs are noted. */
  readonly run: string | null;
  readonly step: number | null;
}

/** @returns the rollouts of an alarm, the newest last, with the runs that they came in */
export function alarmPlaces({ data: { places, rollouts } }: Pick<EvolutionEvent, 'data'>): AlarmPlace[] {
  const known = (Array.isArray(places) ? places : []).flatMap((place) => {
    if (typeof place !== 'object' || place === null || Array.isArray(place)) return [];
    const { record, run, step } = place;
    if (typeof record !== 'string') return [];
    return [
      {
        record,
        run: typeof run === 'string' ? run : null,
        step: typeof step === 'number' ? step : null,
      },
    ];
  });
  if (known.length > 0) return known;
  return (Array.isArray(rollouts) ? rollouts : []).flatMap((record) =>
    typeof record === 'string' ? [{ record, run: null, step: null }] : [],
  );
}

/** @returns the last step of each run that an alarm speaks of; null where its rollouts say none */
export function alarmRuns(event: Pick<EvolutionEvent, 'data'>): ReadonlyMap<string, number | null> {
  const runs = new Map<string, number | null>();
  for (const { run, step } of alarmPlaces(event))
    if (run !== null)
      runs.set(run, step === null ? (runs.get(run) ?? null) : Math.max(step, runs.get(run) ?? 0));
  return runs;
}
