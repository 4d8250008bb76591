import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import type { JsonObject } from '../../spec/json.ts';
import { argumentList, kwargsOf } from './arguments.ts';
import { askStep } from './ask-step.ts';
import type { Design } from './design.ts';
import type { AcquisitionRequest } from './request.ts';
import { describeSamples, type Samples } from './samples.ts';

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
  asks: z.array(z.object({ prompt: z.string(), kwargs: argumentList })),
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

/** What candidates are tried on, beside the caller's own labels and references. None of it is seen by those who write them. */
export interface Witnesses {
  readonly responses: readonly Witness[];
  readonly asks: readonly { readonly prompt: string; readonly kwargs: JsonObject | null }[];
  readonly asksNot: readonly string[];
}

/** Asks for labelled responses, and for prompts that do and do not ask for it. @throws RlarError RLAR_MODEL_… */
export async function writeWitnesses(
  { target, seed }: AcquisitionRequest,
  samples: Samples,
  { text, kwargs }: Design,
  model: ChatModel,
  signal?: AbortSignal,
): Promise<Witnesses> {
  const shown = samples.shown.map((sample, at) => ({
    ...sample,
    kwargs: sample.kwargs ?? kwargs.get(at) ?? null,
  }));
  const data = { design: text, samples: describeSamples(shown) };
  const asked = { data, seed: seed + 1, temperature: 0.7, ...(signal && { signal }) };
  if (target.what === 'kind') {
    const made = await askStep(model, {
      ...asked,
      purpose: 'witnesses',
      prompt: 'witnesses-kind',
      shape: kindWitnesses,
    });
    const responses = made.settings.flatMap(({ query, right, wrong }) => {
      const sample = shown[query];
      if (!sample) return [];
      return labelled({ prompt: sample.prompt, kwargs: {}, sample: query }, right, wrong);
    });
    return {
      responses,
      asks: made.asks.map((prompt) => ({ prompt, kwargs: null })),
      asksNot: made.asksNot,
    };
  }
  const [made, phrased] = await Promise.all([
    askStep(model, {
      ...asked,
      purpose: 'witnesses',
      prompt: 'witnesses-constraint',
      shape: constraintWitnesses,
    }),
    askStep(model, { ...asked, purpose: 'rephrasings', prompt: 'rephrasings', shape: rephrasings }),
  ]);
  return {
    responses: made.settings.flatMap(({ prompt, kwargs: list, keeps, breaks }) =>
      labelled({ prompt, kwargs: kwargsOf(list), sample: null }, keeps, breaks),
    ),
    asks: phrased.asks.map((entry) => ({ prompt: entry.prompt, kwargs: kwargsOf(entry.kwargs) })),
    asksNot: phrased.asksNot,
  };
}

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
