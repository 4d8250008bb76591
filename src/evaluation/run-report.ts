/** What a run's rewards say to who trains with GRPO. */
import type { RunEntry } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { PartFigures } from '../store/views.ts';

export interface RunSummary {
  /** Null for rewards that were asked for without a run. */
  readonly run: string | null;
  readonly entry: RunEntry | null;
  readonly figures: PartFigures | null;
}

export interface RunReport extends RunSummary {
  readonly kinds: readonly PartFigures[];
  readonly tools: readonly PartFigures[];
  readonly snapshots: readonly PartFigures[];
  /** By step, of the whole run, or of the kind or tool that was asked for. */
  readonly steps: readonly PartFigures[];
}

/** @returns all runs, with figures, the newest first; then the rewards without a run, where there are any */
export async function runSummaries(store: Store): Promise<RunSummary[]> {
  const figures = new Map((await store.views.figures('run')).map((one) => [one.part, one]));
  const runs = (await store.listRuns()).map((entry) => ({
    run: entry.run,
    entry,
    figures: figures.get(entry.run) ?? null,
  }));
  const others = figures.get(null);
  return others ? [...runs, { run: null, entry: null, figures: others }] : runs;
}

/** @returns null where there is no such run */
export async function runReport(
  store: Store,
  run: string,
  only: { readonly kind?: string; readonly tool?: string } = {},
): Promise<RunReport | null> {
  const entry = await store.getRun(run);
  if (!entry) return null;
  const filter = { run, ...only };
  const [figures = null] = await store.views.figures('run', filter);
  return {
    run,
    entry,
    figures,
    kinds: await store.views.figures('kind', filter),
    tools: await store.views.figures('tool', filter),
    snapshots: await store.views.figures('snapshot', filter),
    steps: await store.views.figures('step', filter),
  };
}

/** @returns the share of groups from which GRPO learns nothing, because all their rewards are the same; null without groups */
export function zeroSignalShare({ groups, zeroSignal }: PartFigures): number | null {
  return groups === null || zeroSignal === null || groups === 0 ? null : zeroSignal / groups;
}
