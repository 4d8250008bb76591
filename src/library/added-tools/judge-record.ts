import type { JudgeModel } from '../../models/judge-model.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import { toolDeclaration } from '../../spec/tool-card.ts';
import { questionsHash } from '../../tools/judge/questions-hash.ts';
import { type AddedTool, finishRecord, type ToolSources } from './record.ts';

/** Most milliseconds for the questions about one response, with their waits and retries. */
const RESPONSE_MS = 900_000;
/** Responses in work at once. */
const RESPONSES = 8;
/** Tokens of a question beside the response, and of its answer: a rough guess, for the cost on the card. */
const QUESTION_TOKENS = { input: 1_200, output: 120 } as const;

/** @returns the record of a judge, and its only source: its description */
export function judgeRecord(
  spec: JudgeSpec,
  model: JudgeModel,
): { readonly record: AddedTool; readonly sources: ToolSources } {
  const { id, title, description, kinds, slot = 'quality', criteria, apart, reference } = spec;
  const questions = apart ? criteria.length : 1;
  const record: AddedTool = {
    declaration: toolDeclaration.parse({
      id,
      version: 'unset',
      title: title ?? `${model.model} by ${criteria.length} criteria`,
      description: description ?? `${model.model} judges a response by: ${asked(spec)}`,
      type: 'judge',
      slot,
      needs: ['prompt', ...(reference ? ['reference'] : [])],
      kinds,
      execution: 'async',
      deadlineMs: RESPONSE_MS,
      concurrency: RESPONSES,
      deterministic: false,
      costPer1000: costOf(questions, model),
      provenance: { origin: 'user', source: `${model.model} at ${model.baseUrl ?? model.provider}` },
    }),
    file: 'judge.json',
    callMs: RESPONSE_MS,
    run: { language: 'judge', model, questions: questionsHash(spec) },
  };
  const sources = { program: `${JSON.stringify(spec, null, 2)}\n` };
  return { record: finishRecord(record, sources), sources };
}

function asked({ criteria }: JudgeSpec): string {
  return criteria
    .map(({ asks }) => asks)
    .join(' ')
    .slice(0, 1_500);
}

/** @returns US dollars for 1,000 responses by the prices of the configuration, rounded; 0 without prices */
function costOf(questions: number, { price }: JudgeModel): number {
  if (!price) return 0;
  const each = (QUESTION_TOKENS.input * price.input + QUESTION_TOKENS.output * price.output) / 1e6;
  return Number((1_000 * questions * each).toPrecision(2));
}
