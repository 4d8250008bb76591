import type { Command } from 'commander';
import { auditReasons, critiquedPair } from '../../admission/added-tools/audit-reasons.ts';
import { readPairsAs } from '../../admission/added-tools/preference-pairs.ts';
import { loadConfig } from '../../config.ts';
import { openJudgeModel } from '../../models/judge-model.ts';
import { judgeModelOf } from '../judge-page.ts';
import { openJudge } from '../open-judge.ts';
import { oneLine, percent, printJson } from '../terminal.ts';

interface Flags {
  readonly critiques: string;
  readonly reader?: string;
  readonly json?: boolean;
  readonly config?: string;
}

export function judgesAuditCommand(judges: Command): void {
  judges
    .command('audit')
    .argument('<judge>', 'the file of a judge, or a judge of the library')
    .description('how often a judge is right for another reason than people have')
    .requiredOption(
      '--critiques <file>',
      'JSONL of pairs with why they are so labelled: prompt, chosen, rejected, critique',
    )
    .option('--reader <model>', 'the model that compares the reasons; without one their words are compared')
    .option('--json', 'print the figures as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (named: string, { critiques, reader, json, config: file }: Flags) => {
      const config = await loadConfig(file);
      const pairs = readPairsAs(critiques, critiquedPair);
      const { tool, close } = await openJudge(named, config);
      try {
        const model =
          reader === undefined ? null : await openJudgeModel({ ...judgeModelOf(config), model: reader });
        const found = await auditReasons(tool, pairs, model);
        if (json) return printJson(found);
        const { right, wrongReason, soundness, missed } = found;
        const told = ({ value, low, high, of }: typeof right) =>
          `${percent(value, 1)} of ${of} (${percent(low, 1)} to ${percent(high, 1)})`;
        process.stdout.write(
          `right               ${told(right)}\nright, wrong reason ${told(wrongReason)}\nsoundness           ${soundness}\n`,
        );
        for (const { critique, reasons } of missed.slice(0, 5))
          process.stdout.write(`\npeople: ${oneLine(critique, 200)}\njudge:  ${oneLine(reasons, 200)}\n`);
      } finally {
        await close();
      }
    });
}
