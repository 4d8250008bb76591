import { z } from 'zod';
import type { AddedTool, ToolSources } from '../../library/added-tools/record.ts';
import type { Library } from '../../library/library.ts';
import type { EvidenceReport } from '../../spec/evidence.ts';
import type { Query } from '../../spec/query.ts';
import type { CodeEvent } from './code-event.ts';

/** The target of an acquisition: a whole kind of task, or one sort of constraint, by its id and the words of one prompt. */
export const acquisitionTarget = z.discriminatedUnion('what', [
  z.object({ what: z.literal('kind'), kind: z.string() }),
  z.object({ what: z.literal('constraint'), id: z.string(), text: z.string().exactOptional() }),
]);
export type AcquisitionTarget = Readonly<z.infer<typeof acquisitionTarget>>;

/** A response of a policy to one of the request's queries; `good` where somebody labelled it. */
export interface SampleRollout {
  /** Index into the request's queries. */
  readonly query: number;
  readonly text: string;
  readonly good: boolean | null;
}

/** One acquisition request: the target, with the caller's samples and labels. */
export interface AcquisitionRequest {
  readonly target: AcquisitionTarget;
  /** Queries of the kind, or that carry the constraint: by id and arguments, or in the words of the prompt. */
  readonly queries: readonly Query[];
  readonly rollouts: readonly SampleRollout[];
  /** Seeds the split of the cases, everything drawn at random, and the model calls. */
  readonly seed: number;
}

/**
 * How candidates are come by. `single`: one completion · `independent`: several at the same budget, the best by evidence ·
 * `feedback`: several, repaired from the gates' counter-examples.
 */
export const ACQUISITION_STRATEGIES = ['single', 'independent', 'feedback'] as const;
export type AcquisitionStrategy = (typeof ACQUISITION_STRATEGIES)[number];

/** The outcome of an acquisition. `refused` keeps the best candidate with its evidence, where there was one. */
export type AcquisitionOutcome =
  | {
      readonly outcome: 'admitted';
      readonly record: AddedTool;
      readonly sources: ToolSources;
      readonly evidence: EvidenceReport;
    }
  | {
      readonly outcome: 'refused';
      readonly reason: string;
      readonly evidence: EvidenceReport | null;
      readonly record?: AddedTool;
      readonly sources?: ToolSources;
    }
  | { readonly outcome: 'not-checkable'; readonly reason: string };

/** Settings and callbacks of a running acquisition. */
export interface AcquisitionHooks {
  readonly onEvent: (event: CodeEvent) => void;
  /** For the ids that are taken, and the sorts of constraint that are known. */
  readonly library: Library;
  readonly signal?: AbortSignal;
  /** `feedback` by default. */
  readonly strategy?: AcquisitionStrategy;
  /** What earlier failures at tools of this sort taught, for those who write. */
  readonly notes?: readonly string[];
  /** Whether another call writes prompts, for the audit of a recogniser. */
  readonly secondAuthor?: boolean;
}
