import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readAdapter } from '../../library/added-tools/read-adapter.ts';
import { serverOf } from '../../library/added-tools/server-of.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { publishedCard } from '../../library/registry/publish.ts';
import { ModelScorer } from '../../models/reward-models/model-scorer.ts';
import type { ScorerServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ScorePair } from './gates-of-pairs.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Milliseconds that all calls of the gates on pairs may take. */
const PAIRS_MS = 3_600_000;

/**
 * Opens a reward model of the library for scoring pairs.
 * @throws RLAR_NOT_FOUND, RLAR_INVALID_TOOL where it is none
 */
export async function openScorer(
  place: PublishPlace,
  id: string,
): Promise<{ readonly scores: ScorePair; close(): Promise<void> }> {
  const { version } = await publishedCard(place, id);
  const { record, sources } = loadToolVersion(place.home, id, version);
  const { run } = record;
  if (run.language !== 'adapter') throw new RlarError('RLAR_INVALID_TOOL', `${id} is no reward model`);
  const spec = readAdapter(sources.program);
  const server = serverOf(place.home, spec, run);
  return {
    scores: scoresBy(spec, server),
    close: async () => {
      if (typeof server === 'object') await server.close();
    },
  };
}

/** @returns what scores pairs with a model; an error of its server is thrown */
export function scoresBy(spec: AdapterSpec, server: string | ScorerServer): ScorePair {
  const scorer = new ModelScorer(spec, server);
  const signal = AbortSignal.timeout(PAIRS_MS);
  return async ({ prompt, reference, chosen, user }: PreferencePair, responses: readonly string[]) => {
    const references = spec.needs.includes('reference') ? [reference ?? chosen] : [];
    const messages = [{ role: 'user' as const, content: prompt }];
    const query = { prompt, messages, references, constraints: [] };
    const outcomes = await scorer.score(
      query,
      responses.map((text) => ({ text, user })),
      signal,
    );
    return outcomes.map((outcome) => {
      // An error is of the server and not of the model: it may not count for or against it.
      if ('error' in outcome) throw outcome.error;
      return 'score' in outcome ? outcome.score : null;
    });
  };
}
