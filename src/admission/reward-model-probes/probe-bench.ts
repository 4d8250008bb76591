import { ModelScorer } from '../../models/reward-models/model-scorer.ts';
import { numberOf } from '../../models/reward-models/number-of.ts';
import type { RawScore } from '../../models/reward-models/raw-score.ts';
import { renderInput } from '../../models/reward-models/render-input.ts';
import type { ScorerClient } from '../../models/reward-models/scorer-client.ts';
import type { ScorerInput } from '../../models/reward-models/scorer-input.ts';
import type { ScorerServer } from '../../models/reward-models/scorer-server.ts';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { RlarError } from '../../spec/errors.ts';
import type { ToolQuery } from '../../spec/tool.ts';
import type { Judged } from './judged.ts';
import { type Question, questionsOf, type Worse, worseAnswers } from './sanity.ts';

/** A reward model on the bench: what all probes ask it by. Scores that several of them need are asked for once. */
export class ProbeBench {
  readonly spec: AdapterSpec;
  readonly client: ScorerClient;
  readonly signal: AbortSignal;
  readonly questions: readonly Question[];
  readonly #scorer: ModelScorer;
  #judged: Promise<readonly Judged[]> | null = null;

  /** @param kinds that it is to serve, whose form the sanity pairs have */
  constructor(
    spec: AdapterSpec,
    server: string | ScorerServer,
    { kinds, signal }: { readonly kinds: readonly string[]; readonly signal: AbortSignal },
  ) {
    this.spec = spec;
    this.#scorer = new ModelScorer(spec, server);
    this.client = this.#scorer.client;
    this.signal = signal;
    // Where a score takes several requests, or a model that writes, fewer questions are enough to ask.
    this.questions = questionsOf(kinds).slice(0, this.byInput ? 8 : 3);
  }

  /** Lays out a response as rollouts are. @throws RLAR_INVALID_TOOL */
  input(prompt: string, response: string, reference = response): ScorerInput {
    const query: ToolQuery = {
      prompt,
      messages: [{ role: 'user', content: prompt }],
      references: this.spec.needs.includes('reference') ? [reference] : [],
      constraints: [],
    };
    const input = renderInput(this.spec, query, response);
    if ('as' in input) return input;
    throw new RlarError('RLAR_INVALID_TOOL', input.refused);
  }

  /** Scores as they come: what is unreadable or an error is told. */
  raw(inputs: readonly ScorerInput[]): Promise<RawScore[]> {
    return this.client.score(inputs, this.signal);
  }

  /** @throws RLAR_INVALID_TOOL where a short text is refused · RLAR_SCORER_… */
  async scores(inputs: readonly ScorerInput[]): Promise<number[]> {
    return (await this.raw(inputs)).map((raw) => {
      if ('score' in raw) return raw.score;
      if ('error' in raw) throw raw.error;
      throw new RlarError('RLAR_INVALID_TOOL', `a short text is refused: ${raw.unreadable}`);
    });
  }

  /** All sanity questions with their answers, scored as a trainer's groups are. */
  judged(): Promise<readonly Judged[]> {
    this.#judged ??= this.#judge();
    return this.#judged;
  }

  /** How far the scores of all sanity answers lie apart. */
  async spread(): Promise<number> {
    const all = (await this.judged()).flatMap(({ score, worse }) => [
      score,
      ...worse.map((one) => one.score),
    ]);
    return Math.max(...all) - Math.min(...all);
  }

  /** The number that the adapter reads out of what one item got, with its sign. @throws RLAR_SCORER_INVALID */
  numberOf(numbers: readonly number[]): number {
    const raw = numberOf(this.spec, numbers);
    if ('score' in raw) return raw.score;
    throw 'error' in raw ? raw.error : new RlarError('RLAR_SCORER_INVALID', raw.unreadable);
  }

  async #judge(): Promise<Judged[]> {
    const asked = this.questions.map((question, at) => ({
      ...question,
      worse: worseAnswers(this.questions, at),
    }));
    const groups = await Promise.all(asked.map((one) => this.#group(one)));
    const scores = groups.flat().values();
    const next = () => scores.next().value!;
    return asked.map(({ prompt, good, worse }) => ({
      prompt,
      good,
      score: next(),
      worse: worse.map((one) => ({ ...one, score: next() })),
    }));
  }

  /** Scores a good answer and its worse ones as the group of a trainer. */
  async #group({ prompt, good, worse }: Question & { readonly worse: readonly Worse[] }): Promise<number[]> {
    const query: ToolQuery = {
      prompt,
      messages: [{ role: 'user', content: prompt }],
      references: this.spec.needs.includes('reference') ? [good] : [],
      constraints: [],
    };
    const written = [good, ...worse.map(({ text }) => text)].map((text) => ({ text }));
    return (await this.#scorer.score(query, written, this.signal)).map((outcome) => {
      if ('score' in outcome) return outcome.score;
      if ('error' in outcome) throw outcome.error;
      const reason = 'refused' in outcome ? outcome.refused : outcome.unreadable;
      throw new RlarError('RLAR_INVALID_TOOL', `a short text is refused: ${reason}`);
    });
  }

  /** Whether each response is one input with one score, so that inputs can be looked at one by one. */
  get byInput(): boolean {
    return this.spec.read.from === 'head' || this.spec.read.from === 'decoder-token';
  }
}
