import { z } from 'zod';
import type { Case } from '../../admission/candidate.ts';
import { promptText } from '../../spec/query.ts';
import { askStep } from './ask-step.ts';
import type { WitnessJob } from './witnesses.ts';

const judged = z.object({
  judgements: z.array(
    z.object({ number: z.number().int(), why: z.string(), verdict: z.enum(['right', 'wrong', 'unclear']) }),
  ),
});

/**
 * Asks for a third reading of witnesses that the programs dispute, without their labels.
 * @returns those whose label it does not confirm
 * @throws RlarError RLAR_MODEL_…
 */
export async function adjudicate(
  { request, design, model, signal }: WitnessJob,
  disputed: readonly Case[],
): Promise<Set<Case>> {
  const responses = disputed.map(({ query, options, response }, at) =>
    [
      `[${at}, prompt] ${promptText({ messages: query.messages ?? [] })}`,
      ...(options.constraint ? [`[${at}, constraint] ${JSON.stringify(options.constraint)}`] : []),
      `[${at}, response] ${response}`,
    ].join('\n'),
  );
  const { judgements } = await askStep(model, {
    purpose: 'adjudicate',
    prompt: 'adjudicate',
    data: { design: design.shuffled(request.seed + 7), responses: responses.join('\n\n') },
    shape: judged,
    seed: request.seed + 7,
    temperature: 0,
    role: 'secondOpinion',
    ...(signal && { signal }),
  });
  const verdicts = new Map(judgements.map(({ number, verdict }) => [number, verdict]));
  return new Set(disputed.filter(({ good }, at) => verdicts.get(at) !== (good ? 'right' : 'wrong')));
}
