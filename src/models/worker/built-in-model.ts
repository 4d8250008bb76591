import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { softmax } from './activations.ts';
import { Bert, bertConfig } from './bert.ts';
import type { ScoreRequest, WorkerInput } from './protocol.ts';
import { SafetensorsFile } from './safetensors.ts';
import { type EncodedInput, WordPieces } from './word-pieces.ts';

/** An input that the model cannot read. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Marks around one text, and around a pair. */
const MARKS = { text: 2, pair: 3 } as const;

/**
 * @param folder of the model
 * @param layout of its inputs
 * @returns why rlar cannot run the model itself; null where it can
 */
export function builtInProblem(folder: string, layout: string): string | null {
  if (layout !== 'pair' && layout !== 'template') return `its inputs are laid out as ${layout}`;
  try {
    const config = bertConfig.safeParse(jsonOf(folder, 'config.json'));
    if (!config.success) {
      const { path, message } = config.error.issues[0]!;
      return `config.json, ${path.map(String).join('.') || 'as a whole'}: ${message}`;
    }
    readWordPieces(folder);
    return existsSync(join(folder, 'model.safetensors')) ? null : 'its weights are in several files';
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function jsonOf(folder: string, name: string): unknown {
  return JSON.parse(readFileSync(join(folder, name), 'utf8'));
}

function readWordPieces(folder: string): WordPieces {
  return new WordPieces(jsonOf(folder, 'tokenizer.json'));
}

/** A reward model that rlar runs itself, with no package at all: a BERT with a head. */
export class BuiltInModel {
  readonly #bert: Bert;
  readonly #pieces: WordPieces;

  /** @throws Error where the files are not those of such a model */
  constructor(folder: string) {
    const config = bertConfig.parse(jsonOf(folder, 'config.json'));
    this.#pieces = readWordPieces(folder);
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

  /** @returns the numbers of one input's labels */
  score({ ids, parts }: EncodedInput, activation: ScoreRequest['activation']): number[] {
    const logits = this.#bert.score(ids, parts);
    if (activation === 'sigmoid') return logits.map((value) => 1 / (1 + Math.exp(-value)));
    if (activation === 'none') return logits;
    const shares = Float64Array.from(logits);
    softmax(shares, shares.length);
    return [...shares];
  }

  /** @returns what the body reads of an input: token numbers, and which of the two texts each is of. @throws Unreadable */
  tokens(input: WorkerInput, maxTokens: number, overlong: ScoreRequest['overlong']): EncodedInput {
    const most = Math.min(maxTokens, this.#bert.config.max_position_embeddings);
    if (input.as === 'chat') throw new Unreadable('a chat has no place in a model without a chat template');
    const first = this.#pieces.pieces(input.as === 'pair' ? input.first : input.text);
    const second = input.as === 'pair' ? this.#pieces.pieces(input.second) : null;
    const length = first.length + (second?.length ?? 0) + MARKS[input.as];
    const over = Math.max(0, length - most);
    // Of a pair alone it is known where the prompt ends, so that nothing of the response is cut.
    const cuts = overlong !== 'reject' && input.as === 'pair';
    if (over > (cuts ? first.length : 0))
      throw new Unreadable(`the input is longer than ${most} tokens: it has ${length}`);
    return this.#pieces.encode(first.slice(over), second);
  }

  /** What the head reads of an input, for training one. */
  firstState(ids: readonly number[], parts: readonly number[]): Float32Array {
    return this.#bert.firstState(ids, parts);
  }
}
