import { join } from 'node:path';
import type { Command } from 'commander';
import { batchRows } from '../../intake/batch-rows.ts';
import { readFile } from '../../intake/read-file.ts';
import { createRewardService } from '../../service.ts';
import { calledAs } from '../called-as.ts';
import { effectiveConfig } from '../effective-config.ts';
import { explanation } from '../explanation.ts';
import { addReward, emptyReport } from '../report.ts';
import { reportTable } from '../report-table.ts';
import { styled } from '../terminal.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples/rollouts.jsonl');
const SHOWN = 'example/linear-equation/half';

export function quickstartCommand(program: Command): void {
  program
    .command('quickstart')
    .description('score the example rollouts, explain one of them, and say what to try next')
    .action(quickstart);
}

async function quickstart(): Promise<void> {
  const service = await createRewardService(await effectiveConfig({ ignoreHints: true }));
  const report = emptyReport();
  const start = performance.now();
  let shown = '';
  try {
    for await (const batch of batchRows(readFile(EXAMPLES), { hints: false })) {
      const groups = batch.groups.map((entry) => entry.group);
      const rewards = await service.score({ context: { run: 'quickstart' }, groups });
      for (const [index, group] of rewards.entries()) {
        for (const [at, reward] of group.entries()) {
          addReward(report, reward, batch.groups[index]!.labels[at] ?? null);
          if (reward.id === SHOWN)
            shown = explanation(reward, groups[index]!.query, groups[index]!.rollouts[at]!);
        }
      }
    }
  } finally {
    await service.close();
  }
  const rlar = calledAs(process.env);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(
    [
      styled(
        'bold',
        `${report.overall.rollouts} example rollouts, scored in ${seconds} s without being told their kinds:`,
      ),
      '',
      reportTable(report),
      '',
      styled('bold', 'One of them, explained:'),
      '',
      shown,
      '',
      styled('bold', 'Try next:'),
      `  ${rlar} explain ${SHOWN}`,
      `  ${rlar} check YOUR.jsonl      which of your rows would get a reward, and from what`,
      `  ${rlar} score YOUR.jsonl --out rewards.jsonl`,
      `  ${rlar} tools list`,
      `  ${rlar} serve                 the dashboard at http://127.0.0.1:8421/, rewards at POST /v1/rewards`,
      '',
    ].join('\n'),
  );
}
