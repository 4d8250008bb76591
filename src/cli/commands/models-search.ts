import { type Command, InvalidArgumentError, Option } from 'commander';
import { queriesFor } from '../../agents/web-agent/retrieve.ts';
import type { ModelQuery } from '../../hub/model-source.ts';
import { parameterCount } from '../../hub/parameter-count.ts';
import { count, kindOf } from '../arguments.ts';
import { EXIT } from '../exit.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { printJson, table } from '../terminal.ts';

interface Flags extends SourceFlags {
  kind?: string;
  owner?: string;
  task?: string;
  tag?: string[];
  gated?: 'yes' | 'no';
  parameters?: { min?: string; max?: string };
  limit: number;
  json?: boolean;
}

export function modelsSearchCommand(models: Command): void {
  const command = models
    .command('search')
    .argument('[words...]', 'words of the id; each is a query of its own')
    .description('models of the hub, or of a folder, by words or for a kind')
    .option('--kind <kind>', 'the searches that choosing for a kind makes', kindOf)
    .option('--owner <name>', 'of this owner alone')
    .option('--task <task>', 'of this pipeline tag alone, as text-classification')
    .option('--tag <tag...>', 'with these tags: a library, a language code, license:mit')
    .addOption(new Option('--gated <answer>', 'gated ones alone, or none of them').choices(['yes', 'no']))
    .option('--parameters <range>', 'of this size, as 500M..8B, ..2B or 1B..', sizes)
    .option('--limit <number>', 'models of one query', count, 30)
    .option('--json', 'print the list as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (words: string[], flags: Flags) => {
    const source = await openModelSource(flags);
    const { limit } = flags;
    const filters = filtersOf(flags);
    // A folder is small: its models are all candidates for a kind, as `choose` takes them. Filters are a search of their own.
    const isAlone =
      words.length === 0 &&
      (flags.folder !== undefined || (flags.kind === undefined && Object.keys(filters).length > 0));
    const kind = flags.kind ?? (words.length === 0 ? 'chat' : undefined);
    const ofKind = kind === undefined || isAlone ? [] : queriesFor(kind, []);
    const queries = [...words.map((query) => ({ query })), ...ofKind, ...(isAlone ? [{}] : [])].map(
      (query) => ({ ...query, ...filters, limit }),
    );
    const found = await source.search(queries);
    if (flags.json) return printJson({ source: source.name, models: found });
    if (found.length === 0) {
      process.exitCode = EXIT.noReward;
      const by = words.length > 0 ? words.join(', ') : isAlone ? 'these filters' : `the kind ${kind}`;
      const what = isAlone && Object.keys(filters).length === 0 ? '' : ` that ${by} would find`;
      return void process.stdout.write(`${source.name} has no model${what}\n`);
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

function filtersOf({ owner, task, tag, gated, parameters }: Flags): ModelQuery {
  return {
    ...(owner !== undefined && { owner }),
    ...(task !== undefined && { task }),
    ...(tag && { tags: tag }),
    ...(gated && { gated: gated === 'yes' }),
    ...(parameters && { parameters }),
  };
}

function sizes(text: string): { min?: string; max?: string } {
  const [, min, max] = /^(\d+(?:\.\d+)?[MB])?\.\.(\d+(?:\.\d+)?[MB])?$/.exec(text) ?? [];
  if (min === undefined && max === undefined)
    throw new InvalidArgumentError('expected 500M..8B, ..2B or 1B..');
  const [least, most] = [parameterCount(min), parameterCount(max)];
  if (least !== null && most !== null && least > most)
    throw new InvalidArgumentError('the smaller size comes first');
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
