import { type Command, Option } from 'commander';
import { z } from 'zod';
import { addRewardModel } from '../../admission/added-tools/add-reward-model.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { deployModel, specOf } from '../../agents/web-agent/deploy-model.ts';
import { loadConfig } from '../../config.ts';
import { allowancesOf } from '../../library/added-tools/code-allowance.ts';
import { engineManifest, SERVING_ENGINES, type ServingEngine } from '../../models/engine/engine-command.ts';
import { RlarError } from '../../spec/errors.ts';
import { openPlace } from '../library-place.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { ALLOW_CODE, readDemand } from '../read-demand.ts';
import { BEHIND_HELP, PAIRS_HELP, SHAPE_HELP, showAdded, TRANSLATION_HELP } from '../reward-model-page.ts';
import { transferNotes } from '../transfer-notes.ts';

interface Flags extends SourceFlags {
  revision?: string;
  kind: string;
  language: string;
  reference: 'yes' | 'no';
  settings?: string;
  behind?: boolean;
  allowCode?: readonly string[];
  id?: string;
  pairs?: string;
  second?: string;
  translation?: 'sem' | 'mix';
  shape?: 'par' | 'raw';
  engine?: ServingEngine;
  command?: string;
  manifest?: boolean;
  json?: boolean;
}

export function modelsDeployCommand(models: Command): void {
  const command = models
    .command('deploy')
    .argument('<model>', 'owner/name on the hub, or the name of a model of --folder')
    .description('fetches a reward model, runs it in a worker of rlar’s own, probes it and makes it a tool')
    .requiredOption('--kind <kind>', 'kind that it is to serve: chat, safety, writing …')
    .option('--language <code>', 'of the queries, as en or de', 'en')
    .option('--reference <answer>', 'whether the queries carry a reference: yes or no', 'no')
    .option('--revision <sha>', 'commit, branch or tag; the newest commit without it')
    .option('--settings <file>', 'JSON: licences, accepted, inputTokens')
    .option('--behind', BEHIND_HELP)
    .option(...ALLOW_CODE)
    .option('--pairs <file>', PAIRS_HELP)
    .option(
      '--second <id>',
      'another reward model of the library, for a second opinion on the pairs (gate G7)',
    )
    .addOption(new Option('--shape <shape>', SHAPE_HELP).choices(['par', 'raw']))
    .addOption(
      new Option(
        '--engine <engine>',
        'start this inference engine in place of a worker of rlar’s, and watch it',
      ).choices([...SERVING_ENGINES]),
    )
    .option(
      '--command <json>',
      'with --engine: program and arguments as a JSON list, with {folder}, {model}, {port}',
    )
    .option('--manifest', 'with --engine: print a manifest for a cluster, and start nothing')
    .addOption(new Option('--translation <how>', TRANSLATION_HELP).choices(['sem', 'mix']))
    .option('--id <id>', 'its name in the library; made from the model’s by default')
    .option('--json', 'print the card as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (model: string, flags: Flags) => {
    const source = await openModelSource(flags);
    const demand = readDemand({ ...flags, reference: flags.reference });
    if (flags.manifest) {
      const facts = await source.facts(model, flags.revision);
      const engine = flags.engine ?? 'vllm';
      const { yaml, url } = engineManifest(engine, specOf(facts, demand, engine));
      process.stdout.write(`${yaml}# then: rlar models add SPEC.json --url ${url} --kind ${flags.kind}\n`);
      return;
    }
    const started = commandOf(flags);
    const pairs = flags.pairs === undefined ? [] : readPairs(flags.pairs);
    const place = await openPlace(await loadConfig(flags.config), true);
    const notes = transferNotes(model);
    const stop = new AbortController();
    const onSignal = () => stop.abort(new Error('stopped'));
    process.once('SIGINT', onSignal);
    try {
      const { spec, by, licence } = await deployModel(
        {
          source,
          home: place.home,
          model,
          demand,
          ...(flags.revision !== undefined && { revision: flags.revision }),
          ...started,
        },
        { ...notes, signal: stop.signal },
      ).finally(() => process.off('SIGINT', onSignal));
      notes.onNote('probing it');
      const added = await addRewardModel(place, spec, {
        by,
        allowedCode: [
          ...allowancesOf(flags.allowCode ?? [], '--allow-code'),
          ...allowancesOf(demand.settings.customCode, `settings ${flags.settings}`),
        ],
        kinds: [flags.kind],
        ...(flags.behind && { behind: true }),
        pairs,
        ...(flags.second !== undefined && { second: flags.second }),
        reason: `rlar models deploy ${spec.model}`,
        ...(flags.id !== undefined && { id: flags.id }),
        ...(flags.shape && { shape: flags.shape }),
        ...(flags.translation && { translation: flags.translation }),
        carriesReference: flags.reference === 'yes',
        ...(licence !== null && { license: licence }),
      });
      showAdded(added, flags.json ?? false);
    } finally {
      notes.end();
      await place.live.close();
    }
  });
}

const commandShape = z.array(z.string()).min(1);

/** @throws RLAR_INVALID_TOOL */
function commandOf({ engine, command }: Flags): { engine?: ServingEngine; command?: string[] } {
  if (command === undefined) return engine ? { engine } : {};
  if (!engine) throw new RlarError('RLAR_INVALID_TOOL', '--command goes with --engine');
  try {
    return { engine, command: commandShape.parse(JSON.parse(command)) };
  } catch {
    throw new RlarError('RLAR_INVALID_TOOL', '--command is no JSON list of texts');
  }
}
