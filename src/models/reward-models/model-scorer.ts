import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { JsonObject } from '../../spec/json.ts';
import type { Step } from '../../spec/rollout.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import { withoutEnds } from '../../text/chat-template.ts';
import { stepChats, writesOfSteps } from './lay-out-steps.ts';
import { mixHeads } from './mix-heads.ts';
import type { NoInput } from './no-input.ts';
import type { RawScore } from './raw-score.ts';
import { renderInput } from './render-input.ts';
import { ScorerClient, type ScorerSettings } from './scorer-client.ts';
import type { ScorerInput } from './scorer-input.ts';
import type { ScorerServer } from './scorer-server.ts';
import { stepScore } from './step-score.ts';
import { type StepReading, stepsOfResponse } from './steps-of-response.ts';
import { comparesTwo } from './unservable-reason.ts';

/** The result for one response: its score with facts that explain it, or why there is none. */
export type Outcome = (RawScore & { readonly facts?: JsonObject }) | NoInput;

/** One response, and the user whose taste counts, where it is known. */
export interface Written {
  readonly text: string;
  /** Where it came in steps. */
  readonly steps?: readonly Step[] | undefined;
  readonly user?: string | undefined;
}

/** Others that one response is compared with, where a model compares two: the references, or the next ones of its group. */
const OPPONENTS = 4;

/** Scores the responses to one query with a reward model of any sort, however many requests each response takes. */
export class ModelScorer {
  readonly client: ScorerClient;
  readonly #spec: AdapterSpec;
  readonly #against: ScorerClient | null;

  constructor(spec: AdapterSpec, server: string | ScorerServer, settings: ScorerSettings = {}) {
    const { read } = spec;
    this.#spec = spec;
    this.client = new ScorerClient(spec, server, settings);
    this.#against =
      read.from === 'log-probability' && read.against
        ? new ScorerClient({ ...spec, model: read.against.model }, read.against.url, settings)
        : null;
  }

