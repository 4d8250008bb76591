import type { Library } from '../../library/library.ts';
import { publishDecisions } from '../../library/registry/publish-decisions.ts';
import type { ChatUsage } from '../../spec/chat-usage.ts';
import { type AcquiringConfig, homeOf, openModel } from '../acquisitions/open-acquisitions.ts';
import { withKeptAnswers } from '../acquisitions/with-kept-answers.ts';
import type { PolicyWork } from './policy-work.ts';
import { type PolicyOutcome, workOnPolicy } from './work-on-policy.ts';

/** What the policy agent decided, and what that cost. */
export interface PolicyAnswer extends PolicyOutcome {
  readonly usage: ChatUsage;
}

interface PolicySettings {
  /** Decides the order of the cards. */
  readonly seed?: number;
  /** Also kinds for which the rules leave nothing to decide. */
  readonly all?: boolean;
  /** Requests in which kinds are named, at most; by default one for 100 prompts. */
  readonly mostNamings?: number;
  /** The library as it is now, and as it is after something was published. */
  readonly library: () => Library | Promise<Library>;
}

/**
 * Has the configured model decide as the policy agent, and publishes what it decided in the home.
 * @throws RlarError RLAR_MODEL_MISSING and others of the model, RLAR_INVALID_CONFIG where there is no home
 */
export async function askPolicy(
  config: AcquiringConfig,
  work: PolicyWork,
  { library, ...settings }: PolicySettings,
): Promise<PolicyAnswer> {
  const home = homeOf(config);
  return withKeptAnswers(config, await openModel(config), 'policy.jsonl', async (model) => {
    const outcome = await workOnPolicy(work, await library(), model, {
      ...settings,
      publish: async (made) => {
        await publishDecisions({ home }, made, { by: 'policy' });
        return library();
      },
    });
    return { ...outcome, usage: model.usage };
  });
}
