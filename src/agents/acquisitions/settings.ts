import { z } from 'zod';
import { ACQUISITION_STRATEGIES } from '../code-agent/request.ts';
import { choiceSettings } from '../web-agent/demand.ts';
import { settingsAsWritten } from '../web-agent/settings-as-written.ts';

/** What one acquisition may spend, and how many work at once. Null is no bound. */
export const acquireSettings = z.strictObject({
  /** Model calls of one acquisition, repairs of malformed answers included. */
  maxCalls: z.number().int().positive().nullable().default(40),
  /** Input and output tokens of one acquisition. */
  maxTokens: z.number().int().positive().nullable().default(600_000),
  /** US dollars of one acquisition; needs `llm.price`. */
  maxUsd: z.number().positive().nullable().default(null),
  /** Acquisitions at once. */
  concurrency: z.number().int().positive().default(2),
  /**
   * `single`: one program, as it was written · `independent`: four programs, written without sight of each other ·
   * `feedback`: two programs; the better one is repaired from what the gates found.
   */
  strategy: z.enum(ACQUISITION_STRATEGIES).default('feedback'),
  /**
   * One call more of each acquisition of a constraint: another author's prompts, on which the audit tries the recogniser. On
   * where nobody says otherwise: a recogniser decides for every later query what is asked, so it is not tried on its own
   * author's words alone. How far apart the two authors stood is recorded in the evidence.
   */
  secondAuthor: z.boolean().default(true),
  /** Whether a server asks the policy agent by itself about queries that got no reward, off the path of rewards. */
  decide: z.boolean().default(false),
  /** Milliseconds between two such questions. */
  decideEveryMs: z.number().int().positive().default(60_000),
  /** The policy of the web agent: licences, commits whose code may run, gated models that were accepted, length of inputs. */
  models: z.preprocess(settingsAsWritten, choiceSettings).prefault({}),
});
export type AcquireSettings = z.infer<typeof acquireSettings>;
