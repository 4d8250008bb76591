import { z } from 'zod';
import type { CounterExample } from '../../admission/candidate.ts';
import type { ChatModel } from '../../models/chat-model.ts';
import { askStep, type PromptName, readPrompt, type Step } from './ask-step.ts';
import { describeCounterExamples } from './describe-counter-examples.ts';
import type { Design } from './design.ts';
import type { AcquisitionTarget } from './request.ts';
import { describeSamples, type Samples } from './samples.ts';
import { othersFor, withArguments } from './shown-to-testers.ts';
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

/** The programs of a tool, as parts that can be mended alone. */
export const PROGRAMS = ['program', 'recogniser'] as const;
export type ProgramPart = (typeof PROGRAMS)[number];

/** The shared inputs of all writing steps of one acquisition. */
export interface WritingJob {
  readonly target: AcquisitionTarget;
  readonly design: Design;
  readonly samples: Samples;
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
  const { design, samples, prompts, seed } = job;
  return write(job, programs, {
    purpose: 'write',
    prompt: writingPrompt(job),
    values: { hint: HINTS[number % HINTS.length] ?? '', rules: rulesOf(job, PROGRAMS), ...before(job) },
    data: {
      design: design.text,
      samples: describeSamples(withArguments(design, samples)),
      prompts: describePrompts(prompts),
      ...noted(job),
    },
    seed: seed + 10 + number,
    temperature: number === 0 ? 0.2 : 0.8,
  });
}

/**
 * Asks for programs for the same thing by somebody who saw none of the candidates, nor what they were shown: other samples,
 * no further prompts. @throws RlarError RLAR_MODEL_…
 */
export function writeSecondOpinion(job: Omit<WritingJob, 'prompts' | 'notes'>): Promise<Programs> {
  const seed = job.seed + 5;
  const shown = othersFor(job.design, job.samples, seed);
  return write(job, programs, {
    purpose: 'second-opinion',
    prompt: writingPrompt(job),
    values: { hint: SECOND, rules: rulesOf(job, PROGRAMS) },
    data: { design: shown.design, samples: describeSamples(shown.samples), prompts: '(none are shown)' },
    seed,
    temperature: 0.5,
    role: 'secondOpinion',
  });
}

/**
 * Asks for a better version of what failed of a candidate, and of nothing else: what passed stands.
 * @throws RlarError RLAR_MODEL_…
 */
export async function repairPrograms(
  job: WritingJob,
  given: Programs,
  counterExamples: readonly CounterExample[],
  parts: readonly ProgramPart[],
  round: number,
): Promise<Programs> {
  const { design, samples, seed } = job;
  const { language, program, recogniser, title, description } = given;
  const sources = {
    program: `card: ${title}. ${description}\n\nprogram (${language}):\n${program}`,
    recogniser: `recogniser:\n${recogniser}`,
  };
  const passed = PROGRAMS.filter((part) => !parts.includes(part));
  const shape: z.ZodType<Partial<Programs>> =
    passed.length === 0
      ? programs
      : parts.includes('program')
        ? programs.omit({ recogniser: true })
        : programs.pick({ recogniser: true });
  const mended = await write(job, shape, {
    purpose: 'repair',
    prompt: 'repair',
    values: {
      hint: '',
      parts: `Give the ${parts.join(' and the ')}.${passed.map((part) => ` The ${part} stands as it is.`).join('')}`,
      rules: rulesOf(job, parts),
      ...before(job),
    },
    data: {
      design: design.text,
      samples: describeSamples(withArguments(design, samples)),
      sources: parts.map((part) => sources[part]).join('\n\n'),
      counterExamples: describeCounterExamples(counterExamples),
      ...noted(job),
    },
    seed: seed + 100 + round,
    temperature: 0.4,
  });
  return { ...given, ...mended };
}

/** What earlier failures taught, for those who write candidates; who gives a second opinion is not told. */
function noted({ notes }: WritingJob): { readonly notes?: string } {
  return notes.length > 0 ? { notes: notes.map((note) => `- ${note}`).join('\n') } : {};
}

function before({ notes }: WritingJob): { readonly notesBefore?: string } {
  return notes.length > 0 ? { notesBefore: NOTES_BEFORE } : {};
}

function writingPrompt({ target }: Pick<WritingJob, 'target'>): PromptName {
  return target.what === 'kind' ? 'write-kind' : 'write-constraint';
}

function rulesOf({ target }: Pick<WritingJob, 'target'>, parts: readonly ProgramPart[]): string {
  return parts.map((part) => readPrompt(`${part}-${target.what}`)).join('\n\n');
}

function write<Answer>(
  { design, model, signal }: Omit<WritingJob, 'prompts' | 'notes'>,
  shape: z.ZodType<Answer>,
  step: Omit<Step<Answer>, 'shape' | 'signal'>,
): Promise<Answer> {
  const referenceNote = design.usesReference
    ? '`reference` is one text that counts as right.'
    : '`reference` is not needed and may be null.';
  const values = { helpers: readPrompt('helpers'), referenceNote, ...step.values };
  return askStep(model, { ...step, values, shape, ...(signal && { signal }) });
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
