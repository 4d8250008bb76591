import type { ModelFile } from '../models/worker/model-files.ts';
import type { DownloadWatch } from './model-download.ts';
import type { ModelFacts } from './model-facts.ts';

/** A search. Every word of a query must stand in a model's id. */
export interface ModelQuery {
  readonly query?: string;
  readonly owner?: string;
  readonly task?: string;
  /** Tags that a model must have: a library, a language code, `license:mit`, `dataset:x`. */
  readonly tags?: readonly string[];
  readonly gated?: boolean;
  /** Least and most parameters, as `6B` or `500M`. */
  readonly parameters?: { readonly min?: string; readonly max?: string };
  /** Models that one query may give. */
  readonly limit?: number;
}

/** A model as a search lists it. */
export interface ModelListing {
  readonly id: string;
  readonly task: string | null;
  readonly library: string | null;
  readonly licence: string | null;
  readonly gated: boolean;
  readonly parameters: number | null;
  readonly downloads: number;
  readonly likes: number;
}

/** A source of models: a hub, or a folder. */
export interface ModelSource {
  readonly name: string;
  /** @returns the models that the queries find, each once, in the order of finding */
  search(queries: readonly ModelQuery[]): Promise<ModelListing[]>;
  /**
   * Reads a model's facts, pinned to one commit.
   * @param revision a branch, a tag or a commit; the newest commit without it
   * @throws RlarError RLAR_HUB_NOT_FOUND, RLAR_HUB_UNREACHABLE, RLAR_HUB_RATE_LIMITED, RLAR_HUB_INVALID
   */
  facts(id: string, revision?: string): Promise<ModelFacts>;
  /**
   * Puts what a model is loaded from into a folder, where it is not there yet: safetensors, config and tokenizer.
   * @param revision the commit of its facts; nothing else is fetched
   * @throws RlarError RLAR_HUB_…, RLAR_DOWNLOAD_BROKEN, RLAR_DISK_FULL
   */
  fetchTo(
    folder: string,
    model: { readonly id: string; readonly revision: string; readonly code?: boolean },
    watch: DownloadWatch,
  ): Promise<readonly ModelFile[]>;
}
