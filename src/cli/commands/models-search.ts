import type { Command } from 'commander';
import { queriesFor } from '../../agents/web-agent/retrieve.ts';
import { kindName } from '../../spec/kinds.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { EXIT } from '../exit.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { printJson, table } from '../terminal.ts';

interface Flags extends SourceFlags {
  kind?: string;
  limit: string;
  json?: boolean;
}

export function modelsSearchCommand(models: Command): void {
  const command = models
    .command('search')
    .argument('[words...]', 'words of the id; each is a query of its own')
    .description('models of the hub, or of a folder, by words or for a kind')
    .option('--kind <kind>', 'the searches that choosing for a kind makes')
    .option('--limit <number>', 'models of one query', '30')
    .option('--json', 'print the list as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (words: string[], flags: Flags) => {
    const source = await openModelSource(flags);
    const limit = Math.max(1, Math.trunc(Number(flags.limit)) || 1);
    const kind = flags.kind ?? (words.length === 0 ? 'chat' : undefined);
    const ofKind =
      kind === undefined
        ? []
        : queriesFor(parseOrThrow(kindName, kind, { code: 'RLAR_INVALID_CONFIG', whole: '--kind' }), []);
    const queries = [...words.map((query) => ({ query })), ...ofKind].map((query) => ({ ...query, limit }));
    const found = await source.search(queries);
    if (flags.json) return printJson({ source: source.name, models: found });
    if (found.length === 0) {
      process.exitCode = EXIT.noReward;
      return void process.stdout.write(`${source.name} has no model that these words find\n`);
    }
    const rows = found.map(({ id, task, licence, gated, parameters, downloads }) => [
      id,
      task ?? '–',
      `${licence ?? '–'}${gated ? ' (gated)' : ''}`,
      parameters === null ? '–' : `${(parameters / 1e9).toFixed(2)} B`,
      String(downloads),
    ]);
    process.stdout.write(`${table(['model', 'task', 'licence', 'size', 'downloads'], rows)}\n`);
  });
}
