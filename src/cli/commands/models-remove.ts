import { rmSync } from 'node:fs';
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readAdapter } from '../../library/added-tools/read-adapter.ts';
import { listVersions } from '../../library/added-tools/tool-files.ts';
import { publishedCard, removeTool } from '../../library/registry/publish.ts';
import { modelFolder } from '../../models/worker/model-files.ts';
import { RlarError } from '../../spec/errors.ts';
import { openPlace } from '../library-place.ts';

interface Flags {
  files?: boolean;
  config?: string;
}

export function modelsRemoveCommand(models: Command): void {
  models
    .command('remove')
    .argument('<id>', 'a reward model of the library')
    .description(
      'takes a reward model out of the library; what it is loaded from stays for runs that are pinned to it',
    )
    .option('--files', 'delete what it is loaded from as well, where no other tool of the library needs it')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: Flags) => {
      const place = await openPlace(await loadConfig(flags.config), true);
      try {
        const { type, version } = await publishedCard(place, id);
        if (type !== 'reward-model')
          throw new RlarError(
            'RLAR_INVALID_TOOL',
            `${id} is no reward model; rlar tools remove takes it out`,
          );
        const folder = filesOf(place.home, id, version);
        const { snapshot } = await removeTool(place, id, { by: 'user', reason: 'rlar models remove' });
        process.stdout.write(`removed ${id}; the library is ${snapshot}\n`);
        if (!flags.files) return;
        if (folder === null)
          return void process.stdout.write(
            `nothing to delete: ${id} is loaded from no files of this machine\n`,
          );
        const others = listVersions(place.home).filter((other) => other.id !== id);
        if (others.some((other) => filesOf(place.home, other.id, other.version) === folder))
          process.stdout.write(`${folder} stays: another tool works with it\n`);
        else {
          rmSync(folder, { recursive: true, force: true });
          process.stdout.write(`deleted ${folder}\n`);
        }
      } finally {
        await place.live.close();
      }
    });
}

/** @returns where a tool's model is on this machine; null where it is not, or the tool cannot be read */
function filesOf(home: string, id: string, version: string): string | null {
  try {
    const { record, sources } = loadToolVersion(home, id, version);
    const { run } = record;
    if (run.language !== 'adapter' || !(run.worker ?? run.engine)) return null;
    return modelFolder(home, readAdapter(sources.program));
  } catch {
    return null;
  }
}
