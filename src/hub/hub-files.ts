import type { ModelFiles } from './facts-of-files.ts';
import { type HubBase, NO_WEIGHTS, readHubWeights, type WhichFiles } from './hub-weights.ts';

type Read = Pick<
  ModelFiles,
  'config' | 'tokenizerConfig' | 'card' | 'tensors' | 'dtype' | 'parameters' | 'bytes'
> & {
  readonly gated: boolean;
};

/** Bytes of the longest file that is read whole. */
const LONGEST_JSON = 10_000_000;
const LONGEST_CARD = 1_000_000;
const LONGEST_INDEX = 30_000_000;

/**
 * Reads the small files of a model at one commit, and of its weights the headers alone. What a gate keeps back is told by
 * `gated`; the rest of the facts then come from what the hub lists.
 */
export async function readHubFiles(base: HubBase, which: WhichFiles): Promise<Read> {
  const gate = { shut: false };
  const text = (path: string, longest: number) => textOf(base, which, path, longest, gate);
  const written = await text('config.json', LONGEST_JSON);
  const config = parsedJson(written) ?? written;
  const tokenizerConfig = gate.shut ? null : parsedJson(await text('tokenizer_config.json', LONGEST_JSON));
  const card = (await text('README.md', LONGEST_CARD)) ?? '';
  const index = which.names.includes('model.safetensors')
    ? null
    : parsedJson(await text('model.safetensors.index.json', LONGEST_INDEX));
  const weights = gate.shut ? NO_WEIGHTS : await readHubWeights(base, which, index);
  return { config, tokenizerConfig, card, ...weights, gated: gate.shut };
}

async function textOf(
  base: HubBase,
  { id, revision, names }: WhichFiles,
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

function parsedJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