  /** @returns the outcome of each response, in order. @throws the signal's reason */
  async score(query: ToolQuery, written: readonly Written[], signal: AbortSignal): Promise<Outcome[]> {
    const { read } = this.#spec;
    if (comparesTwo(this.#spec)) return this.#compared(query, written, signal);
    if (read.from === 'steps' && writesOfSteps(this.#spec))
      return this.#stepByStep(query, written, read, signal);
    const laidOut = written.map(({ text, steps }) => renderInput(this.#spec, query, text, '', steps));
    if (read.from === 'follow-ups') return this.#followed(laidOut, read, signal);
    const all = inputsOf(laidOut);
    const [own, others] = await Promise.all([
      this.client.score(all, signal),
      this.#against?.score(all, signal) ?? null,
    ]);
    const raws = others ? own.map((raw, at) => difference(raw, others[at]!)) : own;
    const next = raws.values();
    return laidOut.map((input, at): Outcome => {
      if (!('as' in input)) return input;
      const raw = next.next().value!;
      if (read.from !== 'heads' || !('score' in raw)) return raw;
      return mixed(() =>
        mixHeads(read, raw.numbers ?? [], { prompt: query.prompt, user: written[at]!.user }),
      );
    });
  }

  /** One request for each step of a response, of which all steps before it are a part. */
  async #stepByStep(
    query: ToolQuery,
    written: readonly Written[],
    read: StepReading,
    signal: AbortSignal,
  ): Promise<Outcome[]> {
    const chats = written.map(({ text, steps: trajectory }): readonly ScorerInput[] | NoInput => {
      const whole = renderInput(this.#spec, query, text, '', trajectory);
      const steps = stepsOfResponse(read, withoutEnds(text).text, trajectory);
      if ('refused' in whole || 'refused' in steps) return 'refused' in whole ? whole : (steps as NoInput);
      const first = renderInput(this.#spec, query, steps[0]!);
      return 'as' in first && first.as === 'chat' ? stepChats(read, steps, first) : (first as NoInput);
    });
    const scores = (
      await this.client.score(
        chats.flatMap((own) => ('refused' in own ? [] : own)),
        signal,
      )
    ).values();
    return chats.map((own): Outcome => {
      if ('refused' in own) return own;
      const raws = own.map(() => scores.next().value!);
      const without = raws.find((raw) => !('score' in raw));
      if (without) return without;
      const numbers = raws.flatMap((raw) => ('score' in raw ? [raw.score] : []));
      return stepScore({ read, sign: 1, range: null }, numbers, own.length);
    });
  }

  /** Every follow-up behind every response: how much likelier the pleased ones are than the displeased. */
  async #followed(
    laidOut: readonly (ScorerInput | NoInput)[],
    { positive, negative, between }: Extract<AdapterSpec['read'], { from: 'follow-ups' }>,
    signal: AbortSignal,
  ): Promise<Outcome[]> {
    const followUps = [...positive, ...negative];
    const inputs = inputsOf(laidOut).flatMap((input) =>
      followUps.map(
        (second): ScorerInput => ({
          as: 'pair',
          first: (input.as === 'pair' ? input.first + input.second : '') + between,
          second,
        }),
      ),
    );
    const scores = (await this.client.score(inputs, signal)).values();
    return laidOut.map((input): Outcome => {
      if (!('as' in input)) return input;
      const own = followUps.map(() => scores.next().value!);
      const without = own.find((raw) => !('score' in raw));
      if (without) return without;
      const values = own.flatMap((raw) => ('score' in raw ? [raw.score] : []));
      return { score: meanOf(values.slice(0, positive.length)) - meanOf(values.slice(positive.length)) };
    });
  }

  /** Each response against its opponents, in both orders, so that the place of a response decides nothing. */
  async #compared(query: ToolQuery, written: readonly Written[], signal: AbortSignal): Promise<Outcome[]> {
    const own = this.#spec.needs.includes('reference') ? query.references : [];
    const games = written.map(({ text }, at) => {
      const ring = written.slice(at + 1).concat(written.slice(0, at));
      const opponents =
        own.length > 0 ? own.slice(0, OPPONENTS) : ring.slice(0, OPPONENTS).map((one) => one.text);
      return opponents.map((other) => [
        renderInput(this.#spec, query, text, other),
        renderInput(this.#spec, query, other, text),
      ]);
    });
    const scores = (await this.client.score(inputsOf(games.flat(2)), signal)).values();
    return games.map((played): Outcome => {
      const sides = played.map((both) => both.map((input) => ('as' in input ? scores.next().value! : input)));
      if (sides.length === 0)
        return { refused: 'The model compares two responses, and the query has one.', cause: 'query' };
      const without = sides.flat().find((side) => !('score' in side));
      if (without) return without;
      const won = sides.flatMap((both) => both.map((side, order) => shareOf(side, order, this.#spec.sign)));
      return { score: meanOf(won), facts: { comparisons: won.length } };
    });
  }
}

/** @returns the share that the response won, whichever place it stood in */
function shareOf(side: RawScore | NoInput, order: number, sign: 1 | -1): number {
  const first = 'score' in side ? side.score * sign : Number.NaN;
  return order === 0 ? first : 1 - first;
}

function inputsOf(laidOut: readonly (ScorerInput | NoInput)[]): ScorerInput[] {
  return laidOut.filter((input): input is ScorerInput => 'as' in input);
}

function difference(strong: RawScore, weak: RawScore): Outcome & RawScore {
  if (!('score' in strong)) return strong;
  if (!('score' in weak)) return weak;
  const steps = strong.steps?.map((step, at) => step - weak.steps![at]!);
  return { score: strong.score - weak.score, ...(steps && { steps }) };
}

function mixed(mix: () => ReturnType<typeof mixHeads>): Outcome {
  try {
    const { score, weights, personal } = mix();
    return { score, facts: { heads: weights, personal } };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { error: new RlarError('RLAR_SCORER_INVALID', message) };
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
