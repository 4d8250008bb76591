import type { Command } from 'commander';
import { z } from 'zod';
import { type AddedReport, addTool, failedOnAll } from '../../admission/added-tools/add-tool.ts';
import { loadConfig } from '../../config.ts';
import { leaveWish } from '../../evolution/loop/inbox.ts';
import type { ToolFiles } from '../../library/added-tools/tool-files.ts';
import { stageTool } from '../../library/registry/stage.ts';
import { type Grant, grant } from '../../sandbox/functions/function-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { slotName } from '../../spec/slots.ts';
import { withHomeFiles } from '../../store/open-registry.ts';
import { writeDisputed } from '../disputed-rows.ts';
import { evidenceTables, verdictOf } from '../evidence-tables.ts';
import { EXIT } from '../exit.ts';
import { openPlace } from '../library-place.ts';
import { styled, table } from '../terminal.ts';

const flagsShape = z.object({
  id: z.string().optional(),
  kind: z.array(z.string()).optional(),
  slot: slotName.optional(),
  range: z.string().optional(),
  samples: z.string().optional(),
  requirements: z.string().optional(),
  function: z.string().optional(),
  noise: z.coerce.number().min(0).lt(1).optional(),
  second: z.string().optional(),
  disputed: z.string().optional(),
  deadline: z.coerce.number().int().positive().max(600_000).optional(),
  stochastic: z.boolean().optional(),
  keepRefused: z.boolean().optional(),
  shadow: z.boolean().optional(),
  trust: z.enum(['sandbox', 'own']).optional(),
  allow: z.array(z.string()).optional(),
  config: z.string().optional(),
});
const SHOWN = 12;
/** What the options of `admit` and `tools add` say. */
export const SECOND =
  'a second verifier of the same thing, by another author: edits on which the two disagree are shown';
export const DISPUTED = 'write the disputed responses to this file, as rows to be labelled';

export function toolsAddCommand(tools: Command): void {
  tools
    .command('add')
    .argument('<file>', 'Python (verl, TRL, OpenRLHF, ms-swift, plain) or JavaScript')
    .description('brings a reward function that you already have, unchanged')
    .option('--id <id>', 'its name in the library; the file’s name by default')
    .option('--kind <kind...>', 'kinds of tasks that it may be routed to, once it has evidence')
    .option('--slot <slot>', 'correctness (default), quality, format, efficiency or safety')
    .option(
      '--range <min,max>',
      'the values that it may return; 0,1 by default. For less than 0: --range=-1,1',
    )
    .option('--samples <file>', 'JSONL rows with `correct` or `reward`, to test it on')
    .option('--requirements <file>', 'packages that it needs, as for pip; put into an environment of its own')
    .option('--function <name>', 'which function, where the file holds several')
    .option(
      '--noise <share>',
      'the share of labels that may be wrong, 0.02 for 2 %; 0 by default: all are meant',
    )
    .option('--second <file or id>', SECOND)
    .option('--disputed <file>', DISPUTED)
    .option('--deadline <ms>', 'milliseconds that one call may take')
    .option(
      '--stochastic',
      'the same response may get another value: its card says so, and no gate asks for the same twice',
    )
    .option('--keep-refused', 'add it though its gates refuse it: rows may pin it, nothing routes to it')
    .option(
      '--shadow',
      'try it beside the library first, unpaid; the loop makes it the tool when it is better (docs/evolution.md)',
    )
    .option('--trust <whom>', '`own`: your own code, with what --allow grants; `sandbox` by default')
    .option('--allow <grant...>', 'net=HOST:PORT or read=PATH, with --trust own')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_TOOL', prefix: '--' });
      const { kind, range, noise, deadline, allow, config, disputed, shadow, ...rest } = flags;
      const place = await openPlace(await loadConfig(config), true);
      const report = await addTool({
        ...rest,
        file,
        home: place.home,
        ...(noise !== undefined && { noise }),
        ...(kind && { kinds: kind }),
        ...(range && { range: readRange(range) }),
        ...(deadline && { callMs: deadline }),
        ...(allow && { grants: allow.map(readGrant) }),
        ...(shadow && { keep: async (files) => tryFirst(place.home, files) }),
      });
      process.stdout.write(`${describe(report, shadow ?? false)}\n`);
      if (disputed !== undefined && report.trial.evidence)
        process.stdout.write(`${writeDisputed(disputed, report.trial.evidence)}\n`);
      if (report.trial.evidence?.admitted === false) process.exitCode = EXIT.error;
    });
}

