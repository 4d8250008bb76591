import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RlarError } from '../../spec/errors.ts';
import { readModelFiles } from '../worker/model-files.ts';

/**
 * Looks whether the files of a model are those that were fetched, before an engine loads them: all but the weights by
 * their hash, and no code beside them that was not there.
 * @param wanted the hash over all files that the tool was made with
 * @throws RLAR_VERSION_GONE
 */
export function requireSameFiles(folder: string, wanted: string): void {
  const files = readModelFiles(folder, wanted);
  const gone = (name: string) =>
    new RlarError('RLAR_VERSION_GONE', `${name} in ${folder} is another than was fetched`);
  for (const { name, sha256 } of files) {
    if (name.endsWith('.safetensors')) continue;
    let content: Buffer;
    try {
      content = readFileSync(join(folder, name));
    } catch {
      throw gone(name);
    }
    if (hash('sha256', content, 'hex') !== sha256) throw gone(name);
  }
  const known = new Set(files.map(({ name }) => name));
  const strange = readdirSync(folder).find((name) => name.endsWith('.py') && !known.has(name));
  if (strange !== undefined) throw gone(strange);
}
