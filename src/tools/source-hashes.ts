import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { RlarError } from '../spec/errors.ts';
import { parseOrThrow } from '../spec/parse-or-throw.ts';
import { getOwn } from '../spec/table.ts';
import { SourceReader, sourceFiles, sourcePath } from './source-files.ts';

/** Written by the build beside this module. A built package has JavaScript in place of the sources, and no fixtures. */
const FILE = 'source-hashes.json';
const hashes = z.record(z.string(), z.string().regex(/^[0-9a-f]{16}$/));

/**
 * The hash of everything that decides what a built-in tool says, and of its fixtures. It is of the sources in every
 * process: a checkout reads them, a built package reads what its build recorded of them. So both give a tool one version,
 * and a run that began with one goes on with the other.
 * @param folder of this module; what the build recorded lies in it
 * @param reader one for several tools reads what they share once
 * @returns 16 hexadecimal digits of a sha256
 * @throws RLAR_INTERNAL of a package that was built without its record
 */
export function sourceHash(
  id: string,
  folder: string = import.meta.dirname,
  reader = new SourceReader(),
): string {
  const recorded = recordedHashes(folder);
  if (recorded === null) return hashOfSources(join(folder, id), reader);
  const found = getOwn(recorded, id);
  if (found === undefined)
    throw new RlarError('RLAR_INTERNAL', `${FILE} has no hash of ${id}: build the package again`);
  return found;
}

/** Records the hashes of this checkout's tools for the package that is built of it. */
export function recordSourceHashes(ids: readonly string[], folder: string): void {
  const reader = new SourceReader();
  const entries = ids.map((id) => [id, sourceHash(id, import.meta.dirname, reader)] as const);
  writeFileSync(join(folder, FILE), `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

function recordedHashes(folder: string): Readonly<Record<string, string>> | null {
  const file = join(folder, FILE);
  if (existsSync(file))
    return parseOrThrow(hashes, JSON.parse(readFileSync(file, 'utf8')), {
      code: 'RLAR_INTERNAL',
      whole: FILE,
    });
  if (existsSync(join(folder, 'index.ts'))) return null;
  throw new RlarError('RLAR_INTERNAL', `the package was built without ${FILE}: run npm run build`);
}

function hashOfSources(folder: string, reader: SourceReader): string {
  const hash = createHash('sha256');
  for (const file of sourceFiles(folder, reader))
    hash.update(`${file}\n`).update(reader.bytes(sourcePath(file))!);
  return hash.digest('hex').slice(0, 16);
}
