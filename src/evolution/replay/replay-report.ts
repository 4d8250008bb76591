import type { OverOptimisation } from '../probes/over-optimisation.ts';
import type { Agreement } from '../watches/agreements.ts';
import type { Alarm } from '../watches/alarm.ts';
import type { Gain } from '../watches/gains.ts';
import type { Figures } from './tally.ts';

/** One change of the library during a replay. */
export interface Change {
  /** Number of queries until then. */
  readonly query: number;
  readonly what: string;
  readonly snapshot: string;
}

/** A part of the stream, in the order of its queries. */
export interface Window extends Figures {
  /** Numbers of its queries in the stream, from 1, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly fromStep: number | null;
  readonly toStep: number | null;
  readonly kinds: Readonly<Record<string, Figures>>;
  readonly agentCalls: number;
  /** Calls that agents made to language models, per 1,000 rewards; the calls of judges are counted apart. */
  readonly agentCallsPer1000: number;
  readonly judgeCalls: number;
  readonly audits: number;
  /** Ids of the alarms raised in it. */
  readonly alarms: readonly string[];
  /** The library at its end. */
  readonly snapshot: string;
}

/** What a replay says of a whole stream. */
export interface ReplayReport {
  readonly way: 'frozen' | 'evolving';
  readonly overall: Figures;
  readonly kinds: Readonly<Record<string, Figures>>;
  readonly agentCalls: number;
  readonly agentCallsPer1000: number;
  readonly judgeCalls: number;
  readonly audits: number;
  /** Audits over all rollouts that were paid. */
  readonly auditedShareOfPaid: number | null;
  /** False alarms of all watches together that are expected at most in a stream like this one without any change. */
  readonly expectedFalseAlarms: number;
  /** How scores go with trusted verdicts at first and now (Correlated Proxies). */
  readonly agreement: readonly Agreement[];
  /** The curve of the true worth over KL, where the stream has KL. */
  readonly overOptimisation: OverOptimisation | null;
  readonly windows: readonly Window[];
  readonly alarms: readonly Alarm[];
  /** What was changed in the library, in order. */
  readonly changes: readonly Change[];
  readonly snapshots: { readonly first: string; readonly last: string };
  /** Who gained from having no reward: see docs/evolution.md. */
  readonly unscorable: {
    readonly rollouts: number;
    /** Those that would have earned less than the mean of their group, by their label. */
    readonly wrong: number;
    readonly labelled: number;
    /** What the run declared such a response to be worth; null where it declared nothing, and the trainer leaves it out. */
    readonly worth: number | null;
    /** By kind, how many had more of it than of being wrong, and which: those with the largest sum first. */
    readonly gained: readonly Gain[];
  };
}
