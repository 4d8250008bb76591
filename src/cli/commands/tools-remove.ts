import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { removeTool } from '../../library/registry/publish.ts';
import { openPlace } from '../library-place.ts';

export function toolsRemoveCommand(tools: Command): void {
  tools
    .command('remove')
    .argument('<id>')
    .description('takes a tool that you added out of the library')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, flags: { config?: string }) => {
      const place = await openPlace(await loadConfig(flags.config), true);
      const { snapshot } = await removeTool(place, id, { by: 'user', reason: 'rlar tools remove' });
      await place.live.close();
      process.stdout.write(`removed ${id}; the library is ${snapshot}\n`);
    });
}
