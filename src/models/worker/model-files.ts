import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';

/** Beside the files of a model on this machine: which they are. */
export const FILES_NAME = 'files.json';

const modelFile = z.object({
  name: z.string().regex(/^[\w.-]+$/),
  size: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const modelFiles = z.array(modelFile).min(1);
export type ModelFile = z.infer<typeof modelFile>;

/** @returns where a model's files of one commit are kept on this machine; those of a model with code of its own stand apart */
export function modelFolder(
  home: string,
  { model, revision, remoteCode }: Pick<AdapterSpec, 'model' | 'revision' | 'remoteCode'>,
): string {
  return join(home, 'models', ...model.split('/'), remoteCode ? `${revision}-with-code` : revision);
}

/** @returns one hash over all files, which is a part of the version of a tool that works with them */
export function hashOfFiles(files: readonly ModelFile[]): string {
  const lines = files.map(({ name, size, sha256 }) => `${name} ${size} ${sha256}`).sort();
  return hash('sha256', lines.join('\n'), 'hex');
}

/**
 * Reads which files a model has on this machine.
 * @param wanted the hash that they had
 * @throws RLAR_VERSION_GONE where they are not here, or others
 */
export function readModelFiles(folder: string, wanted?: string): readonly ModelFile[] {
  let files: readonly ModelFile[];
  try {
    files = modelFiles.parse(JSON.parse(readFileSync(join(folder, FILES_NAME), 'utf8')));
  } catch (cause) {
    throw new RlarError('RLAR_VERSION_GONE', `the files of the model are not in ${folder}`, { cause });
  }
  if (wanted !== undefined && hashOfFiles(files) !== wanted)
    throw new RlarError('RLAR_VERSION_GONE', `the files of the model in ${folder} are others than they were`);
  return files;
}
