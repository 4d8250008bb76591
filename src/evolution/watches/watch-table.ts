interface WatchRow {
  /** `alarm`: somebody should act · `notice`: also what a policy that learns may do; a person should look */
  readonly level: 'alarm' | 'notice';
  /** `group`: one value of each group · `audit`: one value of each audited rollout */
  readonly of: 'group' | 'audit';
  readonly areBits: boolean;
  /** A fall that is smaller is no alarm. */
  readonly tolerance: number;
  readonly meaning: string;
  /** The number that the meaning speaks of, for people. */
  readonly shown: string;
  /** How that number comes from the value `v`: it is `v`, `1 - v`, or for a difference `1 - 2v`. */
  readonly by: 'value' | 'rest' | 'difference';
  readonly advice: string;
}

/** Everything that is watched. Each value is 1 where all is well, so that an alarm is always a fall. */
export const WATCHES = {
  coverage: {
    level: 'alarm',
    of: 'group',
    areBits: false,
    tolerance: 0.02,
    meaning: 'fewer rollouts get a reward',
    shown: 'share of rollouts with a reward',
    by: 'value',
    advice:
      'Look at the reasons of the rollouts below. `rlar acquire --from-ledger` gets tools for what is missing.',
  },
  'new-kind': {
    level: 'alarm',
    of: 'group',
    areBits: true,
    tolerance: 0.01,
    meaning: 'more queries fit no tool of the library',
    shown: 'share of queries that fit no tool',
    by: 'rest',
    advice:
      'Queries of a new kind arrive. `rlar acquire` gets a tool for it; the loop opens one where a kind is frequent.',
  },
  unscorable: {
    level: 'alarm',
    of: 'group',
    areBits: false,
    tolerance: 0.01,
    meaning: 'more responses cannot be scored because of what they are',
    shown: 'share of responses that cannot be scored',
    by: 'rest',
    advice:
      'The policy may learn to be unscorable. Declare what such a response is worth to the run (`unscorable`), or mend the tool that cannot read it.',
  },
  system: {
    level: 'alarm',
    of: 'group',
    areBits: false,
    tolerance: 0.01,
    meaning: 'more rollouts have no reward because of the system',
    shown: 'share of rollouts lost to the system',
    by: 'rest',
    advice: 'Look at /readyz and the errors of the rollouts: an endpoint, a sandbox or a tool is ill.',
  },
  precision: {
    level: 'alarm',
    of: 'audit',
    areBits: true,
    tolerance: 0,
    meaning: 'fewer of the paid rollouts are confirmed by the trusted verdict',
    shown: 'share that is confirmed',
    by: 'value',
    advice:
      'A policy may exploit the tools of this kind. Read the rollouts below, label them, and give them to `rlar admit … --labelled`; `rlar library rollback` goes back.',
  },
  missed: {
    level: 'alarm',
    of: 'audit',
    areBits: true,
    tolerance: 0,
    meaning: 'more of the unpaid rollouts are right by the trusted verdict',
    shown: 'share that is right',
    by: 'rest',
    advice: 'The tools of this kind no longer read what right responses look like. Label the rollouts below.',
  },
  signal: {
    level: 'notice',
    of: 'group',
    areBits: true,
    tolerance: 0.05,
    meaning: 'more groups have one same reward for all rollouts, so that they teach nothing',
    shown: 'share of groups with one same reward',
    by: 'rest',
    advice: 'The tasks became too easy or too hard, or the tool no longer tells good from bad.',
  },
  'scores-fall': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'the rewards fall',
    shown: 'mean reward, or its place among the usual ones',
    by: 'value',
    advice: 'Look whether the tasks, the policy or the tools changed.',
  },
  'scores-rise': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'the rewards rise',
    shown: 'mean reward, or its place among the usual ones',
    by: 'rest',
    advice:
      'A policy that learns does that, and one that exploits a tool too: the watch `precision` tells them apart.',
  },
  'lengths-fall': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'responses become shorter',
    shown: 'place among the usual lengths',
    by: 'value',
    advice: 'Read some of the rollouts below.',
  },
  'lengths-rise': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'responses become longer',
    shown: 'place among the usual lengths',
    by: 'rest',
    advice: 'Read some of the rollouts below. A shape on length may help (docs/shaping.md).',
  },
  format: {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.03,
    meaning: 'responses have forms that they did not have before',
    shown: 'share of responses with an unusual form',
    by: 'rest',
    advice: 'Read some of the rollouts below.',
  },
  diversity: {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.03,
    meaning: 'more rollouts of a group are the same text',
    shown: 'share of rollouts that repeat a text of their group',
    by: 'rest',
    advice: 'The policy collapses, or its sampling temperature fell.',
  },
  'judged-high': {
    level: 'alarm',
    of: 'audit',
    areBits: false,
    tolerance: 0.02,
    meaning: 'the scores of graded tools lie higher above the trusted verdicts than before',
    shown: 'score minus verdict',
    by: 'difference',
    advice: 'Calibrate the tool anew on the verdicts; a judge may be talked round.',
  },
  'judged-low': {
    level: 'alarm',
    of: 'audit',
    areBits: false,
    tolerance: 0.02,
    meaning: 'the scores of graded tools lie lower below the trusted verdicts than before',
    shown: 'verdict minus score',
    by: 'difference',
    advice: 'Calibrate the tool anew on the verdicts.',
  },
} as const satisfies Record<string, WatchRow>;

export type WatchName = keyof typeof WATCHES;

export const WATCH_NAMES = Object.keys(WATCHES) as [WatchName, ...WatchName[]];

/** Values that every group, and every audited rollout, gives at most. */
export const VALUES_OF = { group: 13, audit: 3 } as const;

/** @returns a mean of values of a watch as the number that its meaning speaks of: what falls for a watch may be a share that rises */
export function shownValue(watch: WatchName, mean: number): number {
  const { by } = WATCHES[watch];
  return by === 'value' ? mean : by === 'rest' ? 1 - mean : 1 - 2 * mean;
}
