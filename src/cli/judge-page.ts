import type { JudgeAdded } from '../admission/added-tools/add-judge.ts';
import type { Config } from '../config.ts';
import { type JudgeModel, judgeModel } from '../models/judge-model.ts';
import { RlarError } from '../spec/errors.ts';
import { evidenceTables } from './evidence-tables.ts';
import { EXIT } from './exit.ts';
import { printJson, styled } from './terminal.ts';

/** @throws RLAR_MODEL_MISSING where no model has a name: the judge is known by it, in a recording as well */
export function judgeModelOf({ llm }: Config): JudgeModel {
  const { cassette: _, secondModel: _other, roles: _others, ...reached } = llm;
  const model = judgeModel.safeParse(reached);
  if (model.success) return model.data;
  throw new RlarError('RLAR_MODEL_MISSING', 'a judge needs a language model: RLAR_LLM_MODEL is not set');
}

/** Shows what became of a judge that was to be added; a refused one ends the command with an error. */
export function showJudge({ declaration, evidence, limits }: JudgeAdded, json: boolean): void {
  if (!evidence.admitted) process.exitCode = EXIT.error;
  if (json) {
    printJson({ ...declaration, evidence });
    return;
  }
  const { id, version, kinds } = declaration;
  const name = styled('bold', `${id}@${version}`);
  const allowed = evidence.provisional ? ' where a run allows provisional tools, and' : ', and also';
  const use =
    kinds.length > 0
      ? `for ${kinds.join(', ')}${allowed} where a row pins it`
      : `where a row pins it: rlar score FILE --tool ${id}`;
  const became = evidence.admitted
    ? `${name} is used ${use}`
    : `${name} is ${styled('red', 'refused')} and kept beside the library; rlar tools show ${id} has its report`;
  if (limits)
    process.stdout.write(
      `It was at chance on: ${[
        ...(limits.longest === null ? [] : [`responses of more than ${limits.longest} characters`]),
        ...(limits.languages ? [`prompts in other languages than ${limits.languages.join(', ')}`] : []),
        ...(limits.without ? [`prompts of ${limits.without.join(', ')}`] : []),
      ].join('; ')}. It does not judge these.\n`,
    );
  process.stdout.write(`${evidenceTables(evidence)}\n\n${became}\n`);
}
