import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { jsonObject } from '../src/spec/json.ts';
import { scoreOne } from '../src/spec/prepared-tool.ts';
import { instructionConstraints } from '../src/tools/instruction-constraints/index.ts';

/**
 * Agreement of the tool with the verdicts of IFEval's own checkers: `RLAR_DATA=FOLDER node
 * scripts/measure-instruction-constraints.ts`. Lists what they disagree on.
 */
const labelled = z.object({
  id: z.string(),
  response: z.string(),
  reference: z.object({ instruction_id_list: z.array(z.string()), kwargs: z.array(jsonObject) }),
  correct: z.boolean(),
  per_instruction: z.array(z.boolean()),
});
const evidence = z.object({ constraints: z.array(z.object({ ok: z.boolean(), detail: z.string() })) });

interface InstructionAgreement {
  readonly instructions: number;
  readonly instructionsAgreed: number;
  readonly responses: number;
  readonly responsesAgreed: number;
  /** Wanted by the label, and found, of each disagreement. */
  readonly disagreements: readonly string[];
}

/** @param file JSON lines with `response`, `reference`, `correct` and `per_instruction` */
export async function measureInstructionConstraints(file: string): Promise<InstructionAgreement> {
  let instructions = 0;
  let instructionsAgreed = 0;
  let responses = 0;
  let responsesAgreed = 0;
  const disagreements: string[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue;
    const row = labelled.parse(JSON.parse(line));
    const constraints = row.reference.instruction_id_list.map((id, index) => ({
      id,
      kwargs: row.reference.kwargs[index] ?? {},
    }));
    const judge = instructionConstraints.prepare(
      { prompt: '', messages: [], references: [], constraints },
      {},
    );
    const verdict = await scoreOne(judge, { text: row.response });
    responses += 1;
    if (verdict.status === 'scored' && (verdict.value === 1) === row.correct) responsesAgreed += 1;
    const found = verdict.status === 'scored' ? evidence.parse(verdict.evidence).constraints : [];
    row.per_instruction.forEach((wanted, index) => {
      instructions += 1;
      if (found[index]?.ok === wanted) instructionsAgreed += 1;
      else {
        const got = found[index]?.detail ?? (verdict.status === 'unscored' ? verdict.reason : verdict.status);
        disagreements.push(`${row.id} ${constraints[index]?.id}: label ${wanted}, found: ${got}`);
      }
    });
  }
  return { instructions, instructionsAgreed, responses, responsesAgreed, disagreements };
}

if (process.argv[1] === import.meta.filename) {
  const file = join(process.env.RLAR_DATA ?? '', 'verify', 'ifeval_gpt4.jsonl');
  if (!process.env.RLAR_DATA || !existsSync(file)) console.log('skipped: no data');
  else {
    const { disagreements, ...counts } = await measureInstructionConstraints(file);
    console.log(`instructions ${counts.instructionsAgreed} of ${counts.instructions} agree`);
    console.log(`responses ${counts.responsesAgreed} of ${counts.responses} agree`);
    for (const line of disagreements) console.log(line);
  }
}
