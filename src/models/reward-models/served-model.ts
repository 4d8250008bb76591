import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { asRlarError } from '../../spec/errors.ts';
import { type AskOptions, askServer } from './ask-server.ts';
import { runtimeOf } from './runtimes.ts';

/** `/v1/models` of vLLM and SGLang: `root` is what was loaded where `id` is a name that it is served under. */
const models = z.object({ data: z.array(z.object({ id: z.string(), root: z.string().nullish() })).min(1) });
/** `/info` of TEI. */
const info = z.object({ model_id: z.string(), model_sha: z.string().nullish() });

/** A folder of the hub's own cache names the commit that it holds. */
const SNAPSHOT = /\/snapshots\/([0-9a-f]{40})(?:\/|$)/;

/** A server's description of itself. */
export type ServedModel =
  /** `revision`: whether the commit was compared, which few servers tell. */
  | { readonly is: 'right'; readonly revision: boolean }
  /** The server answers but cannot name its model. */
  | { readonly is: 'untold' }
  | { readonly is: 'wrong'; readonly reason: string }
  | { readonly is: 'away'; readonly reason: string };

/** Asks a server whether it serves the model of an adapter, in the revision of the adapter. */
export async function servedModel(spec: AdapterSpec, url: string, options: AskOptions): Promise<ServedModel> {
  const identity = runtimeOf(spec)?.identity ?? null;
  try {
    if (identity === null) return await reachable(url, options);
    if (identity === 'info') {
      const { model_id: id, model_sha: sha } = info.parse(await askServer(`${url}/info`, null, options));
      if (id !== spec.model) return { is: 'wrong', reason: `it serves ${id}, not ${spec.model}` };
      if (sha && sha !== spec.revision)
        return { is: 'wrong', reason: `it serves ${id} at ${sha}, not at ${spec.revision}` };
      return { is: 'right', revision: Boolean(sha) };
    }
    const { data } = models.parse(await askServer(`${url}/v1/models`, null, options));
    const found = data.find(({ id, root }) => id === spec.model && (!root || root === id || isFolder(root)));
    if (found) {
      const commit = SNAPSHOT.exec(found.root ?? '')?.[1];
      if (commit !== undefined && commit !== spec.revision)
        return { is: 'wrong', reason: `it serves ${found.id} at ${commit}, not at ${spec.revision}` };
      return { is: 'right', revision: commit !== undefined };
    }
    const served = data
      .map(({ id, root }) => (root && root !== id ? `${root} under the name ${id}` : id))
      .join(', ');
    return { is: 'wrong', reason: `it serves ${served.slice(0, 200)}, not ${spec.model} under its own id` };
  } catch (thrown) {
    options.signal.throwIfAborted();
    if (thrown instanceof z.ZodError)
      return { is: 'wrong', reason: `its answer on what it serves has another shape` };
    return { is: 'away', reason: asRlarError(thrown).message };
  }
}

/** A model that was loaded from a folder is what the person who started the server says it is. */
function isFolder(root: string): boolean {
  return root.startsWith('/') || root.startsWith('.');
}

/** Any answer will do: these servers have no page that says how they are. */
async function reachable(url: string, { signal, key }: AskOptions): Promise<ServedModel> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal,
      ...(key && { headers: { authorization: `Bearer ${key}` } }),
    });
    await response.body?.cancel();
    return { is: 'untold' };
  } catch (thrown) {
    signal.throwIfAborted();
    const cause =
      thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause.message : String(thrown);
    return { is: 'away', reason: `${url}: ${cause}` };
  }
}
