/** The flags that rlar itself puts on a reward. Tools may add their own through a verdict's `flags`. */
export const FLAGS = {
  /** The response has no content beyond an opener or punctuation: the reward is the floor. */
  noContent: 'no_content',
  /** The sampler cut the response off (`finish_reason: "length"`). */
  truncated: 'truncated',
  /** A part of the group has no reward: the trainer's policy for it must say what happens. */
  groupIncomplete: 'group_incomplete',
  /** A required tool did not apply to this rollout; the others made the reward. */
  partial: 'partial',
  /** A shape of the assignment could not be done for this group, which stays as it was; `shaped` says why. */
  notShaped: 'not_shaped',
  /** A tool of the assignment has gates that could not run. */
  provisional: 'provisional',
  /** A tool of the assignment has no evidence: a caller pinned it. */
  vouchedByUser: 'vouched_by_user',
  /** A tool of the assignment is the user's own code, run with what they granted it. */
  trustedOwn: 'trusted_own',
} as const;
