interface WatchRow {
  /** `alarm`: somebody should act · `notice`: also what a policy that learns may do; a person should look */
  readonly level: 'alarm' | 'notice';
  /** `group`: one value of each group · `audit`: one value of each audited rollout */
  readonly of: 'group' | 'audit';
  readonly areBits: boolean;
  /** A fall that is smaller is no alarm. */
  readonly tolerance: number;
  readonly meaning: string;
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
    advice:
      'Look at the reasons of the rollouts below. `rlar acquire --from-ledger` gets tools for what is missing.',
  },
  'new-kind': {
    level: 'alarm',
    of: 'group',
    areBits: true,
    tolerance: 0.01,
    meaning: 'more queries fit no tool of the library',
    advice:
      'Queries of a new kind arrive. `rlar acquire` gets a tool for it; the loop opens one where a kind is frequent.',
  },
  unscorable: {
    level: 'alarm',
    of: 'group',
    areBits: false,
    tolerance: 0.01,
    meaning: 'more responses cannot be scored because of what they are',
    advice:
      'The policy may learn to be unscorable. Declare what such a response is worth to the run (`unscorable`), or mend the tool that cannot read it.',
  },
  system: {
    level: 'alarm',
    of: 'group',
    areBits: false,
    tolerance: 0.01,
    meaning: 'more rollouts have no reward because of the system',
    advice: 'Look at /readyz and the errors of the rollouts: an endpoint, a sandbox or a tool is ill.',
  },
  precision: {
    level: 'alarm',
    of: 'audit',
    areBits: true,
    tolerance: 0,
    meaning: 'fewer of the paid rollouts are confirmed by the trusted verdict',
    advice:
      'A policy may exploit the tools of this kind. Read the rollouts below, label them, and give them to `rlar admit … --labelled`; `rlar library rollback` goes back.',
  },
  missed: {
    level: 'alarm',
    of: 'audit',
    areBits: true,
    tolerance: 0,
    meaning: 'more of the unpaid rollouts are right by the trusted verdict',
    advice: 'The tools of this kind no longer read what right responses look like. Label the rollouts below.',
  },
  signal: {
    level: 'notice',
    of: 'group',
    areBits: true,
    tolerance: 0.05,
    meaning: 'more groups have one same reward for all rollouts, so that they teach nothing',
    advice: 'The tasks became too easy or too hard, or the tool no longer tells good from bad.',
  },
  'scores-fall': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'the rewards fall',
    advice: 'Look whether the tasks, the policy or the tools changed.',
  },
  'scores-rise': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'the rewards rise',
    advice:
      'A policy that learns does that, and one that exploits a tool too: the watch `precision` tells them apart.',
  },
  'lengths-fall': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'responses become shorter',
    advice: 'Read some of the rollouts below.',
  },
  'lengths-rise': {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.05,
    meaning: 'responses become longer',
    advice: 'Read some of the rollouts below. A shape on length may help (docs/shaping.md).',
  },
  format: {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.03,
    meaning: 'responses have forms that they did not have before',
    advice: 'Read some of the rollouts below.',
  },
  diversity: {
    level: 'notice',
    of: 'group',
    areBits: false,
    tolerance: 0.03,
    meaning: 'more rollouts of a group are the same text',
    advice: 'The policy collapses, or its sampling temperature fell.',
  },
  'judged-high': {
    level: 'alarm',
    of: 'audit',
    areBits: false,
    tolerance: 0.02,
    meaning: 'the scores of graded tools lie higher above the trusted verdicts than before',
    advice: 'Calibrate the tool anew on the verdicts; a judge may be talked round.',
  },
  'judged-low': {
    level: 'alarm',
    of: 'audit',
    areBits: false,
    tolerance: 0.02,
    meaning: 'the scores of graded tools lie lower below the trusted verdicts than before',
    advice: 'Calibrate the tool anew on the verdicts.',
  },
} as const satisfies Record<string, WatchRow>;

export type WatchName = keyof typeof WATCHES;

export const WATCH_NAMES = Object.keys(WATCHES) as [WatchName, ...WatchName[]];

/** Values that every group, and every audited rollout, gives at most. */
export const VALUES_OF = { group: 13, audit: 3 } as const;
