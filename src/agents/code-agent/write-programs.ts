import { z } from 'zod';
import type { CounterExample } from '../../admission/candidate.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { askStep, type PromptName, readPrompt } from './ask-step.ts';
import { describeCounterExamples } from './describe-counter-examples.ts';
import type { Design } from './design.ts';
import type { AcquisitionTarget } from './request.ts';
import { describeSamples, type Sample } from './samples.ts';
import type { WitnessPrompts } from './witnesses.ts';

const programs = z.object({
  language: z.enum(['javascript', 'python']).describe('of the program; the recogniser is JavaScript always'),
  program: z.string(),
  recogniser: z.string(),
  title: z.string(),
  description: z.string(),
});

/** The answer of the model: the programs, and its description of them. */
export type Programs = z.infer<typeof programs>;

/** The shared inputs of all writing steps of one acquisition. */
export interface WritingJob {
  readonly target: AcquisitionTarget;
  readonly design: Design;
  readonly shown: readonly Sample[];
  /** Prompts that were written for the recogniser's development; the others nobody sees. */
  readonly prompts: WitnessPrompts;
  readonly model: ChatModel;
  readonly seed: number;
  /** What earlier failures at tools of this sort taught; none where nothing is known. */
  readonly notes: readonly string[];
  readonly signal?: AbortSignal;
}

/** Ways to go about it, so that samples of one question differ in more than their seed. */
const HINTS = [
  'Prefer the plainest program that keeps to every rule.',
  'First take the response apart into what the rules speak of, then judge only that; a small function for each rule.',
  'Think of five responses that chat models would really write, right and wrong ones, before you choose how to read them.',
  'Think first of how a policy could earn a yes without deserving it, and write the program that does not let it.',
];
const NOTES_BEFORE =
  'Earlier programs for other tasks of this sort were refused. What their writers noted, as advice and no rule:';
const SECOND =
  'Somebody else writes the same programs, and yours is the second opinion on theirs: go by your own reading of what was ' +
  'agreed, and by code of your own rather than the library where that is short.';

/** Asks for one candidate; each number is another sample. @throws RlarError RLAR_MODEL_… */
export function writePrograms(job: WritingJob, number: number): Promise<Programs> {
  const hint = HINTS[number % HINTS.length] ?? '';
  return write(job, 'write', writingPrompt(job), {
    hint,
    seed: job.seed + 10 + number,
    temperature: number === 0 ? 0.2 : 0.8,
  });
}

/** Asks for programs for the same thing by somebody who saw none of the candidates. @throws RlarError RLAR_MODEL_… */
export function writeSecondOpinion(job: WritingJob): Promise<Programs> {
  return write(job, 'second-opinion', writingPrompt(job), {
    hint: SECOND,
    seed: job.seed + 5,
    temperature: 0.5,
  });
}

/** Asks for a better version of a candidate. @throws RlarError RLAR_MODEL_… */
export function repairPrograms(
  job: WritingJob,
  { language, program, recogniser, title, description }: Programs,
  counterExamples: readonly CounterExample[],
  round: number,
): Promise<Programs> {
  const sources = [
    `card: ${title}. ${description}`,
    `program (${language}):\n${program}`,
    `recogniser:\n${recogniser}`,
  ].join('\n\n');
  return write(job, 'repair', 'repair', {
    hint: '',
    seed: job.seed + 100 + round,
    temperature: 0.4,
    task: readPrompt(writingPrompt(job)),
    data: { sources, counterExamples: describeCounterExamples(counterExamples) },
  });
}

function writingPrompt({ target }: WritingJob): PromptName {
  return target.what === 'kind' ? 'write-kind' : 'write-constraint';
}

interface Attempt {
  readonly hint: string;
  readonly seed: number;
  readonly temperature: number;
  readonly task?: string;
  readonly data?: Readonly<Record<string, string>>;
}

function write(
  { design, shown, prompts, notes, model, signal }: WritingJob,
  purpose: string,
  prompt: PromptName,
  { hint, seed, temperature, task, data = {} }: Attempt,
): Promise<Programs> {
  const known = shown.map((sample, at) => ({
    ...sample,
    kwargs: sample.kwargs ?? design.kwargs.get(at) ?? null,
  }));
  return askStep(model, {
    purpose,
    prompt,
    values: {
      hint,
      helpers: readPrompt('helpers'),
      referenceNote: design.usesReference
        ? '`reference` is one text that counts as right.'
        : '`reference` is not needed and may be null.',
      ...(task !== undefined && { task }),
      ...(notes.length > 0 && { notesBefore: NOTES_BEFORE }),
    },
    data: {
      design: design.text,
      samples: describeSamples(known),
      prompts: describePrompts(prompts),
      ...(notes.length > 0 && { notes: notes.map((note) => `- ${note}`).join('\n') }),
      ...data,
    },
    shape: programs,
    seed,
    temperature,
    ...(signal && { signal }),
  });
}

function describePrompts({ asks, asksNot }: WitnessPrompts): string {
  const lines = [
    ...asks.map(({ prompt, kwargs, others }) =>
      [
        'asks',
        ...(kwargs ? [`arguments ${JSON.stringify(kwargs)}`] : []),
        ...(others.length > 0 ? [`other demands ${JSON.stringify(others)}`] : []),
      ]
        .join(', ')
        .concat(`: ${prompt}`),
    ),
    ...asksNot.map((prompt) => `asks not: ${prompt}`),
  ];
  return lines.length > 0 ? lines.join('\n\n') : '(none)';
}
