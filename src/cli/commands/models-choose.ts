import { type Command, Option } from 'commander';
import { choiceReport } from '../../agents/web-agent/choice-report.ts';
import { chooseModel } from '../../agents/web-agent/choose-model.ts';
import { readRecordedModels } from '../../hub/recorded-models.ts';
import { choicePage } from '../choice-page.ts';
import { EXIT } from '../exit.ts';
import { type DemandFlags, readDemand } from '../read-demand.ts';
import { printJson } from '../terminal.ts';

interface Flags extends DemandFlags {
  facts: string;
  json?: boolean;
}

export function modelsChooseCommand(models: Command): void {
  models
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
    .requiredOption('--facts <file>', 'JSON: recorded facts of models, to choose among')
    .option('--json', 'print the choice as JSON')
    .action((flags: Flags) => {
      const demand = readDemand(flags);
      const choice = chooseModel(readRecordedModels(flags.facts), demand);
      const report = choiceReport(choice, demand);
      if (flags.json) printJson(report);
      else process.stdout.write(`${choicePage(report)}\n`);
      if (report.choice === null) process.exitCode = EXIT.noReward;
    });
}
