import type { Command } from 'commander';
import { isWhole } from '../../service/replay.ts';
import { createRewardService } from '../../service.ts';
import { RlarError } from '../../spec/errors.ts';
import type { Reward } from '../../spec/reward.ts';
import { getOwn, setOwn } from '../../spec/table.ts';
import type { LedgerFilter, RecordedGroup } from '../../store/ledger.ts';
import { effectiveConfig } from '../effective-config.ts';
import { countReason } from '../report.ts';
import { oneLine, percent, printJson, table } from '../terminal.ts';

interface RescoreFlags {
  run?: string;
  kind?: string;
  failed?: boolean;
  snapshot: string;
  json?: boolean;
  config?: string;
}

/** How the rewards of one kind changed. */
interface Change {
  rescored: number;
  same: number;
  up: number;
  down: number;
  gained: number;
  lost: number;
}

const BATCH = 512;

export function rescoreCommand(program: Command): void {
  program
    .command('rescore')
    .description('make rewards again from the ledger, and show what changed')
    .option('--run <name>', 'only this run')
    .option('--kind <kind>', 'only this kind or family')
    .option('--failed', 'only what failed')
    .option(
      '--snapshot <id>',
      '`same`: each with the assignment it had · `latest`: assigned anew by this library',
      'same',
    )
    .option('--json', 'print as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action((flags: RescoreFlags) => rescore(flags));
}

async function rescore(flags: RescoreFlags): Promise<void> {
  const config = await effectiveConfig(flags);
  if (config.home === null) throw new RlarError('RLAR_NOT_FOUND', 'nothing is recorded: home is null');
  const service = await createRewardService(config);
  const changes: Record<string, Change> = {};
  const reasons: Record<string, number> = {};
  const lost = { textless: 0, cut: 0 };
  try {
    const filter: LedgerFilter = {
      ...(flags.run && { run: flags.run }),
      ...(flags.kind && { kind: flags.kind }),
      ...(flags.failed && { status: 'failed' as const }),
    };
    const work = async (groups: readonly RecordedGroup[]): Promise<void> => {
      const rewards = await service.rescore(groups, flags.snapshot);
      for (const [index, group] of rewards.entries())
        for (const [at, reward] of group.entries()) {
          const before = groups[index]!.records[at]!.reward;
          addChange(changes, before, reward);
          if (before.reward !== null && reward.reward === null) countReason(reasons, reward);
        }
    };
    let batch: RecordedGroup[] = [];
    let rollouts = 0;
    for await (const group of service.store!.scanGroups(filter)) {
      if (!isWhole(group)) {
        lost[group.records.length < group.size ? 'cut' : 'textless'] += group.records.length;
        continue;
      }
      batch.push(group);
      rollouts += group.records.length;
      if (rollouts < BATCH) continue;
      await work(batch);
      batch = [];
      rollouts = 0;
    }
    await work(batch);
  } finally {
    await service.close();
  }
  if (flags.json) printJson({ changes, reasons, ...lost });
  else process.stdout.write(`${changeTable(changes)}\n${reasonLines(reasons)}`);
  if (lost.textless > 0)
    process.stderr.write(`${lost.textless} rewards were recorded without texts and cannot be made again\n`);
  if (lost.cut > 0)
    process.stderr.write(
      `${lost.cut} rewards belong to groups that were deleted in part: they cannot be made again\n`,
    );
}

function addChange(changes: Record<string, Change>, before: Reward, after: Reward): void {
  const kind = after.kind ?? before.kind ?? 'unknown';
  const nothing: Change = { rescored: 0, same: 0, up: 0, down: 0, gained: 0, lost: 0 };
  const change = getOwn(changes, kind) ?? nothing;
  setOwn(changes, kind, change);
  change.rescored += 1;
  if (before.reward === null) change[after.reward === null ? 'same' : 'gained'] += 1;
  else if (after.reward === null) change.lost += 1;
  else change[after.reward === before.reward ? 'same' : after.reward > before.reward ? 'up' : 'down'] += 1;
}

function reasonLines(reasons: Record<string, number>): string {
  const sorted = Object.entries(reasons).sort((left, right) => right[1] - left[1]);
  if (sorted.length === 0) return '';
  const lines = sorted
    .slice(0, 10)
    .map(([said, count]) => `  ${String(count).padStart(7)}  ${oneLine(said, 160)}\n`);
  return `\nLost because:\n${lines.join('')}`;
}

function changeTable(changes: Record<string, Change>): string {
  const rows = Object.entries(changes).map(([kind, change]) => [
    kind,
    String(change.rescored),
    String(change.same),
    percent(change.same, change.rescored),
    String(change.up),
    String(change.down),
    String(change.gained),
    String(change.lost),
  ]);
  if (rows.length === 0) return 'nothing in the ledger matches';
  return table(
    ['kind', 'made again', 'same', 'share', 'higher', 'lower', 'gained a reward', 'lost it'],
    rows,
  );
}
