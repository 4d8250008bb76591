import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { admitFile } from '../../admission/added-tools/admit-file.ts';
import { admitTool } from '../../admission/added-tools/admit-tool.ts';
import { loadConfig } from '../../config.ts';
import { RlarError } from '../../spec/errors.ts';
import type { EvidenceReport, GateReport } from '../../spec/evidence.ts';
import { slotName } from '../../spec/slots.ts';
import { writeDisputed } from '../disputed-rows.ts';
import { evidenceTables, gateLine, verdictOf } from '../evidence-tables.ts';
import { EXIT } from '../exit.ts';
import { printJson, styled } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { DISPUTED, readRange, SECOND } from './tools-add.ts';

const flagsShape = z.object({
  samples: z.array(z.string()).optional(),
  labelled: z.array(z.string()).optional(),
  kind: z.array(z.string()).optional(),
  slot: slotName.optional(),
  range: z.string().optional(),
  function: z.string().optional(),
  requirements: z.string().optional(),
  constraint: z.string().optional(),
  noise: z.coerce.number().min(0).lt(1).optional(),
  second: z.string().optional(),
  disputed: z.string().optional(),
  deadline: z.coerce.number().int().positive().max(600_000).optional(),
  json: z.boolean().optional(),
  config: z.string().optional(),
});

export function admitCommand(program: Command): void {
  program
    .command('admit')
    .argument('<file or id>', 'a reward function (Python or JavaScript), or a tool of the library')
    .description('puts a reward function through the gates G0 to G9: is it to be trusted?')
    .option('--samples <file...>', 'JSONL rows with references, with labelled responses, or both')
    .option(
      '--labelled <file...>',
      'JSONL rows with `correct` or `reward`; of a tool of the library: more evidence',
    )
    .option('--kind <kind...>', 'kinds of tasks that it is for')
    .option('--slot <slot>', 'correctness (default), quality, format, efficiency or safety')
    .option('--range <min,max>', 'the values that it may return; 0,1 by default')
    .option('--function <name>', 'which function, where the file holds several')
    .option('--requirements <file>', 'packages that it needs, as for pip')
    .option('--constraint <id>', 'the sort of constraint that a function (response, kwargs, prompt) checks')
    .option(
      '--noise <share>',
      'the share of labels that may be wrong, 0.02 for 2 %; 0 by default: all are meant',
    )
    .option('--second <file or id>', SECOND)
    .option('--disputed <file>', DISPUTED)
    .option('--deadline <ms>', 'milliseconds that one call may take')
    .option('--json', 'print one JSON object')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (what: string, given: unknown) => {
      try {
        await admit(what, given);
      } catch (thrown) {
        if (!(thrown instanceof RlarError) || !USAGE.has(thrown.code)) throw thrown;
        process.stderr.write(
          `${styled('red', thrown.code, process.stderr)} ${thrown.message}\n${thrown.remedy}\n`,
        );
        process.exitCode = EXIT.usage;
      }
    });
}

const USAGE: ReadonlySet<string> = new Set(['RLAR_FILE_UNREADABLE', 'RLAR_NOT_FOUND', 'RLAR_INVALID_TOOL']);

async function admit(what: string, given: unknown): Promise<void> {
  const flags = flagsShape.safeParse(given);
  if (!flags.success) {
    const issue = flags.error.issues[0];
    throw new RlarError('RLAR_INVALID_TOOL', `--${issue?.path.join('.')}: ${issue?.message}`);
  }
  const { samples = [], labelled = [], kind, range, deadline, noise, json, config, ...rest } = flags.data;
  const { second, disputed } = rest;
  const onGate = (report: GateReport) => {
    if (!json) process.stdout.write(`${gateLine(report)}\n`);
  };
  const start = performance.now();
  const files = [...samples, ...labelled];
  let report: EvidenceReport;
  if (/\.(?:py|js|mjs)$/.test(what) || existsSync(what)) {
    if (files.length === 0)
      throw new UsageError('RLAR_INVALID_REQUEST', 'there are no rows to try it on', {
        remedy: 'Name a file of rows with references or labelled responses: --samples FILE.',
      });
    const { slot, function: name, requirements, constraint } = rest;
    report = await admitFile({
      file: what,
      samples: files,
      onGate,
      ...(second !== undefined && { second, home: (await loadConfig(config)).home }),
      ...(noise !== undefined && { noise }),
      ...(kind && { kinds: kind }),
      ...(slot && { slot }),
      ...(name && { function: name }),
      ...(requirements && { requirements }),
      ...(constraint && { constraint }),
      ...(range && { range: readRange(range) }),
      ...(deadline && { callMs: deadline }),
    });
  } else
    report = await admitTool(await loadConfig(config), what, {
      samples: files,
      onGate,
      ...(second !== undefined && { second }),
      ...(noise !== undefined && { noise }),
    });
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const { admitted } = report;
  const verdict = verdictOf(report);
  if (json) printJson({ verdict, seconds, ...report });
  else process.stdout.write(`\n${evidenceTables(report)}\n\n${seconds} s\n`);
  if (disputed !== undefined) {
    const told = writeDisputed(disputed, report);
    if (!json) process.stdout.write(`${told}\n`);
  }
  process.exitCode = admitted ? EXIT.ok : EXIT.error;
}
