import type { Command } from 'commander';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { groupsOf, type Learnt, learnFromPairs } from '../../evolution/learning/learn-from-pairs.ts';
import { judgeModel } from '../../models/judge-model.ts';
import { composePlace } from '../../service/compose-place.ts';
import { createRewardService } from '../../service.ts';
import { openFeedback, openHomeFiles } from '../../store/open-registry.ts';
import { effectiveConfig } from '../effective-config.ts';
import { requireHome } from '../require-home.ts';
import { percent, printJson, table } from '../terminal.ts';

interface LearnFlags {
  by: string;
  allowProvisional?: boolean;
  json?: boolean;
  config?: string;
}

export function evolutionLearnCommand(evolution: Command): void {
  evolution
    .command('learn')
    .argument(
      '<pairs>',
      'JSONL of some hundred preferences: prompt, chosen, rejected, and kind where you know it',
    )
    .description(
      'start from labelled preferences: what orders them better on sealed ones is made, or goes on trial',
    )
    .option('--by <name>', 'who labelled them', 'user')
    .option('--allow-provisional', 'also take provisional tools as parts')
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(learn);
}

async function learn(file: string, { by, json, config: named, ...flags }: LearnFlags): Promise<void> {
  const pairs = readPairs(file);
  const config = await effectiveConfig({
    ...flags,
    ...(named !== undefined && { config: named }),
    record: false,
  });
  const home = requireHome(config);
  const service = await createRewardService(config);
  const feedback = await openFeedback(home);
  const files = await openHomeFiles(home);
  try {
    const groups = groupsOf(pairs);
    const entries = groups.map(({ queryKey, query, responses }) => ({
      sort: 'pair' as const,
      query: queryKey,
      correct: null,
      by,
      body: { query, text: responses[0]!.text, other: responses[1]!.text },
    }));
    if (entries.length > 0) await feedback.add(entries);
    const { cassette: _, ...reached } = config.llm;
    const learnt = await learnFromPairs(pairs, {
      ...composePlace(service),
      home,
      files,
      refresh: () => service.refreshLibrary(),
      model: judgeModel.safeParse(reached).data ?? null,
    });
    if (json) printJson(learnt);
    else process.stdout.write(`${pageOf(learnt)}\n`);
  } finally {
    await files.close();
    await feedback.close();
    await service.close();
  }
}

function pageOf({ pairs, before, after, changes }: Learnt): string {
  const rows = changes.map(({ kind, what, before: was, after: is, became, reason }) => [
    kind,
    what,
    was === null ? '' : percent(was, 1),
    is === null ? '' : percent(is, 1),
    became,
    reason,
  ]);
  const head = ['kind', 'change', 'sealed before', 'sealed after', 'became', ''];
  const found = rows.length > 0 ? table(head, rows) : 'no kind has 40 preferences: nothing was searched';
  return `${found}\n\nof ${pairs} preferences the library orders ${percent(after, 1)} right, ${percent(before, 1)} before; rlar library log has the changes, and rlar library rollback goes back`;
}
