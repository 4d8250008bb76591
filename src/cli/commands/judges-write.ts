import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { judgeIdFor, writeJudge } from '../../agents/rubric-writer/write-judge.ts';
import { loadConfig } from '../../config.ts';
import { readJudge } from '../../library/added-tools/read-judge.ts';
import { kindName } from '../../spec/kinds.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { judgeModelOf, showJudge } from '../judge-page.ts';
import { openPlace } from '../library-place.ts';
import { writeOutput } from '../output-file.ts';
import { percent } from '../terminal.ts';

const flagsShape = z.object({
  kind: kindName,
  pairs: z.string(),
  id: z.string().optional(),
  rounds: z.coerce.number().int().min(1).max(10).default(3),
  from: z.string().optional(),
  out: z.string().optional(),
  json: z.boolean().optional(),
  config: z.string().optional(),
});

export function judgesWriteCommand(judges: Command): void {
  judges
    .command('write')
    .description(
      'has a rubric for a kind written out of labelled pairs; it is kept only if it recovers others',
    )
    .requiredOption('--kind <kind>', 'the kind of task that the judge is for')
    .requiredOption(
      '--pairs <file>',
      'JSONL of 80 pairs or more (prompt, chosen, rejected); half stay sealed',
    )
    .option('--id <id>', 'its name in the library; made from the kind by default')
    .option(
      '--from <file>',
      'the rubric in use: it is revised by what it decides wrongly, and stays where no revision is better',
    )
    .option('--rounds <count>', 'how often a rubric is written; 3 if not said')
    .option('--out <file>', 'writes the rubric as JSON, also where it is refused')
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_TOOL', prefix: '--' });
      const { kind, rounds, out, id = judgeIdFor(kind) } = flags;
      const config = await loadConfig(flags.config);
      const pairs = readPairs(flags.pairs);
      const from =
        flags.from === undefined ? undefined : readJudge(readFileSync(flags.from, 'utf8'), `${flags.from}: `);
      const model = judgeModelOf(config);
      const place = await openPlace(config, true);
      try {
        const { spec, tried, admit } = await writeJudge(
          place,
          { id, kind, pairs, rounds, ...(from && { from: { ...from, id } }) },
          model,
          config.llm.secondModel ?? null,
        );
        if (out !== undefined) await writeOutput(out, `${JSON.stringify(spec, null, 2)}\n`);
        const shares = tried.map((share) => percent(share, 1)).join(', ');
        process.stderr.write(
          `rubrics tried on the shown pairs: ${shares}; the best is tried on the others\n`,
        );
        showJudge(await admit(), flags.json ?? false);
      } finally {
        await place.live.close();
      }
    });
}
