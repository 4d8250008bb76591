import { contextOf, type HeadPair, hedge } from '../../models/reward-models/mix-heads.ts';
import { renderInput } from '../../models/reward-models/render-input.ts';
import { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import type { ScorerInput } from '../../models/reward-models/scorer-input.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { PreferencePair } from './preference-pairs.ts';

/** Pairs below which a deviation of a head says little. */
const LEAST = 8;

interface Judged extends HeadPair {
  readonly pair: PreferencePair;
}

/**
 * Learns how the heads of a model are mixed: the scale of each, and the weights of everybody, of each context that the
 * adapter names by its words, and of each user in the column `user`.
 * @param pairs that are not those of the gates
 * @throws RLAR_INVALID_TOOL where the model has one head, or there are too few pairs · RLAR_SCORER_…
 */
export async function tuneHeads(
  spec: AdapterSpec,
  url: string,
  pairs: readonly PreferencePair[],
  signal: AbortSignal,
): Promise<AdapterSpec> {
  const { read } = spec;
  if (read.from !== 'heads')
    throw new RlarError('RLAR_INVALID_TOOL', '--tune is for models with read.from heads');
  if (pairs.length < LEAST)
    throw new RlarError('RLAR_INVALID_TOOL', `--tune needs ${LEAST} pairs or more, and has ${pairs.length}`);
  const judged = await judgedBy(new ScorerClient(spec, url), spec, pairs, signal);
  const all = judged.flatMap(({ good, bad }) => [good, bad]);
  const heads = read.heads.map((head) => {
    const values = all.map((numbers) => numbers[head.index]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    return { ...head, mean: rounded(mean), deviation: rounded(deviation) || 1 };
  });
  const weightsOf = (own: readonly Judged[]) => hedge(heads, own).map(rounded);
  const byUser = Map.groupBy(
    judged.filter(({ pair }) => pair.user !== undefined),
    ({ pair }) => pair.user!,
  );
  const users = Object.fromEntries(
    [...byUser].map(([user, own]) => [user, { weights: weightsOf(own), pairs: own.length }]),
  );
  const byContext = Map.groupBy(judged, ({ pair }) => contextOf(read, pair.prompt));
  const contexts = read.contexts?.map((context) => {
    const own = byContext.get(context) ?? [];
    return own.length >= LEAST ? { ...context, weights: weightsOf(own) } : context;
  });
  return {
    ...spec,
    read: {
      ...read,
      heads,
      weights: weightsOf(judged),
      ...(contexts && { contexts }),
      ...(byUser.size > 0 && { users }),
    },
  };
}

async function judgedBy(
  client: ScorerClient,
  spec: AdapterSpec,
  pairs: readonly PreferencePair[],
  signal: AbortSignal,
): Promise<Judged[]> {
  const laidOut = pairs.map((pair) => ({
    pair,
    inputs: [pair.chosen, pair.rejected].map((text) =>
      renderInput(
        spec,
        {
          prompt: pair.prompt,
          messages: [{ role: 'user', content: pair.prompt }],
          references: pair.reference === undefined ? [] : [pair.reference],
          constraints: [],
        },
        text,
      ),
    ),
  }));
  const whole = laidOut.filter(({ inputs }) => inputs.every((input) => 'as' in input));
  const scores = (
    await client.score(
      whole.flatMap(({ inputs }) => inputs as ScorerInput[]),
      signal,
    )
  ).values();
  const numbersOf = (): readonly number[] | null => {
    const raw = scores.next().value!;
    if ('error' in raw) throw raw.error;
    return 'score' in raw ? (raw.numbers ?? null) : null;
  };
  return whole.flatMap(({ pair }) => {
    const [good, bad] = [numbersOf(), numbersOf()];
    return good && bad ? [{ pair, good, bad }] : [];
  });
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
