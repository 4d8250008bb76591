import { z } from 'zod';

/** What judges of one run may spend; null is no bound. Agents have a budget of their own. */
export const judgeBudget = z.strictObject({
  /** Requests to language models, with repairs. */
  calls: z.number().int().nonnegative().nullable().default(null),
  /** Input and output together. */
  tokens: z.number().int().nonnegative().nullable().default(null),
  /** US dollars, by the prices that each judge was added with. */
  usd: z.number().nonnegative().nullable().default(null),
});
export type JudgeBudget = Readonly<z.infer<typeof judgeBudget>>;

/** What was spent, or is expected to be. */
export interface JudgeSpend {
  readonly calls: number;
  readonly tokens: number;
  readonly usd: number;
}

/** The row of a run: what its judges spent, with what groups in work are expected to, and on how many responses. */
export interface JudgeAccount extends JudgeSpend {
  readonly responses: number;
}

export const NOTHING_SPENT: JudgeAccount = { calls: 0, tokens: 0, usd: 0, responses: 0 };

const PARTS = ['calls', 'tokens', 'usd'] as const;

/**
 * Decides whether a whole group may be judged. It may where the account and what the group is expected to cost are within
 * the budget. A response is expected to cost what those before it cost in the mean.
 * @param each what a response is expected to cost before anything is known
 */
export function reserveJudging(
  account: JudgeAccount,
  responses: number,
  each: JudgeSpend,
  budget: JudgeBudget,
): { readonly fits: boolean; readonly expected: JudgeSpend } {
  const mean = (part: (typeof PARTS)[number]): number =>
    account.responses > 0 ? account[part] / account.responses : each[part];
  const expected = {
    calls: Math.ceil(responses * mean('calls')),
    tokens: Math.ceil(responses * mean('tokens')),
    usd: responses * mean('usd'),
  };
  const fits = PARTS.every((part) => {
    const most = budget[part];
    return most === null || (account[part] < most && account[part] + expected[part] <= most);
  });
  return { fits, expected };
}

/** @returns in words how much of a budget is spent */
export function spentOf(account: JudgeSpend, budget: JudgeBudget): string {
  return PARTS.filter((part) => budget[part] !== null)
    .map((part) => `${Number(account[part].toPrecision(6))} of ${budget[part]} ${NAMES[part]}`)
    .join(', ');
}

const NAMES = { calls: 'calls', tokens: 'tokens', usd: 'US dollars' } as const;
