import { type Command, Option } from 'commander';
import { openLibrary } from '../../admission/open-library.ts';
import { openModel } from '../../agents/acquisitions/open-acquisitions.ts';
import { choiceReport } from '../../agents/web-agent/choice-report.ts';
import { chooseModel } from '../../agents/web-agent/choose-model.ts';
import type { Demand } from '../../agents/web-agent/demand.ts';
import { readCards } from '../../agents/web-agent/read-cards.ts';
import { queriesFor, type Retrieved, retrieve } from '../../agents/web-agent/retrieve.ts';
import { loadConfig } from '../../config.ts';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { meteredChatModel } from '../../models/metered-chat-model.ts';
import { count } from '../arguments.ts';
import { checkKind } from '../check-row-flags.ts';
import { choicePage } from '../choice-page.ts';
import { EXIT } from '../exit.ts';
import { openModelSource, SOURCE_OPTIONS, type SourceFlags } from '../model-source.ts';
import { ALLOW_CODE, type DemandFlags, readDemand } from '../read-demand.ts';
import { printJson } from '../terminal.ts';

interface Flags extends DemandFlags, SourceFlags {
  facts?: string;
  limit: number;
  json?: boolean;
  readCards?: boolean;
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
    .option(...ALLOW_CODE)
    .option('--facts <file>', 'JSON: recorded facts of models, to choose among in place of a hub')
    .option(
      '--read-cards',
      'let the configured language model read the cards of models whose call rules do not know',
    )
    .option('--limit <number>', 'models of the hub whose facts are read', count, 80)
    .option('--json', 'print the choice as JSON');
  for (const [flag, text] of SOURCE_OPTIONS) command.option(flag, text);
  command.action(async (flags: Flags) => {
    const demand = readDemand(flags);
    const { current: library } = await openLibrary(await loadConfig(flags.config));
    checkKind(demand.kind, library);
    const { models: known, unread } = await candidates(flags, demand);
    const { contenders, refused } = chooseModel(known, demand);
    const byRules = { contenders, refused: [...refused, ...unread] };
    const read = flags.readCards
      ? await readCards(byRules, demand, await cardReader(flags.config))
      : { choice: byRules, contracts: new Map(), problems: new Map() };
    const report = choiceReport(read.choice, demand, read);
    if (flags.json) printJson(report);
    else process.stdout.write(`${choicePage(report)}\n`);
    if (report.choice === null) process.exitCode = EXIT.noReward;
  });
}

async function candidates(flags: Flags, { kind, carries, settings }: Demand): Promise<Retrieved> {
  if (flags.facts !== undefined) return { models: readRecordedModels(flags.facts), unread: [] };
  const source = await openModelSource(flags);
  const { limit } = flags;
  const queries = flags.folder === undefined ? queriesFor(kind, carries) : [{}];
  return retrieve(source, queries, limit, settings.customCode);
}

async function cardReader(file: string | undefined): Promise<ChatModel> {
  const config = await loadConfig(file);
  const { price } = config.llm;
  return meteredChatModel(await openModel(config), price ? { price } : {});
}
