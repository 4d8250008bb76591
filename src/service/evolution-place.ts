import type { AnyRequest } from '../agents/acquisitions/any-request.ts';
import { askPolicy } from '../agents/policy-agent/ask-policy.ts';
import type { EvolutionPlace } from '../evolution/loop/evolution-place.ts';
import type { RewardService } from '../service.ts';
import { RlarError } from '../spec/errors.ts';
import { familyOf } from '../spec/kinds.ts';
import { shareOf } from '../spec/share-of.ts';
import type { Feedback } from '../store/feedback.ts';
import type { HomeFiles } from '../store/home-files.ts';
import { composePlace } from './compose-place.ts';

/** The value from which on a trusted check says "right". */
const RIGHT = 0.5;

/**
 * @param feedback what people said
 * @param files of the service's home
 * @param acquire opens an acquisition in the background. Without it, no agent is asked for anything
 * @returns a service as the loop of evolution needs it
 * @throws RlarError RLAR_INVALID_CONFIG where nothing is recorded
 */
export function evolutionPlace(
  service: RewardService,
  { feedback, files }: { readonly feedback: Feedback; readonly files: HomeFiles },
  acquire?: (request: AnyRequest) => Promise<string | null>,
): EvolutionPlace {
  const { config, store } = service;
  const { home, evolution, acquire: acquiring } = config;
  if (home === null || !store)
    throw new RlarError(
      'RLAR_INVALID_CONFIG',
      'evolution looks at the ledger: home is null, or nothing is recorded',
    );
  return {
    home,
    files,
    ledger: store,
    feedback,
    ...composePlace(service),
    worthIn: async (context) => (await service.settingsOf(context)).unscorable,
    audit: async ({ query, kind, record }) => {
      const { trusted } = evolution;
      const id = (kind !== null && (trusted[kind] ?? trusted[familyOf(kind)])) || trusted['*'];
      const entry = id === undefined ? undefined : service.library.get(id);
      if (!entry || !record.rollout || record.reward.results.some(({ tool }) => tool === entry.card.id))
        return null;
      const { verdict } = await service.runTool({ id: entry.card.id, options: {} }, query, record.rollout);
      return verdict.status === 'scored' ? shareOf(verdict.value, entry.card) >= RIGHT : null;
    },
    models: acquiring.models,
    ...(acquire && {
      acquire,
      askPolicy: (work, mostNamings) =>
        askPolicy(config, work, { mostNamings, library: () => service.refreshLibrary() }),
    }),
  };
}
