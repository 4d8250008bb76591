import type { ModelEntry } from '@huggingface/hub';
import { RlarError } from '../spec/errors.ts';
import { atMost } from './at-most.ts';
import { factsOfFiles, type ModelFiles } from './facts-of-files.ts';
import { downloadHubFile, type HubListedFile } from './hub-download.ts';
import { asHubError } from './hub-error.ts';
import { hubFetch } from './hub-fetch.ts';
import { readHubFiles } from './hub-files.ts';
import type { HubSettings } from './hub-settings.ts';
import { filesToTake, fillModelFolder } from './model-download.ts';
import type { ModelFacts } from './model-facts.ts';
import type { ModelListing, ModelQuery, ModelSource } from './model-source.ts';
import { readMetadata } from './read-card.ts';
import { readLicence } from './read-licence.ts';
import { withFilters } from './search-filters.ts';

/** Models that one query gives where it does not say. */
const USUAL_LIMIT = 100;
/** Pages of one query. */
const MOST_PAGES = 100;
/** Requests for one model. */
const MOST_REQUESTS = 50;
const LISTED = ['tags', 'library_name', 'safetensors', 'cardData'] as const;
const FACTS = [
  'tags',
  'library_name',
  'cardData',
  'config',
  'sha',
  'disabled',
  'safetensors',
  'filePaths',
] as const;

/** A hub that speaks the interface of huggingface.co: that one, a mirror, or a private one. */
export function huggingFace(
  settings: HubSettings,
  options: Parameters<typeof hubFetch>[1] = {},
): ModelSource {
  const ask = hubFetch(settings, options);
  return {
    name: settings.url,

    async search(queries: readonly ModelQuery[]): Promise<ModelListing[]> {
      const { listModels } = await import('@huggingface/hub');
      const found = new Map<string, ModelListing>();
      for (const query of queries) {
        const listing = listModels({
          hubUrl: settings.url,
          fetch: withFilters(atMost(ask, MOST_PAGES, 'a search'), query),
          search: {
            ...(query.query !== undefined && { query: query.query }),
            ...(query.owner !== undefined && { owner: query.owner }),
            ...(query.tags && { tags: [...query.tags] }),
          },
          sort: 'downloads',
          limit: query.limit ?? USUAL_LIMIT,
          additionalFields: [...LISTED],
        });
        try {
          for await (const entry of listing)
            if (!found.has(entry.name)) found.set(entry.name, listingOf(entry));
        } catch (cause) {
          throw await asHubError(cause, settings.url);
        }
      }
      return [...found.values()];
    },

    async facts(id: string, revision?: string): Promise<ModelFacts> {
      const { modelInfo } = await import('@huggingface/hub');
      const base = { hubUrl: settings.url, fetch: atMost(ask, MOST_REQUESTS, id) };
      try {
        const info = await modelInfo({
          ...base,
          name: id,
          ...(revision !== undefined && { revision }),
          additionalFields: [...FACTS],
        });
        if (!/^[0-9a-f]{40}$/.test(info.sha))
          throw new RlarError('RLAR_HUB_INVALID', `${settings.url} names no commit of ${id}`);
        const read = await readHubFiles(base, { id, revision: info.sha, names: info.filePaths });
        const files: ModelFiles = {
          id,
          revision: info.sha,
          source: settings.url,
          names: info.filePaths,
          ...read,
          config: read.config ?? info.config ?? null,
          parameters: info.safetensors?.total ?? read.parameters,
          access: info.disabled ? 'disabled' : read.gated ? 'gated' : 'open',
          listed: {
            pipelineTag: info.task ?? null,
            library: info.library_name ?? null,
            tags: info.tags,
            cardData: info.cardData,
            downloads: info.downloads,
          },
        };
        return factsOfFiles(files);
      } catch (cause) {
        throw await asHubError(cause, id);
      }
    },

    async fetchTo(folder, { id, revision, code }, watch) {
      const base = { hubUrl: settings.url, fetch: atMost(ask, MOST_PAGES, id) };
      const files = filesToTake(id, await listed(base, id, revision), code);
      return fillModelFolder(folder, files, watch, ({ name }, path, onMore) => {
        const file = files.find((entry) => entry.name === name)!;
        const again = {
          signal: watch.signal,
          ...(options.retryMs !== undefined && { retryMs: options.retryMs }),
        };
        return downloadHubFile(settings, { id, revision }, file, path, onMore, again);
      });
    },
  };
}

async function listed(
  base: { readonly hubUrl: string; readonly fetch: typeof fetch },
  id: string,
  revision: string,
): Promise<HubListedFile[]> {
  const { listFiles } = await import('@huggingface/hub');
  const files: HubListedFile[] = [];
  try {
    for await (const { type, path, size, oid, lfs } of listFiles({ ...base, repo: id, revision }))
      if (type === 'file')
        files.push({ name: path, size: lfs?.size ?? size, gitHash: oid ?? '', sha256: lfs?.oid ?? null });
    return files;
  } catch (cause) {
    throw await asHubError(cause, id);
  }
}

type Entry = ModelEntry & {
  readonly tags: readonly string[];
  readonly library_name?: string;
  readonly safetensors?: { readonly total: number };
  readonly cardData?: unknown;
};

function listingOf(entry: Entry): ModelListing {
  const { license, license_name } = readMetadata(entry.cardData ?? {});
  const tag = entry.tags?.find((name) => name.startsWith('license:'))?.slice('license:'.length);
  const licence = readLicence(license ?? tag, license_name);
  return {
    id: entry.name,
    task: entry.task ?? null,
    library: entry.library_name ?? null,
    licence: licence.state === 'stated' ? licence.id : null,
    gated: entry.gated !== false && entry.gated !== undefined,
    parameters: entry.safetensors?.total ?? null,
    downloads: entry.downloads ?? 0,
    likes: entry.likes ?? 0,
  };
}
