import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import type { JsonObject } from '../../spec/json.ts';
import { argumentList, kwargsOf } from './arguments.ts';
import { askStep, type Step } from './ask-step.ts';
import type { Design } from './design.ts';
import type { AcquisitionRequest } from './request.ts';
import { describeSamples, type Sample, type Samples } from './samples.ts';
import { shuffledFor } from './shown-to-testers.ts';

const response = z.object({ response: z.string(), why: z.string() });
const constraintWitnesses = z.object({
  settings: z.array(
    z.object({
      prompt: z.string(),
      kwargs: argumentList,
      keeps: z.array(response),
      breaks: z.array(response),
    }),
  ),
});
const rephrasings = z.object({
  asks: z.array(z.object({ prompt: z.string(), kwargs: argumentList, others: z.array(z.string()) })),
  asksNot: z.array(z.string()),
});
const kindWitnesses = z.object({
  settings: z.array(
    z.object({ query: z.number().int(), right: z.array(response), wrong: z.array(response) }),
  ),
  asks: z.array(z.string()),
  asksNot: z.array(z.string()),
});

/** A response with a label, by somebody who saw the task and no verifier. */
export interface Witness {
  readonly prompt: string;
  readonly kwargs: JsonObject;
  /** Number of the shown sample that it answers; null where it has a prompt of its own. */
  readonly sample: number | null;
  readonly response: string;
  readonly good: boolean;
  readonly why: string;
}

/** A prompt that asks for it, with the constraint's arguments. */
export interface AskingPrompt {
  readonly prompt: string;
  readonly kwargs: JsonObject | null;
  /** Words of the prompt that ask for something else. */
  readonly others: readonly string[];
}

/** Prompts that ask for it, and others that look as if they did. */
export interface WitnessPrompts {
  readonly asks: readonly AskingPrompt[];
  readonly asksNot: readonly string[];
}

/** What candidates are tried on, beside the caller's own labels and references. */
export interface Witnesses extends WitnessPrompts {
  readonly responses: readonly Witness[];
}

/** The statement and the samples, for those who write witnesses. */
export interface WitnessJob {
  readonly request: AcquisitionRequest;
  readonly samples: Samples;
  readonly design: Design;
  readonly model: ChatModel;
  readonly signal?: AbortSignal;
}

/** Asks for prompts that state a constraint in other words. @throws RlarError RLAR_MODEL_… */
async function writeRephrasings(job: WitnessJob): Promise<WitnessPrompts> {
  const { asks, asksNot } = await askStep(job.model, {
    ...asked(job).step,
    purpose: 'rephrasings',
    prompt: 'rephrasings',
    shape: rephrasings,
  });
  return { asks: asks.map((entry) => ({ ...entry, kwargs: kwargsOf(entry.kwargs) })), asksNot };
}

/** Asks for labelled responses to prompts that state a constraint. @throws RlarError RLAR_MODEL_… */
async function writeConstraintWitnesses(job: WitnessJob): Promise<Witness[]> {
  const { settings } = await askStep(job.model, {
    ...asked(job).step,
    purpose: 'witnesses',
    prompt: 'witnesses-constraint',
    shape: constraintWitnesses,
  });
  return settings.flatMap(({ prompt, kwargs, keeps, breaks }) =>
    labelled({ prompt, kwargs: kwargsOf(kwargs), sample: null }, keeps, breaks),
  );
}

/** Asks for labelled responses to the samples of a kind, and for prompts of it. @throws RlarError RLAR_MODEL_… */
async function writeKindWitnesses(job: WitnessJob): Promise<Witnesses> {
  const { seen, step } = asked(job);
  const { settings, asks, asksNot } = await askStep(job.model, {
    ...step,
    purpose: 'witnesses',
    prompt: 'witnesses-kind',
    shape: kindWitnesses,
  });
  const responses = settings.flatMap(({ query, right, wrong }) => {
    const sample = seen[query];
    const at = job.samples.shown.findIndex(({ index }) => index === sample?.index);
    return sample ? labelled({ prompt: sample.prompt, kwargs: {}, sample: at }, right, wrong) : [];
  });
  return { responses, asks: asks.map((prompt) => ({ prompt, kwargs: null, others: [] })), asksNot };
}

/** All witness calls run beside each other and beside those that write; only rephrasings are waited for. */
export function pendingWitnesses(job: WitnessJob): {
  readonly prompts: Promise<WitnessPrompts>;
  readonly all: () => Promise<Witnesses>;
} {
  if (job.request.target.what === 'kind') {
    const witnesses = writeKindWitnesses(job);
    witnesses.catch(() => {});
    return { prompts: witnesses, all: () => witnesses };
  }
  const prompts = writeRephrasings(job);
  const responses = writeConstraintWitnesses(job);
  responses.catch(() => {});
  return { prompts, all: async () => ({ ...(await prompts), responses: await responses }) };
}

/** What all witnesses see: the rules and the samples, in an order of their own. */
function asked({ request, samples, design, signal }: WitnessJob): { seen: readonly Sample[]; step: Asked } {
  const seed = request.seed + 1;
  const { design: text, samples: seen } = shuffledFor(design, samples, seed);
  const data = { design: text, samples: describeSamples(seen) };
  return { seen, step: { data, seed, temperature: 0.7, role: 'witness', ...(signal && { signal }) } };
}

type Asked = Pick<Step<unknown>, 'data' | 'seed' | 'temperature' | 'role' | 'signal'>;

function labelled(
  common: Pick<Witness, 'prompt' | 'kwargs' | 'sample'>,
  good: readonly z.infer<typeof response>[],
  bad: readonly z.infer<typeof response>[],
): Witness[] {
  return [
    ...good.map((entry) => ({ ...common, ...entry, good: true })),
    ...bad.map((entry) => ({ ...common, ...entry, good: false })),
  ];
}
