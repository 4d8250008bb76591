import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { addJudge, type JudgeAdded } from '../../admission/added-tools/add-judge.ts';
import { readPairs } from '../../admission/added-tools/preference-pairs.ts';
import { type Config, loadConfig } from '../../config.ts';
import { readJudge } from '../../library/added-tools/read-judge.ts';
import { type JudgeModel, judgeModel } from '../../models/judge-model.ts';
import { RlarError } from '../../spec/errors.ts';
import { evidenceTables } from '../evidence-tables.ts';
import { EXIT } from '../exit.ts';
import { openPlace } from '../library-place.ts';
import { printJson, styled } from '../terminal.ts';

interface Flags {
  pairs?: string;
  json?: boolean;
  config?: string;
}

export function judgesAddCommand(judges: Command): void {
  judges
    .command('add')
    .argument('<spec>', 'JSON or YAML: what the judge is asked (docs/judges.md)')
    .description('tries a judge with the configured language model, and makes it a provisional tool')
    .option('--pairs <file>', 'JSONL of held-out pairs (prompt, chosen, rejected): gates G4, G6 and G8')
    .option('--json', 'print the card as JSON')
    .option('--config <file>', 'configuration instead of rlar.config.ts or rlar.yaml')
    .action(async (file: string, { pairs, json, config: named }: Flags) => {
      const config = await loadConfig(named);
      const spec = readJudge(textOf(file), `${file}: `);
      const model = modelOf(config);
      const place = await openPlace(config, true);
      try {
        const added = await addJudge(place, spec, model, pairs === undefined ? [] : readPairs(pairs));
        show(added, json ?? false);
      } finally {
        await place.live.close();
      }
    });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new RlarError('RLAR_FILE_UNREADABLE', `${file}: ${(cause as Error).message}`, { cause });
  }
}

/** @throws RLAR_MODEL_MISSING where no model has a name: the judge is known by it, in a recording as well */
function modelOf({ llm }: Config): JudgeModel {
  const { cassette: _, ...reached } = llm;
  const model = judgeModel.safeParse(reached);
  if (model.success) return model.data;
  throw new RlarError('RLAR_MODEL_MISSING', 'a judge needs a language model: RLAR_LLM_MODEL is not set');
}

function show({ declaration, evidence }: JudgeAdded, json: boolean): void {
  if (!evidence.admitted) process.exitCode = EXIT.error;
  if (json) {
    printJson({ ...declaration, evidence });
    return;
  }
  const { id, version, kinds } = declaration;
  const name = styled('bold', `${id}@${version}`);
  const use =
    kinds.length > 0
      ? `for ${kinds.join(', ')} where a run allows provisional tools, and where a row pins it`
      : `where a row pins it: rlar score FILE --tool ${id}`;
  const became = evidence.admitted
    ? `${name} is used ${use}`
    : `${name} is ${styled('red', 'refused')} and kept beside the library; rlar tools show ${id} has its report`;
  process.stdout.write(`${evidenceTables(evidence)}\n\n${became}\n`);
}
