import { type Command, Option } from 'commander';
import { preferencePair } from '../../admission/added-tools/preference-pairs.ts';
import { loadConfig } from '../../config.ts';
import { goldPairs } from '../../evolution/gold/gold-pairs.ts';
import { labelledRows } from '../../evolution/gold/labelled-rows.ts';
import { refereeRows } from '../../evolution/gold/referee-rows.ts';
import { IntakeNotes } from '../../intake/intake-notes.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import { countedQuery, queryKey } from '../../spec/query-key.ts';
import type { FeedbackEntry, NewFeedback } from '../../store/feedback.ts';
import { openFeedback } from '../../store/open-registry.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { writeOutput } from '../output-file.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { printJson } from '../terminal.ts';

interface GoldFlags extends RowFlags {
  by: string;
  config?: string;
  json?: boolean;
  as: 'rows' | 'pairs' | 'disagreements' | 'referee';
  out?: string;
}

/** Lines that could not be read, of which the reason is printed. */
const SHOWN_BAD = 20;

export function goldCommand(program: Command): void {
  const gold = program
    .command('gold')
    .description('what people said is right: evidence, never an edit of a reward');
  withRowFlags(gold.command('add'))
    .argument('<file>', 'rows with responses and `correct`')
    .description('take labelled rows as gold: audits and admission use them')
    .option('--by <name>', 'who labelled them', 'user')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, flags: GoldFlags) => {
      process.exitCode = await add(file, flags);
    });
  gold
    .command('export')
    .description('write gold labels and verdicts as rows')
    .addOption(
      new Option(
        '--as <what>',
        'rows: all labelled responses · disagreements: those on which the library as it is says otherwise, for `rlar admit --labelled` · pairs: a better and a worse response to one prompt, with weights of clicks · referee: prompts that ask a policy which of two labelled responses is better, for its own training as a referee',
      )
        .choices(['rows', 'pairs', 'disagreements', 'referee'])
        .default('rows'),
    )
    .option('--out <file>', 'standard output by default')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(exportGold);
}

/** @returns the exit code: 0, 3 where lines could not be read, 4 where nothing was labelled */
async function add(file: string, flags: GoldFlags): Promise<number> {
  const config = await effectiveConfig({
    ...(flags.config !== undefined && { config: flags.config }),
    record: false,
  });
  const { home } = config;
  if (home === null)
    throw new RlarError('RLAR_INVALID_CONFIG', 'home is null: gold labels are kept in a home');
  const service = await createRewardService(config);
  const feedback = await openFeedback(home);
  let labelled = 0;
  const bad: string[] = [];
  try {
    const notes = new IntakeNotes(flags.map);
    for await (const batch of readBatches(file, { flags, config, library: service.library, notes })) {
      bad.push(...batch.bad.map(({ line, reason }) => `${file}:${line}: ${reason}\n`));
      const entries = batch.groups.flatMap(({ group, labels }): NewFeedback[] => {
        const query = countedQuery(group.query, config.hints);
        return group.rollouts.flatMap(({ text }, at) =>
          typeof labels[at] === 'boolean'
            ? [
                {
                  sort: 'gold',
                  query: queryKey(query),
                  correct: labels[at],
                  by: flags.by,
                  body: { query, text },
                },
              ]
            : [],
        );
      });
      if (entries.length > 0) await feedback.add(entries);
      labelled += entries.length;
    }
  } finally {
    await feedback.close();
    await service.close();
  }
  process.stdout.write(
    `${labelled} labelled responses are gold${bad.length > 0 ? `, ${bad.length} lines could not be read` : ''}\n`,
  );
  process.stderr.write(bad.slice(0, SHOWN_BAD).join(''));
  if (labelled === 0) {
    process.stderr.write(
      'no row has labels: `correct` is true or false for each response, as a list where a row has several\n',
    );
    return EXIT.noReward;
  }
  return bad.length > 0 ? EXIT.badLines : EXIT.ok;
}

async function exportGold({ as, out, config: file }: GoldFlags): Promise<void> {
  const { home } = await loadConfig(file);
  if (home === null)
    throw new RlarError('RLAR_INVALID_CONFIG', 'home is null: gold labels are kept in a home');
  const feedback = await openFeedback(home);
  try {
    const entries = await feedback.list();
    const rows =
      as === 'pairs'
        ? goldPairs(entries)
        : as === 'referee'
          ? refereeRows(goldPairs(entries).map((pair) => preferencePair.parse(pair)))
          : labelledRows(as === 'rows' ? entries : await disputed(entries, file));
    if (rows.length === 0) process.stderr.write(`${nothingFor(as, entries.length)}\n`);
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    if (out === undefined) return void process.stdout.write(text);
    await writeOutput(out, text);
    printJson({ rows: rows.length, out });
  } finally {
    await feedback.close();
  }
}

/** Why an export is empty. */
function nothingFor(as: GoldFlags['as'], entries: number): string {
  if (entries === 0)
    return 'nothing is gold yet: rlar gold add FILE takes labelled rows, POST /v1/feedback labels of people';
  if (as === 'pairs')
    return `no pairs in ${entries} labels: a pair is a right and a wrong response to one query, or a preference`;
  return as === 'rows'
    ? `no rows in ${entries} entries: none of them says whether a response is right`
    : `no disagreements: the library says the same as the ${entries} labels, or says nothing`;
}

/** @returns the entries whose label the library as it is contradicts */
async function disputed(
  entries: readonly FeedbackEntry[],
  file: string | undefined,
): Promise<FeedbackEntry[]> {
  const config = await effectiveConfig({ ...(file !== undefined && { config: file }), record: false });
  const service = await createRewardService(config);
  try {
    const asked = entries.filter(({ correct }) => correct !== null);
    const groups = asked.map(({ body }) => ({ query: body.query, rollouts: [{ text: body.text }] }));
    const rewards = groups.length === 0 ? [] : await service.score({ context: {}, groups });
    return asked.filter(({ correct }, at) => {
      const reward = rewards[at]?.[0]?.reward ?? null;
      return reward !== null && reward >= 0.5 !== correct;
    });
  } finally {
    await service.close();
  }
}
