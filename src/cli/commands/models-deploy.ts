import { type Command, Option } from 'commander';
import { addRewardModel } from '../../admission/added-tools/add-reward-model.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { deployModel } from '../../agents/web-agent/deploy-model.ts';
import { loadConfig } from '../../config.ts';
import { openPlace } from '../library-place.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { readDemand } from '../read-demand.ts';
import { PAIRS_HELP, SHAPE_HELP, showAdded } from '../reward-model-page.ts';
import { transferNotes } from '../transfer-notes.ts';

interface Flags extends SourceFlags {
  revision?: string;
  kind: string;
  language: string;
  reference: 'yes' | 'no';
  settings?: string;
  id?: string;
  pairs?: string;
  second?: string;
  shape?: 'par' | 'raw';
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
    .option('--pairs <file>', PAIRS_HELP)
    .option(
      '--second <id>',
      'another reward model of the library, for a second opinion on the pairs (gate G7)',
    )
    .addOption(new Option('--shape <shape>', SHAPE_HELP).choices(['par', 'raw']))
    .option('--id <id>', 'its name in the library; made from the model’s by default')
    .option('--json', 'print the card as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (model: string, flags: Flags) => {
    const source = await openModelSource(flags);
    const demand = readDemand({ ...flags, reference: flags.reference });
    const pairs = flags.pairs === undefined ? [] : readPairs(flags.pairs);
    const place = await openPlace(await loadConfig(flags.config), true);
    const notes = transferNotes(model);
    const stop = new AbortController();
    const onSignal = () => stop.abort(new Error('stopped'));
    process.once('SIGINT', onSignal);
    try {
      const { spec, worker, licence } = await deployModel(
        {
          source,
          home: place.home,
          model,
          demand,
          ...(flags.revision !== undefined && { revision: flags.revision }),
        },
        { ...notes, signal: stop.signal },
      ).finally(() => process.off('SIGINT', onSignal));
      notes.onNote('probing it');
      const added = await addRewardModel(place, spec, {
        by: { worker },
        kinds: [flags.kind],
        pairs,
        ...(flags.second !== undefined && { second: flags.second }),
        reason: `rlar models deploy ${spec.model}`,
        ...(flags.id !== undefined && { id: flags.id }),
        ...(flags.shape && { shape: flags.shape }),
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
