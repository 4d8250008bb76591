import type { ModelFiles } from './facts-of-files.ts';
import type { Tensors } from './read-head.ts';

interface Base {
  readonly hubUrl: string;
  readonly fetch: typeof fetch;
}

interface Which {
  readonly id: string;
  readonly revision: string;
  readonly names: readonly string[];
}

type Read = Pick<
  ModelFiles,
  'config' | 'tokenizerConfig' | 'card' | 'tensors' | 'dtype' | 'parameters' | 'bytes'
> & {
  readonly gated: boolean;
};

/** Bytes of the longest file that is read whole. */
const LONGEST_JSON = 10_000_000;
const LONGEST_CARD = 1_000_000;

/**
 * Reads the small files of a model at one commit, and of its weights the headers alone. What a gate keeps back is told by
 * `gated`; the rest of the facts then come from what the hub lists.
 */
export async function readHubFiles(base: Base, which: Which): Promise<Read> {
  const gate = { shut: false };
  const text = (path: string, longest: number) => textOf(base, which, path, longest, gate);
  const config = parsedJson(await text('config.json', LONGEST_JSON));
  const tokenizerConfig = gate.shut ? null : parsedJson(await text('tokenizer_config.json', LONGEST_JSON));
  const card = (await text('README.md', LONGEST_CARD)) ?? '';
  const weights = gate.shut ? NO_WEIGHTS : await headersOf(base, which, gate);
  return { config, tokenizerConfig, card, ...weights, gated: gate.shut };
}

async function textOf(
  base: Base,
  { id, revision, names }: Which,
  path: string,
  longest: number,
  gate: { shut: boolean },
): Promise<string | null> {
  if (!names.includes(path)) return null;
  const { downloadFile, HubApiError } = await import('@huggingface/hub');
  try {
    const blob = await downloadFile({ ...base, repo: id, revision, path, xet: false });
    return blob === null ? null : await blob.slice(0, longest).text();
  } catch (cause) {
    if (!(cause instanceof HubApiError) || ![401, 403].includes(cause.statusCode)) throw cause;
    gate.shut = true;
    return null;
  }
}

const NO_WEIGHTS = { tensors: null, dtype: null, parameters: null, bytes: null };

async function headersOf(
  base: Base,
  { id, revision, names }: Which,
  gate: { shut: boolean },
): Promise<Pick<Read, 'tensors' | 'dtype' | 'parameters' | 'bytes'>> {
  if (!names.some((name) => /^model(?:\.safetensors$|\.safetensors\.index\.json$)/.test(name)))
    return NO_WEIGHTS;
  const { parseSafetensorsMetadata, HubApiError, SafetensorParseError } = await import('@huggingface/hub');
  try {
    const read = await parseSafetensorsMetadata({
      ...base,
      repo: id,
      revision,
      computeParametersCount: true,
    });
    const headers = read.sharded ? Object.values(read.headers) : [read.header];
    const tensors: Record<string, readonly number[]> = Object.create(null);
    let bytes = 0;
    for (const header of headers) {
      for (const [name, tensor] of Object.entries(header)) {
        if (name === '__metadata__' || !('shape' in tensor)) continue;
        tensors[name] = tensor.shape as readonly number[];
        bytes = Math.max(bytes, 0) + spanOf(tensor.data_offsets);
      }
    }
    const counts = Object.entries(read.parameterCount ?? {}).sort(([, a], [, b]) => b - a);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    return {
      tensors: tensors as Tensors,
      dtype: counts[0]?.[0] ?? null,
      parameters: total > 0 ? total : null,
      bytes,
    };
  } catch (cause) {
    if (cause instanceof SafetensorParseError) return { ...NO_WEIGHTS, tensors: {} };
    if (!(cause instanceof HubApiError) || ![401, 403].includes(cause.statusCode)) throw cause;
    gate.shut = true;
    return NO_WEIGHTS;
  }
}

function spanOf(offsets: unknown): number {
  return Array.isArray(offsets) ? Number(offsets[1]) - Number(offsets[0]) : 0;
}

function parsedJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
