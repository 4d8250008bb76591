import { type Command, Option } from 'commander';
import { addRule } from '../../admission/added-tools/add-rule.ts';
import { distilJudge, type JudgedText } from '../../admission/added-tools/distil-judge.ts';
import { distilRule } from '../../admission/added-tools/distil-rule.ts';
import { judgedTexts } from '../../admission/added-tools/judged-texts.ts';
import { loadConfig } from '../../config.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { loadToolVersion } from '../../library/added-tools/load-added-tools.ts';
import { readJudge } from '../../library/added-tools/read-judge.ts';
import type { PublishPlace } from '../../library/registry/open-registry.ts';
import { publishTool } from '../../library/registry/publish.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolCard } from '../../spec/tool-card.ts';
import { evidenceTables } from '../evidence-tables.ts';
import { EXIT } from '../exit.ts';
import { openPlace } from '../library-place.ts';
import { withLedger } from '../open-ledger.ts';

export function judgesDistilCommand(judges: Command): void {
  judges
    .command('distil')
    .argument('<judge>', 'a judge of the library, by criteria')
    .description(
      'trains a classifier on what a judge said in the ledger, and lets it decide the groups that it is sure of',
    )
    .addOption(
      new Option(
        '--as <what>',
        'classifier: inside of the judge · rule: a program that anybody can read, admitted as any tool is, with the judge as second opinion',
      )
        .choices(['classifier', 'rule'])
        .default('classifier'),
    )
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (id: string, { as, config: named }: { as: 'classifier' | 'rule'; config?: string }) => {
      const config = await loadConfig(named);
      const place = await openPlace(config, true);
      try {
        const entry = place.live.current.get(id);
        if (entry?.card.type !== 'judge')
          throw new RlarError('RLAR_NOT_FOUND', `${id} is no judge of the library`);
        const { record, sources, evidence } = loadToolVersion(place.home, id, entry.card.version);
        const spec = readJudge(sources.program);
        if (spec.judges !== 'rubric' || record.run.language !== 'judge')
          throw new RlarError('RLAR_INVALID_TOOL', `${id} judges no single responses by criteria`);
        const texts = await withLedger(named, 'read', (store) => judgedTexts(store, id));
        if (as === 'rule') return await asRule(place, entry.card, texts);
        const { classifier, gate } = distilJudge(texts);
        if (!classifier || !evidence) {
          process.stdout.write(`no classifier is good enough: ${gate.reason}\n`);
          process.exitCode = EXIT.error;
          return;
        }
        const made = judgeRecord({ ...spec, distilled: classifier }, record.run.model);
        const { version } = made.record.declaration;
        const gates = [...evidence.gates.filter(({ name }) => name !== 'distilled'), gate];
        const report = { ...evidence, gates, version, source: version };
        const reason = `rlar judges distil ${id}`;
        await publishTool(place, { ...made, evidence: report }, { by: 'user', reason });
        const { sure, agreement } = gate.shares!;
        process.stdout.write(
          `${id}@${version}: a classifier decides ${classifier.decides === 'low' ? 'what is not good' : 'both ways'} where it is sure, ${(100 * sure!.value).toFixed(1)} % of sealed verdicts, and agrees with the judge in ${(100 * agreement!.value).toFixed(1)} % of these\n`,
        );
      } finally {
        await place.live.close();
      }
    });
}

async function asRule(place: PublishPlace, card: ToolCard, texts: readonly JudgedText[]): Promise<void> {
  const rule = distilRule(texts);
  if (!rule) {
    process.stdout.write(`no rule of three tests repeats what ${card.id} says in 90 % of sealed verdicts\n`);
    process.exitCode = EXIT.error;
    return;
  }
  const { program, record, trial, folder } = await addRule(place, card, rule, texts);
  process.stdout.write(`${program}\n`);
  if (trial.evidence) process.stdout.write(`${evidenceTables(trial.evidence)}\n`);
  const { id, version } = record.declaration;
  process.stdout.write(
    folder === null
      ? `${id} is refused by its gates, and not added\n`
      : `${id}@${version} is in the library\n`,
  );
  if (folder === null) process.exitCode = EXIT.error;
}
