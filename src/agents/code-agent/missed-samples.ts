import { isDeepStrictEqual } from 'node:util';
import type { CounterExample } from '../../admission/candidate.ts';
import { steadyRecogniser } from '../../admission/steady-recogniser.ts';
import type { Tool } from '../../spec/tool.ts';
import type { Sample } from './samples.ts';
import type { WritingJob } from './write-programs.ts';

/**
 * @param second where it reads what the candidate reads, the design's own reading of a prompt is the one in doubt
 * @returns the prompts that the writer saw which its recogniser does not take, or whose arguments it reads otherwise
 */
export async function missedSamples(
  { recogniser: given }: Tool,
  { design, samples: { shown } }: WritingJob,
  second?: Tool,
): Promise<CounterExample[]> {
  if (!given) return [];
  const recogniser = steadyRecogniser(given);
  const other = second?.recogniser && steadyRecogniser(second.recogniser);
  const missed = await Promise.all(shown.map((sample, at) => missedSample(sample, at)));
  return missed.flatMap((entry) => (entry ? [entry] : []));

  async function missedSample(
    { prompt, kwargs: stated }: Sample,
    at: number,
  ): Promise<CounterExample | null> {
    const example = { gate: 'G4', case: `sample ${at}`, prompt };
    const spans = await recogniser.recognise(prompt);
    const kwargs = stated ?? design.kwargs.get(at);
    if (spans.length === 0)
      return kwargs || design.kwargs.size === 0
        ? { ...example, expected: 'recognised', got: 'not recognised' }
        : null;
    if (!kwargs || !recogniser.extract) return null;
    const read = await recogniser.extract(prompt);
    const wrong = Object.entries(kwargs).some(([key, value]) => !isDeepStrictEqual(read?.[key], value));
    const doubtful = !stated && isDeepStrictEqual(read, await other?.extract?.(prompt));
    return wrong && !doubtful
      ? { ...example, expected: JSON.stringify(kwargs), got: JSON.stringify(read) }
      : null;
  }
}
