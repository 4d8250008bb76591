import { askPolicy, type PolicyAnswer } from '../agents/policy-agent/ask-policy.ts';
import type { PolicyWork } from '../agents/policy-agent/policy-work.ts';
import type { Config } from '../config.ts';
import type { RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { type AgentsTally, withWork } from './agents-tally.ts';
import { policyAnswerPage } from './policy-page.ts';

/** What the policy agent decided in the course of another command; null where it was not asked, or gave no answer. */
export interface PolicyFirst {
  readonly answer: PolicyAnswer | null;
  readonly tally: AgentsTally;
}

/**
 * Asks the policy agent where there is something to ask. The command goes on without it where its model fails: the rules
 * decide then, as they do without the agent.
 * @throws RlarError that is not one of the model, such as a full disk
 */
export async function askPolicyFirst(
  config: Config,
  service: RewardService,
  work: PolicyWork,
  tally: AgentsTally,
): Promise<PolicyFirst> {
  if (work.unknown.size === 0 && work.asks(service.library).length === 0) return { answer: null, tally };
  try {
    const answer = await askPolicy(config, work, { library: () => service.refreshLibrary() });
    const { named, decided, usage } = answer;
    if (usage.calls === 0) return { answer, tally };
    process.stderr.write(`${policyAnswerPage(answer)}\n`);
    const kept = named.length + decided.filter((one) => 'template' in one).length;
    const done = { worked: named.length + decided.length, kept, usage };
    return { answer, tally: withWork(tally, 'policy', done) };
  } catch (thrown) {
    if (!(thrown instanceof RlarError) || !ofModel(thrown)) throw thrown;
    process.stderr.write(`the policy agent was not asked, and the rules decide: ${thrown.message}\n`);
    return { answer: null, tally };
  }
}

function ofModel({ code }: RlarError): boolean {
  return code.startsWith('RLAR_MODEL_') || code === 'RLAR_CASSETTE_MISS' || code === 'RLAR_BUDGET_SPENT';
}