/** Leaves a tool to the loop of evolution. */
async function tryFirst(home: string, tool: ToolFiles): Promise<void> {
  const what = { card: await stageTool({ home }, tool) };
  const id = await withHomeFiles(home, (files) =>
    leaveWish(files, { what, by: 'user', reason: 'rlar tools add --shadow' }),
  );
  process.stdout.write(
    `on trial as ${id}: rlar evolution status shows it once rlar evolution run has looked\n`,
  );
}

/** @throws RLAR_INVALID_TOOL */
export function readRange(text: string): [number, number] {
  const [from, to, ...more] = text.split(',').map(Number);
  if (more.length === 0 && Number.isFinite(from) && Number.isFinite(to) && Number(from) < Number(to))
    return [Number(from), Number(to)];
  throw new RlarError('RLAR_INVALID_TOOL', `--range ${text}: expected MIN,MAX`);
}

function readGrant(text: string): Grant {
  const net = /^net=(.+):(\d{1,5})$/.exec(text);
  const read = /^read=(.+)$/.exec(text);
  const parsed = grant.safeParse(
    net ? { kind: 'net', host: net[1], port: Number(net[2]) } : { kind: 'read', path: read?.[1] },
  );
  if (parsed.success) return parsed.data;
  throw new RlarError('RLAR_INVALID_TOOL', `--allow ${text}: expected net=HOST:PORT or read=/PATH`);
}

function describe({ record, found, trial, folder }: AddedReport, onTrial: boolean): string {
  const { declaration, run } = record;
  const { id, version, range, kinds } = declaration;
  const lines = [`found: ${found}`];
  if (declaration.provenance.trust === 'own')
    lines.push(
      styled('yellow', `your own code, granted ${declaration.provenance.grants?.join(', ') || 'nothing'}`),
    );
  if (run.language === 'python' && run.found.messages)
    lines.push('it reads completions as lists of messages');
  if (run.language === 'python' && run.requirements.length > 0)
    lines.push(`installed: ${run.requirements.join(', ')}`);
  const rows = trial.verdicts
    .slice(0, SHOWN)
    .map(({ verdict, ms }, index) => [
      (trial.cases[index]?.name ?? '').slice(0, 40),
      verdict.status === 'scored' ? String(verdict.value) : verdict.status,
      verdict.status === 'unscored'
        ? verdict.reason
        : verdict.status === 'failed'
          ? verdict.error.message
          : '',
      ms.toFixed(1),
    ]);
  lines.push('', table(['sample', 'reward', '', 'ms'], rows));
  if (trial.verdicts.length > SHOWN) lines.push(`and ${trial.verdicts.length - SHOWN} more`);
  const where =
    folder === null
      ? 'was not added'
      : `is ${onTrial ? 'beside the library' : `in ${folder}`}, from ${range[0]} to ${range[1]}`;
  lines.push('', `${styled('bold', `${id}@${version}`)} ${where}`);
  const failing = failedOnAll(record, trial);
  if (failing !== null) lines.push(styled('red', failing));
  if (onTrial && folder !== null)
    lines.push(
      'on trial: it pays nothing and no row can pin it, until the loop of evolution makes it a tool of the library',
    );
  if (!trial.evidence) {
    if (onTrial) return lines.join('\n');
    lines.push(
      styled(
        'yellow',
        'vouched by user: no labelled samples, so it is used where a row pins it (tools: ["' +
          id +
          '"]) and never routed to',
      ),
    );
  } else {
    lines.push(evidenceTables(trial.evidence));
    const verdict = verdictOf(trial.evidence);
    lines.push(
      verdict !== 'refused'
        ? styled(
            verdict === 'admitted' ? 'green' : 'yellow',
            kinds.length > 0 || onTrial
              ? `${verdict}${kinds.length > 0 ? ` for ${kinds.join(', ')}` : ''}`
              : `${verdict}; without --kind it is used where a row pins it`,
          )
        : styled(
            'red',
            folder === null
              ? 'refused, and not added; --keep-refused adds it for rows that pin it'
              : 'refused: it can be pinned, and is never routed to',
          ),
    );
  }
  return lines.join('\n');
}
