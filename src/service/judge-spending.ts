import { type AssignedTool, isMonitor } from '../spec/assignment.ts';
import { RlarError } from '../spec/errors.ts';
import {
  type JudgeAccount,
  type JudgeBudget,
  type JudgeSpend,
  NOTHING_SPENT,
  reserveJudging,
  spentOf,
} from '../spec/judge-budget.ts';
import type { Reward } from '../spec/reward.ts';
import type { GroupToJudge, JudgingReserved } from '../store/runs.ts';
import type { Store } from '../store/store.ts';
import type { PlannedGroup } from './planned-group.ts';

/** Tokens of a question to a judge and its answer: a rough guess, until a run has some. */
const QUESTION_TOKENS = 1_320;

/** What a call of `score` reserved for its judges. */
export interface Reserved {
  /** The groups of the call; one that the budget does not let in carries the error. */
  readonly planned: PlannedGroup[];
  /** Puts the real cost in the place of the expected one. */
  settle(rewards: readonly Reward[][]): Promise<void>;
}

/** The place of a request in its run. */
interface JudgedIn {
  readonly run?: string | undefined;
  readonly step?: number | null | undefined;
}

/**
 * Holds the judges of a run to its budget, by whole groups: a group that may cost more than is left is `failed`, and none of
 * its responses is judged; one whose judges are monitors goes on without them. What was decided for a query in a step holds for all its responses in that step.
 */
export class JudgeSpending {
  readonly #store: Store | null;
  /** Accounts where there is no store, by run. */
  readonly #accounts = new Map<string | null, JudgeAccount>();

  constructor(store: Store | null) {
    this.#store = store;
  }

  async reserve(
    { run: named, step = null }: JudgedIn,
    planned: PlannedGroup[],
    budget: JudgeBudget,
  ): Promise<Reserved> {
    const run = named ?? null;
    const judged = planned.filter(asksJudge);
    const isBound = Object.values(budget).some((most) => most !== null);
    if (!isBound || judged.length === 0) return { planned, settle: async () => undefined };
    const unpriced = judged.find((group) => budget.usd !== null && costOf(group) === 0);
    if (unpriced) {
      const why =
        'a budget of judges in US dollars needs llm.price, and a judge of this group was added without it';
      const error = new RlarError('RLAR_INVALID_CONFIG', why);
      return {
        planned: planned.map((one) => (asksJudge(one) ? { ...one, error } : one)),
        settle: async () => undefined,
      };
    }
    const asked = judged.map((group) => groupToJudge(group, step));
    const answers = this.#store
      ? await this.#store.reserveJudging(run, asked, budget)
      : this.#reserve(run, asked, budget);
    const byGroup = new Map(judged.map((group, at) => [group, answers[at]!]));
    const spent = await this.#accountOf(run);
    const error = new RlarError(
      'RLAR_BUDGET_SPENT',
      `the budget of judges does not reach for this group: ${spentOf(spent, budget)} are spent or kept for groups in work`,
      {
        remedy:
          'Raise judges.budget, or judge_budget for a new run, and send the group again in a later step.',
      },
    );
    const refused = (group: PlannedGroup): boolean => byGroup.get(group)?.fits === false;
    const admitted = judged.filter((group) => !refused(group));
    return {
      planned: planned.map((group) => {
        if (!refused(group)) return group;
        const monitors = judgesOf(group, isMonitor).map(({ id }) => id);
        return decides(group) ? { ...group, error } : { ...group, unasked: new Set(monitors) };
      }),
      settle: async (rewards) => {
        const expected = sum(admitted.map((group) => byGroup.get(group)!.expected));
        const real = sum(
          planned.flatMap((group, at) =>
            admitted.includes(group) ? rewards[at]!.flatMap(({ results }) => results.map(spentBy)) : [],
          ),
        );
        if (this.#store) await this.#store.settleJudging(run, expected, real);
        else this.#add(run, { ...real, responses: 0 }, expected);
      },
    };
  }

  async #accountOf(run: string | null): Promise<JudgeAccount> {
    if (!this.#store) return this.#accounts.get(run) ?? NOTHING_SPENT;
    return run === null ? NOTHING_SPENT : ((await this.#store.getRun(run))?.judged ?? NOTHING_SPENT);
  }

  #reserve(run: string | null, groups: readonly GroupToJudge[], budget: JudgeBudget): JudgingReserved[] {
    return groups.map(({ responses, each }) => {
      const reserved = reserveJudging(this.#accounts.get(run) ?? NOTHING_SPENT, responses, each, budget);
      if (reserved.fits) this.#add(run, { ...reserved.expected, responses }, NOTHING_SPENT);
      return reserved;
    });
  }

  #add(run: string | null, more: JudgeAccount, less: JudgeSpend): void {
    const { calls, tokens, usd, responses } = this.#accounts.get(run) ?? NOTHING_SPENT;
    this.#accounts.set(run, {
      calls: calls + more.calls - less.calls,
      tokens: tokens + more.tokens - less.tokens,
      usd: usd + more.usd - less.usd,
      responses: responses + more.responses,
    });
  }
}

/** Whether a judge is asked about a group, be it only a monitor. */
export function asksJudge({ assignment, library, error }: PlannedGroup): boolean {
  return !error && assignment.tools.some(({ id }) => library.get(id)?.card.type === 'judge');
}

/** Whether a judge has a part in the reward of a group. */
function decides(group: PlannedGroup): boolean {
  return judgesOf(group, (tool) => !isMonitor(tool)).length > 0;
}

function judgesOf(
  { assignment, library }: PlannedGroup,
  which: (tool: AssignedTool) => boolean = () => true,
) {
  return assignment.tools.filter(which).flatMap(({ id }) => {
    const card = library.get(id)?.card;
    return card?.type === 'judge' ? [card] : [];
  });
}

function costOf(group: PlannedGroup): number {
  return judgesOf(group).reduce((total, { costPer1000 }) => total + costPer1000, 0);
}

function groupToJudge(group: PlannedGroup, step: number | null): GroupToJudge {
  const judges = judgesOf(group).length;
  const each = { calls: judges, tokens: judges * QUESTION_TOKENS, usd: costOf(group) / 1_000 };
  return { queryKey: group.key, step, responses: group.group.rollouts.length, each };
}

function spentBy({ usage }: Reward['results'][number]): JudgeSpend {
  if (!usage) return NOTHING_SPENT;
  return { calls: usage.calls, tokens: usage.inputTokens + usage.outputTokens, usd: usage.costUsd ?? 0 };
}

function sum(parts: readonly JudgeSpend[]): JudgeSpend {
  return parts.reduce(
    (total, { calls, tokens, usd }) => ({
      calls: total.calls + calls,
      tokens: total.tokens + tokens,
      usd: total.usd + usd,
    }),
    { calls: 0, tokens: 0, usd: 0 },
  );
}
