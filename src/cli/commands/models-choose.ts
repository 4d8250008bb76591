import { type Command, Option } from 'commander';
import { choiceReport } from '../../agents/web-agent/choice-report.ts';
import { chooseModel } from '../../agents/web-agent/choose-model.ts';
import type { Demand } from '../../agents/web-agent/demand.ts';
import { queriesFor, type Retrieved, retrieve } from '../../agents/web-agent/retrieve.ts';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { choicePage } from '../choice-page.ts';
import { EXIT } from '../exit.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { type DemandFlags, readDemand } from '../read-demand.ts';
import { printJson } from '../terminal.ts';

interface Flags extends DemandFlags, SourceFlags {
  facts?: string;
  limit: string;
  json?: boolean;
}

export function modelsChooseCommand(models: Command): void {
  const command = models
    .command('choose')
    .description(
      'the reward model for a kind of task, with what stands behind it and why the others may not serve',
    )
    .requiredOption('--kind <kind>', 'chat, safety, translation, math.final-answer …')
    .option('--language <code>', 'of the queries, as en or de', 'en')
    .addOption(
      new Option('--reference <answer>', 'whether the queries carry a reference')
        .choices(['yes', 'no'])
        .default('no'),
    )
    .option('--carries <list>', 'what else they carry, with commas: steps, rubric')
    .option('--machine <file>', 'JSON: gpus, memoryGb, cores, runtimes; this machine without it')
    .option('--settings <file>', 'JSON: licences, customCode, accepted, inputTokens')
    .option('--facts <file>', 'JSON: recorded facts of models, to choose among in place of a hub')
    .option('--limit <number>', 'models of the hub whose facts are read', '80')
    .option('--json', 'print the choice as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (flags: Flags) => {
    const demand = readDemand(flags);
    const { models: known, unread } = await candidates(flags, demand);
    const { contenders, refused } = chooseModel(known, demand);
    const report = choiceReport({ contenders, refused: [...refused, ...unread] }, demand);
    if (flags.json) printJson(report);
    else process.stdout.write(`${choicePage(report)}\n`);
    if (report.choice === null) process.exitCode = EXIT.noReward;
  });
}

async function candidates(flags: Flags, { kind, carries }: Demand): Promise<Retrieved> {
  if (flags.facts !== undefined) return { models: readRecordedModels(flags.facts), unread: [] };
  const source = await openModelSource(flags);
  const limit = Math.max(1, Math.trunc(Number(flags.limit)) || 1);
  return retrieve(source, flags.folder === undefined ? queriesFor(kind, carries) : [{}], limit);
}
