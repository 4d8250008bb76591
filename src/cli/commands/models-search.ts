import { type Command, Option } from 'commander';
import { queriesFor } from '../../agents/web-agent/retrieve.ts';
import type { ModelQuery } from '../../hub/model-source.ts';
import { RlarError } from '../../spec/errors.ts';
import { kindName } from '../../spec/kinds.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { EXIT } from '../exit.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { printJson, table } from '../terminal.ts';

interface Flags extends SourceFlags {
  kind?: string;
  owner?: string;
  task?: string;
  tag?: string[];
  gated?: 'yes' | 'no';
  parameters?: string;
  limit: string;
  json?: boolean;
}

export function modelsSearchCommand(models: Command): void {
  const command = models
    .command('search')
    .argument('[words...]', 'words of the id; each is a query of its own')
    .description('models of the hub, or of a folder, by words or for a kind')
    .option('--kind <kind>', 'the searches that choosing for a kind makes')
    .option('--owner <name>', 'of this owner alone')
    .option('--task <task>', 'of this pipeline tag alone, as text-classification')
    .option('--tag <tag...>', 'with these tags: a library, a language code, license:mit')
    .addOption(new Option('--gated <answer>', 'gated ones alone, or none of them').choices(['yes', 'no']))
    .option('--parameters <range>', 'of this size, as 500M..8B, ..2B or 1B..')
    .option('--limit <number>', 'models of one query', '30')
    .option('--json', 'print the list as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (words: string[], flags: Flags) => {
    const source = await openModelSource(flags);
    const limit = Math.max(1, Math.trunc(Number(flags.limit)) || 1);
    // Filters are a search of their own, where no word is.
    const isAlone =
      words.length === 0 && flags.kind === undefined && Object.keys(filtersOf(flags)).length > 0;
    const kind = flags.kind ?? (words.length === 0 && !isAlone ? 'chat' : undefined);
    const ofKind =
      kind === undefined
        ? []
        : queriesFor(parseOrThrow(kindName, kind, { code: 'RLAR_INVALID_CONFIG', whole: '--kind' }), []);
    const filters = filtersOf(flags);
    const queries = [...words.map((query) => ({ query })), ...ofKind, ...(isAlone ? [{}] : [])].map(
      (query) => ({ ...query, ...filters, limit }),
    );
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

/** @throws RLAR_INVALID_CONFIG where the range of parameters is none */
function filtersOf({ owner, task, tag, gated, parameters }: Flags): ModelQuery {
  const [, min, max] = /^(\d+(?:\.\d+)?[MB])?\.\.(\d+(?:\.\d+)?[MB])?$/.exec(parameters ?? '..') ?? [];
  if (parameters !== undefined && min === undefined && max === undefined)
    throw new RlarError('RLAR_INVALID_CONFIG', `--parameters ${parameters}: expected 500M..8B, ..2B or 1B..`);
  return {
    ...(owner !== undefined && { owner }),
    ...(task !== undefined && { task }),
    ...(tag && { tags: tag }),
    ...(gated && { gated: gated === 'yes' }),
    ...(parameters !== undefined && { parameters: { ...(min && { min }), ...(max && { max }) } }),
  };
}
