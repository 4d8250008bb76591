import { z } from 'zod';
import type { CandidateInput } from '../../admission/candidate.ts';
import { asRlarError } from '../../spec/errors.ts';
import { argumentList, kwargsOf } from './arguments.ts';
import { askStep } from './ask-step.ts';
import { describeSamples } from './samples.ts';
import { othersFor } from './shown-to-testers.ts';
import { UNFIT } from './try-candidates.ts';
import type { WitnessJob } from './witnesses.ts';

/** Without an answer for these reasons the acquisition goes on. */
const WITHOUT: ReadonlySet<string> = new Set(['RLAR_BUDGET_SPENT', 'RLAR_CASSETTE_MISS']);
/** Far from every other seed of an acquisition. */
const SEED = 50_000;
const wordings = z.object({
  asks: z.array(z.object({ prompt: z.string(), kwargs: argumentList })),
  asksNot: z.array(z.string()),
});

/**
 * Asks for prompts in the words of another author: a call of its own, with another seed and other samples, which sees none of
 * the prompts that the programs were written and tried with. Only the audit reads them.
 * @returns undefined where the answer does not fit, the budget is spent, or a recording has none: it is one check more, and no
 * condition; the gate then says that nobody else's prompts were tried
 * @throws RlarError RLAR_MODEL_…
 */
export async function otherWordings({
  request,
  samples,
  design,
  model,
  signal,
}: WitnessJob): Promise<CandidateInput['wordings']> {
  const seed = request.seed + SEED;
  const unseen = samples.hidden.length > 0;
  const shown = othersFor(design, samples, seed);
  const answered = new Set<string>();
  try {
    const { asks, asksNot } = await askStep(model, {
      purpose: 'wordings',
      prompt: 'wordings',
      data: { design: shown.design, samples: describeSamples(shown.samples) },
      shape: wordings,
      seed,
      temperature: 1,
      role: 'secondOpinion',
      onAnswer: (name) => answered.add(name),
      ...(signal && { signal }),
    });
    const from = unseen
      ? 'samples that the authors of the programs were not shown'
      : 'the same samples in another order';
    return {
      asks: asks.map(({ prompt, kwargs }) => ({ prompt, kwargs: kwargsOf(kwargs) })),
      asksNot,
      independence: `a call of its own to ${[...answered].join(', ')}, seed ${seed}, with ${from} (${shown.samples.length}), without sight of programs and other prompts`,
    };
  } catch (thrown) {
    const { code } = asRlarError(thrown);
    if (!UNFIT.has(code) && !WITHOUT.has(code)) throw thrown;
    return undefined;
  }
}
