import type { Command } from 'commander';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { criteriaOnPairs, rubricCoverage } from '../../admission/added-tools/rubric-coverage.ts';
import { judgePairs } from '../../admission/added-tools/try-judge.ts';
import { loadConfig } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import { openJudge } from '../open-judge.ts';
import { percent, printJson, table } from '../terminal.ts';

interface Flags {
  readonly pairs: string;
  readonly json?: boolean;
  readonly config?: string;
}

export function judgesCoverageCommand(judges: Command): void {
  judges
    .command('coverage')
    .argument('<judge>', 'the file of a rubric, or a judge of the library that has criteria')
    .description(
      'what the criteria of a rubric are worth beside each other: what they cover, and which are doubled',
    )
    .requiredOption('--pairs <file>', 'JSONL of labelled pairs (prompt, chosen, rejected)')
    .option('--json', 'print the figures as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (named: string, { pairs: file, json, config }: Flags) => {
      const pairs = readPairs(file);
      const { tool, close } = await openJudge(named, await loadConfig(config));
      try {
        const judged = (await judgePairs(tool, pairs)).map(({ criteria }) => criteria);
        const shares = rubricCoverage(judged);
        const criteria = criteriaOnPairs(judged);
        if (criteria.length === 0)
          throw new RlarError(
            'RLAR_INVALID_TOOL',
            `${named} has no criteria of its own: coverage is of rubrics`,
          );
        if (json) return printJson({ ...shares, criteria });
        const { coverage, redundancy } = shares;
        process.stdout.write(
          `coverage ${percent(coverage!.value, 1)} of ${coverage!.of} pairs are decided for the better response by some criterion\nredundancy ${percent(redundancy!.value, 1)} of ${redundancy!.of} criteria could be left to another one\n\n`,
        );
        const rows = criteria.map(({ id, better, worse, level, twin }) => [
          id,
          percent(better, 1),
          percent(worse, 1),
          percent(level, 1),
          twin ?? '',
        ]);
        process.stdout.write(
          `${table(['criterion', 'for the better', 'for the worse', 'level', 'says the same as'], rows)}\n`,
        );
      } finally {
        await close();
      }
    });
}
