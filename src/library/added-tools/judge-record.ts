import type { JudgeModel } from '../../models/judge-model.ts';
import type { JudgeSpec } from '../../spec/judge-spec.ts';
import { type Need, type ToolDeclaration, toolDeclaration } from '../../spec/tool-card.ts';
import { questionsHash } from '../../tools/judge/questions-hash.ts';
import { type AddedTool, finishRecord, type ToolSources } from './record.ts';

/** Most milliseconds for the questions about one response, or about a group, with their waits and retries. */
export const WORK_MS = 900_000;
/** Responses, or groups, in work at once. */
const AT_ONCE = 8;
/** Tokens of a question, and of its answer: a rough guess, for the cost on the card. */
const QUESTION_TOKENS = { input: 1_200, output: 120 } as const;

/** @returns the record of a judge, and its only source: its description */
export function judgeRecord(
  spec: JudgeSpec,
  model: JudgeModel,
): { readonly record: AddedTool; readonly sources: ToolSources } {
  const { id, title, description, slot, kinds, languages, monitor, policy } = spec;
  const { does, questions, ...own } = ownParts(spec);
  const record: AddedTool = {
    declaration: toolDeclaration.parse({
      id,
      version: 'unset',
      title: title ?? `${spec.judges}, judged by ${model.model}`,
      description: description ?? `The language model ${model.model} ${does}`,
      type: 'judge',
      slot: slot ?? 'quality',
      kinds,
      ...own,
      ...(slot && { slot }),
      ...(languages && { languages }),
      ...(policy && { referee: true }),
      ...(monitor && {
        kinds: [],
        backs: undefined,
        besides: undefined,
        clauses: undefined,
        monitors: kinds,
      }),
      execution: 'async',
      deadlineMs: WORK_MS,
      concurrency: AT_ONCE,
      deterministic: false,
      costPer1000: costOf(questions, model),
      provenance: { origin: 'user', source: `${model.model} at ${model.baseUrl ?? model.provider}` },
    }),
    file: 'judge.json',
    callMs: WORK_MS,
    run: { language: 'judge', model, questions: questionsHash(spec) },
  };
  const sources = { program: `${JSON.stringify(spec, null, 2)}\n` };
  return { record: finishRecord(record, sources), sources };
}

type OwnParts = Partial<Pick<ToolDeclaration, 'kinds' | 'slot' | 'backs' | 'besides' | 'clauses'>> & {
  readonly needs: Need[];
  /** What the judge does, in a sentence that goes on from its model's name. */
  readonly does: string;
  /** Questions for one response. */
  readonly questions: number;
};

/** The part of a card that follows from what a judge does. */
function ownParts(spec: JudgeSpec): OwnParts {
  switch (spec.judges) {
    case 'rubric': {
      const { criteria, apart, reference } = spec;
      return {
        does: `judges a response by criteria: ${listed(criteria)}`,
        needs: reference ? ['prompt', 'reference'] : ['prompt'],
        questions: apart ? criteria.length : 1,
      };
    }
    case 'pairs': {
      const { criteria, rank, beside } = spec;
      return {
        ...(beside && rank === 'anchor' && { kinds: [], besides: spec.kinds }),
        does: `compares responses (${rank}) by: ${listed(criteria)}`,
        needs: rank === 'anchor' ? ['prompt', 'reference'] : ['prompt'],
        questions: rank === 'round-robin' || rank === 'win-rate' ? 8 : 2,
      };
    }
    case 'equivalence':
      return {
        does: 'says whether a response means one of the references, where the program of its kind cannot tell.',
        needs: ['prompt', 'reference'],
        slot: 'correctness',
        kinds: [],
        backs: spec.kinds,
        questions: 1,
      };
    case 'success':
      return {
        does: 'says of a trajectory, without a reference, whether its task was done, and which step shows it.',
        needs: ['prompt'],
        slot: 'correctness',
        questions: 1,
      };
    case 'evidence':
      return {
        does: 'says whether the evidence that a response names out of its trajectory shows that the task was done.',
        needs: ['prompt'],
        slot: 'correctness',
        questions: 1,
      };
    case 'programs':
      return {
        does: 'reads a program that passes its tests for what passes them without doing the work.',
        needs: ['prompt'],
        slot: 'safety',
        kinds: [],
        besides: spec.kinds,
        questions: 1,
      };
    case 'clauses':
      return {
        does: 'says whether a response meets the demands of its prompt that no program reads.',
        needs: ['prompt'],
        slot: 'format',
        kinds: [],
        clauses: true,
        questions: 2,
      };
  }
}

function listed(criteria: readonly { readonly asks: string }[]): string {
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
