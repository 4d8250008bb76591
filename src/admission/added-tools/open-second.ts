import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import type { AddedTool } from '../../library/added-tools/record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import { publishedCard } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Tool } from '../../spec/tool.ts';
import { builtInTools } from '../../tools/index.ts';
import { recordOfFile } from './record-of-file.ts';

/** What a second verifier is opened for. */
export interface ForSecond {
  /** The verifier that it gives an opinion on. */
  readonly record: AddedTool;
  readonly source: string;
  /** A folder that may be written to. */
  readonly work: string;
  /** The library in which an id is looked up; null: only built-in tools. */
  readonly home: string | null;
}

/**
 * Opens the verifier that gives a second opinion: the file of a reward function, or a tool of the library by its id. A
 * file is read for the same slot, range and constraint as the first verifier.
 * @throws RLAR_INVALID_TOOL where it is the same program, or none · RLAR_NOT_FOUND · RLAR_FILE_UNREADABLE
 */
export async function openSecond(what: string, { record, source, work, home }: ForSecond): Promise<Tool> {
  const { declaration } = record;
  if (/\.(?:py|js|mjs)$/.test(what) || existsSync(what)) {
    const folder = await mkdtemp(join(work, 'second-'));
    const { slot, range, constraint } = declaration;
    const second = await recordOfFile(
      { file: what, id: 'second-opinion', slot, range, ...(constraint !== undefined && { constraint }) },
      folder,
    );
    if (second.source.trim() === source.trim())
      throw new RlarError('RLAR_INVALID_TOOL', `${what} is the same program: it has no opinion of its own`, {
        remedy: 'Name a verifier that somebody else wrote, without sight of this one: --second FILE.',
      });
    return toolOf(second.record, { program: second.source }, folder);
  }
  const builtIn = builtInTools.find((tool) => tool.declaration.id === what);
  if (builtIn) return builtIn;
  if (home === null || what === declaration.id)
    throw new RlarError('RLAR_NOT_FOUND', `no second verifier ${what}: expected a file or the id of a tool`);
  const { version } = await publishedCard({ home }, what);
  const { record: second, sources, folder } = loadToolVersion(home, what, version);
  return toolOf(second, sources, folder);
}
