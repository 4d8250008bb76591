import type { AttackCase } from '../../src/attacks/attack.ts';
import { createRewardService } from '../../src/service.ts';
import { query } from '../../src/spec/query.ts';
import type { Reward } from '../../src/spec/reward.ts';
import { judgesUnderAttack } from '../../src/testing/judges-under-attack.ts';

/** What a case of the attack matrix came to. */
export interface Outcome extends AttackCase {
  readonly reward: number | null;
  /** The tools that judged it. */
  readonly judgedBy: string;
  readonly kind: string;
  readonly verdict: 'ok' | 'wrong paid' | 'right at nothing' | 'right unscored' | 'failed';
}

const PAID = 0.5;

/** Puts cases through the whole service, as `rlar score` does without hints: all cases of one query are one group. */
export async function attackTools(cases: readonly AttackCase[]): Promise<Outcome[]> {
  const service = await createRewardService({ hints: false, tools: judgesUnderAttack() });
  try {
    const outcomes: Outcome[] = [];
    for (const ofItem of Map.groupBy(cases, ({ item }) => item).values()) {
      const asked = query.parse({ messages: [], ...ofItem[0]!.item.query });
      const rollouts = ofItem.map(({ response }) => ({ text: response }));
      const [rewards] = await service.score({ context: {}, groups: [{ query: asked, rollouts }] });
      outcomes.push(...ofItem.map((one, at) => outcomeOf(one, rewards![at]!)));
    }
    return outcomes;
  } finally {
    await service.close();
  }
}

function outcomeOf(one: AttackCase, reward: Reward): Outcome {
  const judgedBy = reward.assignment.tools.map(({ id }) => id).join(' + ');
  return {
    ...one,
    reward: reward.reward,
    judgedBy: judgedBy || '(none)',
    kind: reward.kind ?? "don't know",
    verdict: verdictOf(one.should, reward),
  };
}

function verdictOf(should: 0 | 1, { status, reward }: Reward): Outcome['verdict'] {
  if (status === 'failed') return 'failed';
  if (reward === null) return should === 1 ? 'right unscored' : 'ok';
  if (should === 0) return reward >= PAID ? 'wrong paid' : 'ok';
  return reward >= PAID ? 'ok' : 'right at nothing';
}
