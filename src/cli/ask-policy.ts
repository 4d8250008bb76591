import { openModel } from '../agents/acquisitions/open-acquisitions.ts';
import { withKeptAnswers } from '../agents/acquisitions/with-kept-answers.ts';
import type { PolicyWork } from '../agents/policy-agent/policy-work.ts';
import { type PolicyOutcome, workOnPolicy } from '../agents/policy-agent/work-on-policy.ts';
import type { Config } from '../config.ts';
import { publishDecisions } from '../library/registry/publish-decisions.ts';
import type { RewardService } from '../service.ts';
import type { ChatUsage } from '../spec/chat-usage.ts';
import { requireHome } from './require-home.ts';

/** What the policy agent decided, and what that cost. */
export interface PolicyAnswer extends PolicyOutcome {
  readonly usage: ChatUsage;
}

interface PolicyFlags {
  readonly seed?: number;
  readonly all?: boolean;
}

/**
 * Has the policy agent decide, and publishes what it decided into the library of the service.
 * @throws RlarError RLAR_MODEL_MISSING and others of the model, RLAR_INVALID_CONFIG where there is no home
 */
export async function askPolicy(
  config: Config,
  service: RewardService,
  work: PolicyWork,
  flags: PolicyFlags = {},
): Promise<PolicyAnswer> {
  const home = requireHome(config);
  return withKeptAnswers(config, await openModel(config), 'policy.jsonl', async (model) => {
    const outcome = await workOnPolicy(work, service.library, model, {
      ...flags,
      publish: async (made) => {
        await publishDecisions({ home }, made, { by: 'policy' });
        return service.refreshLibrary();
      },
    });
    return { ...outcome, usage: model.usage };
  });
}
