import type { EvidenceReport, GateReport } from '../spec/evidence.ts';
import type { JsonObject } from '../spec/json.ts';
import type { Query } from '../spec/query.ts';
import type { RolloutMeta, Step } from '../spec/rollout.ts';
import type { Tool } from '../spec/tool.ts';

/** One response to one query, and what is known of it. */
export interface Case {
  readonly name: string;
  readonly query: Partial<Query>;
  /** The settings of the assignment, as `prepare` gets them: `{constraint: {id, kwargs}}` for constraint tools. */
  readonly options: JsonObject;
  readonly response: string;
  readonly steps?: readonly Step[];
  /** What the sample's row held beside the query. */
  readonly meta?: RolloutMeta;
  /** Whether it is right; null: a real response without a label. */
  readonly good: boolean | null;
  /** The exact score that the case is known to earn; null: the tool must say that it cannot tell. */
  readonly value?: number | null;
  /** `label`: a person's or a caller's verdict · `reference`: the reference itself · `witness`: written for this purpose · `factory`: made by the negative factory */
  readonly origin: 'label' | 'reference' | 'witness' | 'factory';
}

/** Prompts for the gate of a recogniser. */
interface RecogniserCases {
  /** Prompts that ask for what the tool checks. */
  readonly asks: readonly string[];
  readonly asksNot: readonly string[];
  /** Prompts that ask for more: words of other demands, which no span may cover, for what is covered counts as checked. */
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

/** The text of a scoring program, for what reading alone finds out. */
export interface Program {
  readonly language: 'javascript' | 'python';
  readonly source: string;
  /** The user's own code, which may reach what they granted. */
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
  readonly recogniser?: RecogniserCases;
  readonly extractor?: readonly ExtractorCase[];
  /** For the audit alone. */
  readonly wordings?: OtherWordings | undefined;
  /** Of the split and of everything drawn at random. */
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

/** What the development cases said. */
export interface Development {
  readonly report: EvidenceReport;
  readonly counterExamples: readonly CounterExample[];
  /** From 0 to 1: to rank candidates. */
  readonly merit: number;
}
