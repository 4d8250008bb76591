import type { Library } from '../library/library.ts';
import { promptText, type Query } from '../spec/query.ts';
import type { RunEstimate } from '../spec/views/check-report.ts';
import type { CheckReply } from '../spec/wire.ts';

/** Tokens of a question to a judge and its answer, beside the prompt. */
const QUESTION_TOKENS = 1_320;
const CHARACTERS_A_TOKEN = 4;
/** Calls and tokens of an agent that acquires one tool: medians of the recorded acquisitions (docs/results.md). */
const ACQUISITION = { calls: 9, tokens: 43_000 };

/** Adds up what one pass of a run over rows would ask of language models. */
export class EstimateSum {
  readonly #rollouts: number;
  readonly #library: Library;
  readonly #missing = new Set<string>();
  #calls = 0;
  #tokens = 0;
  #usd = 0;

  /** @param rollouts of each row */
  constructor(library: Library, rollouts: number) {
    this.#library = library;
    this.#rollouts = rollouts;
  }

  add(query: Query, { assignment, unserved }: CheckReply): void {
    if (unserved !== null) this.#missing.add(assignment.kind ?? 'unknown');
    const prompt = promptText(query).length / CHARACTERS_A_TOKEN;
    for (const { id } of assignment.tools) {
      const card = this.#library.get(id)?.card;
      if (!card) continue;
      this.#usd += (card.costPer1000 / 1_000) * this.#rollouts;
      if (card.type !== 'judge') continue;
      this.#calls += this.#rollouts;
      this.#tokens += this.#rollouts * (prompt + QUESTION_TOKENS);
    }
  }

  get estimate(): RunEstimate {
    const kinds = this.#missing.size;
    return {
      rollouts: this.#rollouts,
      judgeCalls: this.#calls,
      judgeTokens: Math.round(this.#tokens),
      usd: this.#usd,
      missingKinds: kinds,
      agentCalls: kinds * ACQUISITION.calls,
      agentTokens: kinds * ACQUISITION.tokens,
    };
  }
}
