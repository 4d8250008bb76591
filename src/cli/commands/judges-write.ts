import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { addJudge } from '../../admission/added-tools/add-judge.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { writeRubric } from '../../agents/rubric-writer/write-rubric.ts';
import { loadConfig } from '../../config.ts';
import { judgeRecord } from '../../library/added-tools/judge-record.ts';
import { toolOf } from '../../library/added-tools/tool-of.ts';
import { openJudgeModel } from '../../models/judge-model.ts';
import { kindName } from '../../spec/kinds.ts';
import { parseOrThrow } from '../../spec/parse-or-throw.ts';
import { judgeModelOf, showJudge } from '../judge-page.ts';
import { openPlace } from '../library-place.ts';
import { percent } from '../terminal.ts';

const flagsShape = z.object({
  kind: kindName,
  pairs: z.string(),
  id: z.string().optional(),
  rounds: z.coerce.number().int().min(1).max(10).default(3),
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
    .option('--rounds <count>', 'how often a rubric is written; 3 if not said')
    .option('--out <file>', 'writes the rubric as JSON, also where it is refused')
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (given: unknown) => {
      const flags = parseOrThrow(flagsShape, given, { code: 'RLAR_INVALID_TOOL', prefix: '--' });
      const { kind, rounds, out, id = `rubric-${kind.replaceAll('.', '-')}`.slice(0, 40) } = flags;
      const config = await loadConfig(flags.config);
      const pairs = readPairs(flags.pairs);
      const model = judgeModelOf(config);
      const place = await openPlace(config, true);
      try {
        const writer = await openJudgeModel(model);
        const order = { id, kind, pairs, rounds };
        const { spec, heldOut, tried } = await writeRubric(writer, order, (each) => {
          const { record, sources } = judgeRecord(each, model);
          return toolOf(record, sources);
        });
        if (out !== undefined) writeFileSync(out, `${JSON.stringify(spec, null, 2)}\n`);
        const shares = tried.map((share) => percent(share, 1)).join(', ');
        process.stderr.write(
          `rubrics tried on the shown pairs: ${shares}; the best is tried on the others\n`,
        );
        showJudge(await addJudge(place, spec, model, heldOut), flags.json ?? false);
      } finally {
        await place.live.close();
      }
    });
}
