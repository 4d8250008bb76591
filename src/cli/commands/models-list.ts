import type { Command } from 'commander';
import { roleOf } from '../../agents/web-agent/role.ts';
import type { ModelFacts } from '../../hub/model-facts.ts';
import { openModelSource } from '../model-source.ts';
import { printJson, table } from '../terminal.ts';

interface Flags {
  folder: string;
  json?: boolean;
}

export function modelsListCommand(models: Command): void {
  models
    .command('list')
    .description('the models of a folder: what each is by its files, and the revision that they make')
    .requiredOption('--folder <dir>', 'folder of models: NAME/config.json or OWNER/NAME/config.json')
    .option('--json', 'print the list as JSON')
    .action(async (flags: Flags) => {
      const source = await openModelSource(flags);
      const found = await source.search([]);
      const listed = await Promise.all(found.map(async ({ id }) => lineOf(await source.facts(id))));
      if (flags.json) return printJson({ source: source.name, models: listed });
      const rows = listed.map(({ id, role, why, revision }) => [
        id,
        role ?? 'no scorer',
        why,
        revision.slice(0, 12),
      ]);
      process.stdout.write(
        rows.length > 0
          ? `${table(['model', 'is', 'because', 'revision'], rows)}\n`
          : `${source.name} holds no model\n`,
      );
    });
}

function lineOf(facts: ModelFacts) {
  const { role, why } = roleOf(facts);
  return { id: facts.id, role, why, revision: facts.revision ?? '', parameters: facts.parameters };
}
