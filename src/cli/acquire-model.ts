import { resolve } from 'node:path';
import { readPairs } from '../admission/added-tools/preference-pairs.ts';
import type { SampleGroup } from '../agents/acquisitions/request-for.ts';
import type { AcquisitionState } from '../agents/acquisitions/state.ts';
import { modelRequestFor } from '../agents/web-agent/model-request-for.ts';
import type { Config } from '../config.ts';
import type { Library } from '../library/library.ts';
import { createRewardService } from '../service.ts';
import { familyOf } from '../spec/kinds.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { acquireAll } from './acquire-all.ts';
import { readDemand } from './read-demand.ts';

/** The options of `rlar acquire --type reward-model`. */
export interface ModelFlags {
  readonly kind: string;
  readonly language?: string;
  readonly reference?: 'yes' | 'no';
  readonly settings?: string;
  readonly folder?: string;
  readonly pairs?: string;
  readonly shape?: 'par';
  readonly id?: string;
  readonly seed: number;
}

/** The end of a command that wanted a reward model: the one that was there already, or the acquisitions. */
export interface ModelAcquired {
  readonly registered: ToolCard | null;
  readonly states: readonly AcquisitionState[];
}

/**
 * Has the web agent find a reward model for a kind. Where the library has one, nothing is searched and nobody is asked.
 * @param samples gives queries of the kind, with responses and labels where there are some
 * @throws RlarError RLAR_INVALID_CONFIG for a flag or its file
 */
export async function acquireRewardModel(
  config: Config,
  flags: ModelFlags,
  samples: (library: Library) => Promise<readonly SampleGroup[]>,
): Promise<ModelAcquired> {
  const { language, reference } = flags;
  const { kind, ...demand } = readDemand({
    ...flags,
    language: language ?? 'en',
    reference: reference ?? 'no',
  });
  const service = await createRewardService({ ...config, record: false });
  try {
    const registered = rewardModelFor(service.library, kind);
    if (registered) return { registered, states: [] };
    const { pairs, folder, id, shape, seed } = flags;
    const request = modelRequestFor(
      {
        kind,
        seed,
        settings: flags.settings === undefined ? config.acquire.models : demand.settings,
        ...(language !== undefined && { language: demand.language }),
        ...(reference !== undefined && { reference: reference === 'yes' }),
        ...(pairs !== undefined && { pairs: readPairs(pairs) }),
        ...(folder !== undefined && { folder: resolve(folder) }),
        ...(id !== undefined && { id }),
        ...(shape && { shape }),
      },
      await samples(service.library),
    );
    const states = await acquireAll(config, () => service.refreshLibrary(), { requests: [request] });
    return { registered: null, states };
  } finally {
    await service.close();
  }
}

/** @returns the card of an admitted reward model that the library has for a kind or its family; one that a gate refuses serves nobody */
export function rewardModelFor(library: Library, kind: string): ToolCard | null {
  const serves = new Set([kind, familyOf(kind)]);
  const found = library
    .cards()
    .find(
      ({ type, kinds, evidence }) =>
        type === 'reward-model' && evidence?.admitted === true && kinds.some((of) => serves.has(of)),
    );
  return found ?? null;
}
