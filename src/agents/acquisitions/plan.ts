import type { Library } from '../../library/library.ts';
import type { Completer } from '../../models/completer.ts';
import type { ChatUsage } from '../../spec/chat-usage.ts';
import type { AcquisitionRequest } from '../code-agent/request.ts';
import type { MissingPart, MissingParts } from './missing-parts.ts';
import { type AcquiringConfig, openModel } from './open-acquisitions.ts';
import { readClauses } from './read-clauses.ts';
import { requestFor } from './request-for.ts';
import { withKeptAnswers } from './with-kept-answers.ts';

interface PlanOptions {
  readonly seed: number;
  /** Most acquisitions. Targets with the most queries come first. */
  readonly limit?: number;
  /** The configuration's model by default. */
  readonly open?: () => Promise<Completer>;
}

interface Plan {
  readonly parts: readonly MissingPart[];
  readonly requests: readonly AcquisitionRequest[];
  /** The cost of reading the unrecognised prompts; null where there were none. */
  readonly reading: ChatUsage | null;
}

/**
 * Turns what is missing into acquisitions. A model is asked only where there are words that nothing recognised, and
 * its answers are kept in `acquisitions/clauses.jsonl` among the shared files of the home, so that the same prompts are read once.
 * @throws RlarError RLAR_MODEL_MISSING and others of the model
 */
export async function planAcquisitions(
  missing: MissingParts,
  config: AcquiringConfig,
  library: Library,
  { seed, limit, open = () => openModel(config) }: PlanOptions,
): Promise<Plan> {
  const reading =
    missing.unread().length > 0 ? await read(missing, config, library, await open(), seed) : null;
  const parts = missing.parts().slice(0, limit);
  return { parts, requests: parts.map(({ target, samples }) => requestFor(target, samples, seed)), reading };
}

async function read(
  missing: MissingParts,
  config: AcquiringConfig,
  library: Library,
  completer: Completer,
  seed: number,
): Promise<ChatUsage> {
  return withKeptAnswers(config, completer, 'clauses.jsonl', async (model) => {
    await readClauses(missing, library, model, { seed });
    return model.usage;
  });
}
