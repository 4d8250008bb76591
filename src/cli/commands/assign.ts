import type { Command } from 'commander';
import { createRewardService } from '../../service.ts';
import { visible, visibleJson } from '../../text/visible.ts';
import { askBatch } from '../ask-batch.ts';
import { effectiveConfig } from '../effective-config.ts';
import { EXIT } from '../exit.ts';
import { OutputFile } from '../output-file.ts';
import { readBatches } from '../read-rows.ts';
import { type RowFlags, withRowFlags } from '../row-flags.ts';
import { percent, table } from '../terminal.ts';

interface AssignFlags extends RowFlags {
  out?: string;
  ignoreHints?: boolean;
  config?: string;
}

export function assignCommand(program: Command): void {
  withRowFlags(program.command('assign'))
    .argument('<file>', 'JSONL, JSON, CSV, TSV or Parquet; .gz too of queries; - for standard input')
    .description('say which reward function each query gets, and why')
    .option('--out <file>', 'write one JSON line per query; - for standard output (the default)', '-')
    .option('--ignore-hints', "do not look at the rows' task and data_source")
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, flags: AssignFlags) => {
      process.exitCode = await assignFile(file, flags);
    });
}

async function assignFile(file: string, flags: AssignFlags): Promise<number> {
  const out = OutputFile.open(flags.out ?? '-', { inputs: [file] });
  const config = await effectiveConfig({ ...flags, record: false });
  const service = await createRewardService(config);
  const kinds = new Map<string, number>();
  let queries = 0;
  let bad = 0;
  try {
    const batches = readBatches(file, {
      flags,
      config,
      library: service.library,
      merge: false,
      needsResponse: false,
    });
    for await (const batch of batches) {
      for (const { line, reason } of batch.bad)
        process.stderr.write(`${visible(`${file}:${line}: ${reason}`)}\n`);
      bad += batch.bad.length;
      const replies = await askBatch(batch, (request) => service.assign(request));
      const text = replies.map(({ id, assignment }) => {
        queries += 1;
        const kind = assignment.kind ?? "don't know";
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        const { kind: given, confidence, reason } = assignment;
        return `${visibleJson(JSON.stringify({ id, kind: given, confidence, reason, assignment }))}\n`;
      });
      await out.write(text.join(''));
    }
    await out.finish();
  } finally {
    await out.close();
    await service.close();
  }
  if (flags.out !== '-') {
    const rows = [...kinds]
      .sort((left, right) => right[1] - left[1])
      .map(([kind, count]) => [kind, String(count), percent(count, queries)]);
    process.stdout.write(`${table(['kind', 'queries', 'share'], rows)}\n`);
  }
  return bad > 0 ? EXIT.badLines : EXIT.ok;
}
