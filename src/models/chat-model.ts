import type { z } from 'zod';
import type { ChatUsage } from '../spec/chat-usage.ts';

/**
 * Who answers, where a deployment has more than one model: those who test what another wrote. Requests without a role go to the
 * configured model.
 */
export const MODEL_ROLES = ['witness', 'secondOpinion'] as const;
export type ModelRole = (typeof MODEL_ROLES)[number];

/** One question to a chat model: a system text and one user text. What was said before goes into the prompt. */
export interface ChatRequest {
  /** What the question is for, in a word of the agent's own: `design`, `write`, `repair` … Traces and errors name it. */
  readonly purpose: string;
  readonly system: string;
  readonly prompt: string;
  /** Requests with different seeds are different samples. */
  readonly seed?: number;
  /** By default the value of the configuration, or of the endpoint. */
  readonly temperature?: number;
  /** Most tokens of the answer; by default the value of the configuration. */
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  /** No part of what decides the answer, but for the model that is asked. */
  readonly role?: ModelRole;
  /** Told of the model that gave each answer, as the endpoint names it. */
  readonly onAnswer?: (model: string) => void;
  /** Told of the tokens of each answer, where the endpoint gives log-probabilities; they are asked for where this is set. */
  readonly onTokens?: (tokens: readonly TokenLikelihood[]) => void;
}

/** A token of an answer, with what else stood to choose there. */
export interface TokenLikelihood {
  readonly token: string;
  /** Natural logarithms of probabilities, by token; the likeliest ones. */
  readonly among: Readonly<Record<string, number>>;
}

/** A language model, seen as narrowly as agents need it. */
export interface ChatModel {
  readonly name: string;
  /** Total usage through this object. */
  readonly usage: ChatUsage;
  /**
   * @returns the answer's text without the model's thinking
   * @throws RlarError RLAR_MODEL_… (an answer that was cut off is RLAR_MODEL_TRUNCATED), RLAR_BUDGET_SPENT, RLAR_CASSETTE_MISS
   */
  ask(request: ChatRequest): Promise<string>;
  /**
   * Structured output, validated. Where the answer does not fit, the model is told why and asked once more.
   * @throws RlarError as `ask`, and RLAR_MODEL_INVALID_OUTPUT where the second answer does not fit either
   */
  askStructured<Shape>(request: ChatRequest, shape: z.ZodType<Shape>): Promise<Shape>;
}
