import type { ProbeBench } from './probe-bench.ts';

/** What a probe found. `not-applicable`: it has no question for such a model or server, and says why. */
export type Finding =
  | { readonly outcome: 'passed'; readonly cases: number }
  | { readonly outcome: 'failed'; readonly cases: number; readonly reason: string }
  | { readonly outcome: 'not-applicable'; readonly cases: 0; readonly reason: string };

/** One thing that is often wrong with a served reward model. */
export interface Probe {
  readonly name: string;
  /** The gate that it is a part of. */
  readonly gate: 'G1' | 'G2' | 'G3';
  /** @throws RlarError RLAR_SCORER_… where the server gives no score for a plain text */
  readonly run: (bench: ProbeBench) => Promise<Finding>;
}

export function passed(cases: number): Finding {
  return { outcome: 'passed', cases };
}

export function failed(cases: number, reason: string): Finding {
  return { outcome: 'failed', cases, reason };
}

export function notApplicable(reason: string): Finding {
  return { outcome: 'not-applicable', cases: 0, reason };
}
