import type { ChatUsage } from '../../spec/chat-usage.ts';
import type { PreparedTool, ToolRollout } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';

/** The two judges, and where their choice is kept. */
export interface CheaperFirst {
  readonly cheap: PreparedTool;
  readonly dear: PreparedTool;
  /** What the cheaper one is called in the evidence. */
  readonly name: string;
  /** Whether a group in which all responses earn the same tells that the cheaper judge sees no difference. */
  readonly levelIsUnsure: boolean;
  /** @returns the choice that holds; `choice` null asks for an earlier one */
  readonly settle: (choice: 'cheap' | 'dear' | null) => Promise<'cheap' | 'dear' | null>;
}

/**
 * Asks the cheaper judge about a whole group. Where it is unsure of one of its responses, the other judge judges all of them:
 * a group is never judged by both. It is unsure where its own answers differed, where it failed, and where it sees no
 * difference between responses that differ. A response that comes alone shows no group, and goes to the dear judge.
 */
export function cheaperFirst({ cheap, dear, name, levelIsUnsure, settle }: CheaperFirst): PreparedTool {
  return {
    async score(rollouts, context) {
      const before = (await settle(null)) ?? (rollouts.length < 2 ? await settle('dear') : null);
      if (before === 'dear') return named(await dear.score(rollouts, context), null, null);
      const first = await cheap.score(rollouts, context);
      const why = before === 'cheap' ? null : unsureOf(rollouts, first, levelIsUnsure);
      if ((await settle(why === null ? 'cheap' : 'dear')) !== 'dear') return named(first, name, null);
      const second = named(await dear.score(rollouts, context), null, why);
      return second.map((verdict, at) => withUsage(verdict, first[at]!.usage));
    },
  };
}

function unsureOf(
  rollouts: readonly ToolRollout[],
  verdicts: readonly Verdict[],
  levelIsUnsure: boolean,
): string | null {
  if (verdicts.some(({ status }) => status === 'failed')) return 'the cheaper judge failed';
  if (verdicts.some(({ evidence }) => Number(evidence?.splits ?? 0) > 0)) return 'its answers differed';
  const values = verdicts.flatMap((verdict) => (verdict.status === 'scored' ? [verdict.value] : []));
  const texts = new Set(rollouts.map(({ text }) => text.trim()));
  const isLevel = values.length > 1 && values.every((value) => value === values[0]);
  return levelIsUnsure && isLevel && texts.size > 1 ? 'it saw no difference' : null;
}

/** @param by the cheaper judge; null for the other one, whose own evidence may say who it was */
function named(verdicts: readonly Verdict[], by: string | null, why: string | null): Verdict[] {
  return verdicts.map((verdict) => {
    const { judgedBy = 'the model', ...rest } = verdict.evidence ?? {};
    const said = { ...rest, judgedBy: by ?? judgedBy, ...(why && { escalated: why }) };
    return { ...verdict, evidence: said };
  });
}

function withUsage(verdict: Verdict, more: ChatUsage | undefined): Verdict {
  if (!more) return verdict;
  const own = verdict.usage ?? { calls: 0, inputTokens: 0, outputTokens: 0, costUsd: null };
  const costs = [own.costUsd, more.costUsd].filter((cost) => cost !== null);
  return {
    ...verdict,
    usage: {
      calls: own.calls + more.calls,
      inputTokens: own.inputTokens + more.inputTokens,
      outputTokens: own.outputTokens + more.outputTokens,
      costUsd: costs.length === 0 ? null : costs.reduce((total, cost) => total + cost, 0),
    },
  };
}
