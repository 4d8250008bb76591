import type { Case } from '../../admission/candidate.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Query } from '../../spec/query.ts';
import type { Design } from './design.ts';
import type { AcquisitionRequest, AcquisitionTarget } from './request.ts';
import type { Sample, Samples } from './samples.ts';
import type { AskingPrompt, Witness, Witnesses } from './witnesses.ts';

/** The cases for candidates. Admission splits the responses, and `promptParts` splits the prompts. */
export interface TrialCases {
  readonly cases: readonly Case[];
  readonly asks: readonly AskingPrompt[];
  readonly asksNot: readonly string[];
}

/** References that the writing model saw are tried on only where there are fewer others than this. */
const FEW = 6;
/** At most this many of the caller's own prompts are tried on recognisers: they are much alike. */
const MOST_HIDDEN = 60;

/** @returns the cases out of the caller's labels and references and out of the witnesses */
export function trialCases(
  request: AcquisitionRequest,
  samples: Samples,
  design: Design,
  witnesses: Witnesses,
  otherPrompts: readonly string[],
): TrialCases {
  const { target } = request;
  const kwargsOfShown = samples.shown.map((sample, at) => sample.kwargs ?? design.kwargs.get(at) ?? null);
  const known = new Map<number, { sample: Sample; kwargs: JsonObject | null }>([
    ...samples.shown.map(
      (sample, at) => [sample.index, { sample, kwargs: kwargsOfShown[at] ?? null }] as const,
    ),
    ...samples.hidden.map((sample) => [sample.index, { sample, kwargs: sample.kwargs }] as const),
  ]);
  const labels = request.rollouts.flatMap(({ query, text, good }, at): Case[] => {
    const entry = known.get(query);
    const asked = request.queries[query];
    if (!entry || !asked || (target.what === 'constraint' && entry.kwargs === null)) return [];
    return [
      {
        name: `rollout ${at}`,
        ...setting(target, entry.sample.prompt, entry.kwargs ?? {}, asked),
        response: text,
        good: labelOf(target, asked, good),
        origin: 'label',
      },
    ];
  });
  const cases = [
    ...labels,
    ...references(target, samples),
    ...witnesses.responses.map((witness, at) => witnessCase(target, samples, witness, at)),
  ];
  const own = target.what === 'constraint' ? witnesses.responses : [];
  const plain = [...own, ...samples.hidden.slice(0, MOST_HIDDEN)].map(({ prompt, kwargs }) => ({
    prompt,
    kwargs,
    others: [],
  }));
  const asks = new Map<string, AskingPrompt>(
    [...plain, ...witnesses.asks].map((entry) => [
      entry.prompt,
      target.what === 'constraint' ? entry : { ...entry, kwargs: null },
    ]),
  );
  return { cases, asks: [...asks.values()], asksNot: [...new Set([...witnesses.asksNot, ...otherPrompts])] };
}

/** The case that a witness is; its name says which. */
function witnessCase(target: AcquisitionTarget, { shown }: Samples, witness: Witness, at: number): Case {
  const { prompt, kwargs, sample, response, good } = witness;
  const asked = sample === null ? undefined : shown[sample]?.query;
  return {
    name: witnessName(at),
    ...setting(target, prompt, kwargs, asked),
    response,
    good,
    origin: 'witness',
  };
}

/** @returns the name of a witness's case, by its number among the witnesses */
function witnessName(at: number): string {
  return `witness ${at}`;
}

function references(target: AcquisitionTarget, { shown, hidden }: Samples): Case[] {
  if (target.what === 'constraint') return [];
  const unseen = hidden.filter((sample) => sample.references.length > 0);
  const used = unseen.length < FEW ? [...unseen, ...shown] : unseen;
  return used.flatMap((sample): Case[] => {
    const [reference] = sample.references;
    if (reference === undefined || reference.trim() === '') return [];
    const common = { query: sample.query, options: {}, good: true, origin: 'reference' } as const;
    return [{ name: `reference ${sample.index}`, ...common, response: reference }];
  });
}

function setting(
  target: AcquisitionTarget,
  prompt: string,
  kwargs: JsonObject,
  asked: Query | undefined,
): Pick<Case, 'query' | 'options'> {
  if (target.what === 'kind')
    return { query: asked ?? { messages: [{ role: 'user', content: prompt }] }, options: {} };
  const constraint = { id: target.id, kwargs };
  const messages = asked?.messages ?? [{ role: 'user', content: prompt }];
  return { query: { messages, constraints: [constraint] }, options: { constraint } };
}

/** A wrong response with several constraints may well keep the one at hand. */
function labelOf(target: AcquisitionTarget, asked: Query, good: boolean | null): boolean | null {
  if (target.what === 'kind' || good !== false) return good;
  return asked.constraints.length === 1 ? false : null;
}
