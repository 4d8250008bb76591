import type { AdapterSpec, RecordedScore } from '../../spec/adapter-spec.ts';
import type { RawScore } from './raw-score.ts';
import { renderInput } from './render-input.ts';
import type { ScorerInput } from './scorer-input.ts';

/** How far a score may move between engines and number types, as a share of the spread of the recorded ones. */
const TOLERANCE = 0.05;

interface Scorer {
  readonly score: (inputs: readonly ScorerInput[], signal: AbortSignal) => Promise<RawScore[]>;
}

/** Scores of these texts, as the server gives them now. @throws RlarError RLAR_SCORER_… · the signal's reason */
export async function scoresOf(
  spec: AdapterSpec,
  client: Scorer,
  texts: readonly Omit<RecordedScore, 'score'>[],
  signal: AbortSignal,
): Promise<(number | null)[]> {
  const laidOut = texts.map(({ prompt, response, reference }) =>
    renderInput(
      spec,
      {
        prompt,
        messages: [{ role: 'user', content: prompt }],
        references: reference === undefined ? [] : [reference],
        constraints: [],
      },
      response,
    ),
  );
  const asked = laidOut.filter((input): input is ScorerInput => 'as' in input);
  const scores = (await client.score(asked, signal)).values();
  return laidOut.map((input) => {
    if (!('as' in input)) return null;
    const raw = scores.next().value!;
    if ('error' in raw) throw raw.error;
    return 'score' in raw ? raw.score : null;
  });
}

/** @returns how the scores of a server differ from the recorded ones of the adapter; null where they are the same */
export async function driftOf(
  spec: AdapterSpec,
  client: Scorer,
  signal: AbortSignal,
): Promise<string | null> {
  const { recorded = [] } = spec;
  if (recorded.length === 0) return null;
  const now = await scoresOf(spec, client, recorded, signal);
  const values = recorded.map(({ score }) => score);
  const spread = Math.max(...values) - Math.min(...values) || Math.abs(values[0]!) || 1;
  for (const [at, { score }] of recorded.entries()) {
    const value = now[at];
    if (value === null || value === undefined || Math.abs(value - score) > TOLERANCE * spread)
      return `a text that had ${score} when it was recorded has ${value?.toPrecision(5) ?? 'none'}: another model, commit or layout is served`;
  }
  return null;
}
