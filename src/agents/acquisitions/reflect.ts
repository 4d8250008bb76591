import { z } from 'zod';
import type { ChatModel } from '../../models/chat-model.ts';
import { asRlarError } from '../../spec/errors.ts';
import { askStep } from '../code-agent/ask-step.ts';
import type { AcquisitionEvent } from './acquisition-event.ts';
import type { FailureNote } from './failure-notes.ts';
import { eventsOf } from './trace-summary.ts';

const reflection = z.object({ cause: z.string().min(1), plan: z.string().min(1) });

const LONGEST = 600;
const SHOWN_EXAMPLES = 6;
const LONGEST_PROGRAM = 6_000;

/**
 * Has the model look back on a failed acquisition: why it failed, and what the next writer of such a tool should do. From
 * “Retroformer: Retrospective Large Language Agents with Policy Gradient Optimization” (2023), where the reflections train a model;
 * here they are ranked by what later attempts gained with them.
 * @returns the note; made from what the gates found where the model gives none. It costs one call
 * @throws whatever the signal aborts with
 */
export async function reflect(
  {
    events,
    reason,
    seed,
  }: { readonly events: readonly AcquisitionEvent[]; readonly reason: string; readonly seed: number },
  model: ChatModel,
  signal?: AbortSignal,
): Promise<Pick<FailureNote, 'text' | 'by'>> {
  const best = eventsOf(events, 'round').toSorted((left, right) => right.merit - left.merit)[0];
  const sources = eventsOf(events, 'candidate').find(
    ({ candidate }) => candidate === best?.candidate,
  )?.sources;
  const gates = eventsOf(events, 'gate').filter(
    ({ candidate, report }) => candidate === best?.candidate && report.outcome === 'failed',
  );
  const failed = gates.map(
    ({ phase, report: { gate, name, reason: why = '' } }) => `${phase}, ${gate} ${name}: ${why}`,
  );
  const plain = `Failed: ${reason}. ${[...new Set(failed)].join('; ')}`.slice(0, LONGEST);
  try {
    const { cause, plan } = await askStep(model, {
      purpose: 'reflect',
      prompt: 'reflect',
      data: {
        design: eventsOf(events, 'design')[0]?.summary ?? '',
        program: (sources?.program ?? '').slice(0, LONGEST_PROGRAM),
        failed: [reason, ...failed].join('\n'),
        examples: JSON.stringify((best?.counterExamples ?? []).slice(0, SHOWN_EXAMPLES), null, 1),
      },
      shape: reflection,
      seed,
      temperature: 0,
      ...(signal && { signal }),
    });
    return { text: `${cause} ${plan}`.slice(0, LONGEST), by: 'agent' };
  } catch (thrown) {
    signal?.throwIfAborted();
    if (!asRlarError(thrown).code.startsWith('RLAR_')) throw thrown;
    return { text: plain, by: 'gates' };
  }
}
