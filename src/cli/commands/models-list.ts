import type { Command } from 'commander';
import { roleOf } from '../../agents/web-agent/role.ts';
import { loadConfig } from '../../config.ts';
import type { ModelFacts } from '../../hub/model-facts.ts';
import { askHealth, healthNote } from '../health-note.ts';
import { openPlace } from '../library-place.ts';
import { openModelSource } from '../model-source.ts';
import { printJson, table } from '../terminal.ts';

interface Flags {
  folder?: string;
  json?: boolean;
  config?: string;
}

export function modelsListCommand(models: Command): void {
  models
    .command('list')
    .description('the reward models of the library; with --folder, the models of a folder')
    .option(
      '--folder <dir>',
      'what each model of this folder is by its files: NAME/config.json or OWNER/NAME/config.json',
    )
    .option('--json', 'print the list as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async ({ folder, ...flags }: Flags) =>
      folder === undefined ? listLibrary(flags) : listFolder({ folder, ...flags }),
    );
}

async function listLibrary({ json, config }: Flags): Promise<void> {
  const { live } = await openPlace(await loadConfig(config), false);
  try {
    const tools = live.current.entries().filter(({ card }) => card.type === 'reward-model');
    const health = await askHealth(live.current);
    if (json)
      return printJson({
        models: tools.map(({ card }) => card),
        health: health.filter(({ tool }) => tools.some(({ card }) => card.id === tool)),
      });
    const rows = tools.map(({ card }) => [
      card.id,
      card.provenance.source ?? '',
      card.provenance.license ?? '',
      card.kinds.join(' ') || '(pinned only)',
      card.evidence?.admitted ? (card.evidence.provisional ? 'provisional' : 'admitted') : 'none',
      healthNote(health.find(({ tool }) => tool === card.id)),
    ]);
    process.stdout.write(
      rows.length > 0
        ? `${table(['tool', 'model', 'licence', 'kinds', 'evidence', 'health'], rows)}\n`
        : 'the library has no reward model; rlar models add brings one\n',
    );
  } finally {
    await live.close();
  }
}

async function listFolder({ folder, json }: Flags & { folder: string }): Promise<void> {
  const source = await openModelSource({ folder });
  const found = await source.search([]);
  const listed = await Promise.all(found.map(async ({ id }) => lineOf(await source.facts(id))));
  if (json) return printJson({ source: source.name, models: listed });
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
}

function lineOf(facts: ModelFacts) {
  const { role, why } = roleOf(facts);
  return { id: facts.id, role, why, revision: facts.revision ?? '', parameters: facts.parameters };
}
