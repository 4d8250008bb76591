import type { EvidenceReport, GateReport } from '../spec/evidence.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Query } from '../spec/query.ts';
import type { RolloutMeta, Step } from '../spec/rollout.ts';
import type { Tool } from '../spec/tool.ts';

/** One response to one query, with its label or exact score. */
export interface Case {
  readonly name: string;
  readonly query: Partial<Query>;
  /** The settings of the assignment, as `prepare` gets them: `{constraint: {id, kwargs}}` for constraint tools. */
  readonly options: JsonObject;
  readonly response: string;
  readonly steps?: readonly Step[];
  /** The other columns of the sample's row. */
  readonly meta?: RolloutMeta;
  /** Whether it is right; null: a real response without a label. */
  readonly good: boolean | null;
  /** The exact expected score; null: the tool must answer `unscored`. */
  readonly value?: number | null;
  /** `label`: a person's or a caller's verdict · `reference`: the reference itself · `witness`: written for this purpose · `factory`: made by the negative factory */
  readonly origin: 'label' | 'reference' | 'witness' | 'factory';
}

/** Prompts for the gate of a recogniser. */
interface RecogniserCases {
  /** Positive prompts: they ask for the property that the tool checks. */
  readonly asks: readonly string[];
  readonly asksNot: readonly string[];
  /**
   * Prompts with several demands, and the words of the other demands. No span may cover these words, because covered words
   * count as checked.
   */
  readonly apart?: readonly { readonly prompt: string; readonly words: readonly string[] }[];
}

/** A prompt, and the arguments of the constraint as it states them. */
interface ExtractorCase {
  readonly prompt: string;
  readonly kwargs: JsonObject;
}

/** Prompts in the words of an author who saw neither the programs nor the other prompts. */
interface OtherWordings {
  readonly asks: readonly ExtractorCase[];
  readonly asksNot: readonly string[];
  /** How far apart this author stood from the first, for a person. */
  readonly independence: string;
}

/** The text of a scoring program, for static inspection. */
export interface Program {
  readonly language: 'javascript' | 'python';
  readonly source: string;
  /** True for a user's own code, which may use the resources that the user granted. */
  readonly own?: boolean;
}

/** A tool that wants admission, with everything known that it can be tried on. */
export interface CandidateInput {
  readonly tool: Tool;
  /** @returns the tool anew, with none of the state that the first one may have gathered */
  readonly fresh: () => Tool;
  readonly program?: Program;
  readonly cases: readonly Case[];
  /** The share of labels that may be wrong, from 0 to below 1; 0 where it is not said: every label is meant. */
  readonly noise?: number;
  /** A verifier of the same thing, written without sight of this one. */
  readonly secondOpinion?: Tool;
  /** Further verifiers of the same thing. On edits, the majority of these and of the second opinion is asked. */
  readonly others?: readonly Tool[];
  readonly recogniser?: RecogniserCases;
  readonly extractor?: readonly ExtractorCase[];
  /** For the audit alone. */
  readonly wordings?: OtherWordings | undefined;
  /** Seed of the split and of all random draws. */
  readonly seed: number;
  /** Told of each gate as it is passed or failed. */
  readonly onGate?: (report: GateReport) => void;
  readonly signal?: AbortSignal;
}

/** A development case that a candidate got wrong, for its author to learn from. */
export interface CounterExample {
  readonly gate: string;
  readonly case: string;
  readonly prompt: string;
  /** The prompt that it was made from by an edit. */
  readonly madeFrom?: string;
  readonly response?: string;
  readonly expected: string;
  readonly got: string;
}

/** The results on the development cases. */
export interface Development {
  readonly report: EvidenceReport;
  readonly counterExamples: readonly CounterExample[];
  /** From 0 to 1: to rank candidates. */
  readonly merit: number;
}
