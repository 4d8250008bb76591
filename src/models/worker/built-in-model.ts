import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Bert, bertConfig } from './bert.ts';
import type { ScoreRequest, WorkerInput } from './protocol.ts';
import { SafetensorsFile } from './safetensors.ts';
import { WordPieces } from './word-pieces.ts';

/** An input that the model cannot read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Marks around one text, and around a pair. */
const MARKS = { text: 2, pair: 3 } as const;

/** @returns why rlar cannot run a model of this config itself; null where it can */
export function notBuiltIn(config: unknown): string | null {
  const parsed = bertConfig.safeParse(config);
  if (parsed.success) return null;
  const { path, message } = parsed.error.issues[0]!;
  return `config.json, ${path.map(String).join('.') || 'as a whole'}: ${message}`;
}

/** A reward model that rlar runs itself, with no package at all: a BERT with a head. */
export class BuiltInModel {
  readonly #bert: Bert;
  readonly #pieces: WordPieces;

  /** @throws Error where the files are not those of such a model */
  constructor(folder: string) {
    const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const config = bertConfig.parse(json('config.json'));
    this.#pieces = new WordPieces(json('tokenizer.json'));
    if (this.#pieces.size > config.vocab_size)
      throw new Error(`its tokenizer has ${this.#pieces.size} pieces, its body ${config.vocab_size}`);
    const weights = new SafetensorsFile(join(folder, 'model.safetensors'));
    try {
      this.#bert = new Bert(config, weights);
    } finally {
      weights.close();
    }
  }

  get labels(): number {
    return this.#bert.labels;
  }

  /** @returns the numbers of one input's labels. @throws Unreadable */
  score(
    input: WorkerInput,
    { activation, maxTokens, overlong }: Omit<ScoreRequest, 'do' | 'inputs'>,
  ): number[] {
    const { ids, parts } = this.tokens(input, maxTokens, overlong);
    const logits = this.#bert.score(ids, parts);
    if (activation === 'sigmoid') return logits.map((value) => 1 / (1 + Math.exp(-value)));
    if (activation === 'none') return logits;
    const highest = Math.max(...logits);
    const powers = logits.map((value) => Math.exp(value - highest));
    const sum = powers.reduce((total, power) => total + power, 0);
    return powers.map((power) => power / sum);
  }

  /** @returns what the body reads of an input: token numbers, and which of the two texts each is of. @throws Unreadable */
  tokens(input: WorkerInput, maxTokens: number, overlong: ScoreRequest['overlong']) {
    const most = Math.min(maxTokens, this.#bert.config.max_position_embeddings);
    if (input.as === 'chat') throw new Unreadable('a chat has no place in a model without a chat template');
    const first = this.#pieces.pieces(input.as === 'pair' ? input.first : input.text);
    const second = input.as === 'pair' ? this.#pieces.pieces(input.second) : null;
    const length = first.length + (second?.length ?? 0) + MARKS[input.as];
    const over = Math.max(0, length - most);
    if (over > 0 && (overlong === 'reject' || over > first.length))
      throw new Unreadable(`the input is longer than ${most} tokens: it has ${length}`);
    return this.#pieces.encode(first.slice(over), second);
  }

  /** What the head reads of an input, for training one. */
  firstState(ids: readonly number[], parts: readonly number[]): Float32Array {
    return this.#bert.firstState(ids, parts);
  }
}
