import { mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FILES_NAME, type ModelFile, readModelFiles } from '../models/worker/model-files.ts';
import { RlarError } from '../spec/errors.ts';
import { makeFolder } from '../store/make-folder.ts';
import { takeTurn } from '../store/take-turn.ts';
import { writeWhole } from '../store/write-whole.ts';

/** A file that a source can give. */
export interface OfferedFile {
  readonly name: string;
  readonly size: number;
}

/** The progress callbacks of a download. */
export interface DownloadWatch {
  /** Called with the number of bytes of all files together. */
  readonly onBytes?: (done: number, total: number) => void;
  /** Called with a note about slow work that is not a transfer. */
  readonly onNote?: (note: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files that a model is loaded from: data alone. Pickled weights are never taken, Python only where it is asked for, and nothing of a folder
 * inside, which would be of another model or another format.
 */
const TAKEN =
  /^(?:config|tokenizer|tokenizer_config|special_tokens_map|added_tokens|vocab|chat_template)\.json$|^(?:vocab|merges)\.txt$|^chat_template\.jinja$|^(?:tokenizer|spiece|sentencepiece\.bpe|spm)\.model$|^model[\w.-]*\.safetensors(?:\.index\.json)?$/;
/** Python beside them, for a model whose code the user allowed at its commit. */
const CODE = /^\w[\w-]*\.py$/;
/** Bytes of disk that stay free. */
const SPARE = 200_000_000;

/**
 * @param code whether Python of the repository is taken too
 * @returns those files of a model that are to be downloaded. @throws RLAR_HUB_INVALID where there are no weights
 */
export function filesToTake<File extends OfferedFile>(
  id: string,
  offered: readonly File[],
  code = false,
): File[] {
  const taken = offered.filter(({ name }) => TAKEN.test(name) || (code && CODE.test(name)));
  if (!taken.some(({ name }) => name.endsWith('.safetensors')))
    throw new RlarError('RLAR_HUB_INVALID', `${id} has no safetensors weights, and no others are loaded`);
  if (!taken.some(({ name }) => name === 'config.json'))
    throw new RlarError('RLAR_HUB_INVALID', `${id} has no config.json`);
  return taken;
}

/**
 * Fills the folder of a model, whole or not at all. Files are kept beside the folder until the last one is complete. After
 * an interruption, the fetched part stays for the next try. If two processes want the same model, the second waits for the
 * first.
 * @param fetchFile puts one file there, and gives its hash
 * @throws RLAR_DISK_FULL, and the errors of `fetchFile`
 */
export async function fillModelFolder(
  folder: string,
  files: readonly OfferedFile[],
  { onBytes, onNote, signal }: DownloadWatch,
  fetchFile: (file: OfferedFile, path: string, onMore: (bytes: number) => void) => Promise<string>,
): Promise<readonly ModelFile[]> {
  makeFolder(dirname(folder));
  const onWait = () => onNote?.('another process fetches this model; waiting for it');
  const release = await takeTurn(`${folder}.lock`, onWait, signal);
  try {
    if (isThere(folder)) return readModelFiles(folder);
    const part = `${folder}.part`;
    mkdirSync(part, { recursive: true });
    requireRoom(part, files);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    const got: ModelFile[] = [];
    for (const file of files) {
      const more = (bytes: number) => onBytes?.(before + bytes, total);
      const sha256 = await fetchFile(file, join(part, file.name), more);
      before += file.size;
      onBytes?.(before, total);
      got.push({ name: file.name, size: file.size, sha256 });
    }
    writeWhole(join(part, FILES_NAME), `${JSON.stringify(got, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(part, folder);
    return got;
  } finally {
    release();
  }
}

/** @returns whether the model is there whole */
function isThere(folder: string): boolean {
  try {
    return readModelFiles(folder).every(({ name, size }) => statSync(join(folder, name)).size === size);
  } catch {
    return false;
  }
}

function requireRoom(folder: string, files: readonly OfferedFile[]): void {
  const needed = files.reduce((sum, { name, size }) => {
    const have = [join(folder, name), join(folder, `${name}.part`)].map(
      (path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    );
    return sum + size - Math.max(...have);
  }, SPARE);
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize >= needed) return;
  const [wanted, free] = [needed, bavail * bsize].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
  throw new RlarError('RLAR_DISK_FULL', `the model needs ${wanted} of disk in ${folder}, ${free} are free`);
}
