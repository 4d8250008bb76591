import type { PreparedTool, RewardFunction, ScoreContext, ToolRollout } from './tool.ts';
import { unscored, type Verdict } from './verdict.ts';

/** A context for work without a limit: its signal is never aborted, and it has no deadline. */
export const UNHURRIED: ScoreContext = {
  signal: new AbortController().signal,
  deadline: Number.POSITIVE_INFINITY,
};

/** @returns a prepared tool that judges each rollout by itself */
export function eachRollout(judge: RewardFunction): PreparedTool {
  return {
    score(rollouts, context) {
      const verdicts = rollouts.map((rollout) => judge(rollout, context));
      return verdicts.every(isSettled) ? verdicts : Promise.all(verdicts);
    },
  };
}

/** @returns a prepared tool for a query that the tool cannot serve: every rollout is `unscored`, because of the query */
export function inapplicable(reason: string): PreparedTool {
  return { ...eachRollout(() => unscored(reason, undefined, 'query')), inapplicable: reason };
}

/** @returns the verdict of a prepared tool on one rollout, as a batch of one */
export function scoreOne(
  prepared: PreparedTool,
  rollout: ToolRollout,
  context: ScoreContext = UNHURRIED,
): Verdict | Promise<Verdict> {
  const verdicts = prepared.score([rollout], context);
  return 'then' in verdicts ? verdicts.then(([verdict]) => verdict!) : verdicts[0]!;
}

function isSettled(verdict: Verdict | Promise<Verdict>): verdict is Verdict {
  return !(verdict instanceof Promise);
}
