import { z } from 'zod';
import { ACTIVATIONS, normalise, softmax } from './activations.ts';
import { type Block, type Factor, Matrices, pack, paddedRows, paddedSide } from './matrices.ts';
import type { SafetensorsFile } from './safetensors.ts';

/** `config.json` of a BERT with a head for sequences: what this reader knows, and nothing that would change its numbers. */
export const bertConfig = z.looseObject({
  architectures: z.tuple([z.literal('BertForSequenceClassification')]),
  model_type: z.literal('bert'),
  hidden_size: z.number().int().positive().multipleOf(8),
  num_hidden_layers: z.number().int().positive().max(48),
  num_attention_heads: z.number().int().positive(),
  intermediate_size: z.number().int().positive().multipleOf(8),
  max_position_embeddings: z.number().int().positive().max(8192),
  type_vocab_size: z.number().int().positive(),
  vocab_size: z.number().int().positive(),
  hidden_act: z.enum(['gelu', 'gelu_new', 'relu']),
  layer_norm_eps: z.number().positive(),
  position_embedding_type: z.literal('absolute').default('absolute'),
});
export type BertConfig = z.infer<typeof bertConfig>;

interface Norm {
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly epsilon: number;
}

interface Layer {
  readonly query: Factor;
  readonly key: Factor;
  readonly value: Factor;
  readonly output: Factor;
  readonly outputNorm: Norm;
  readonly wide: Factor;
  readonly narrow: Factor;
  readonly narrowNorm: Norm;
}

/** Room for what is computed of one text. */
type Work = 'state' | 'query' | 'key' | 'value' | 'mixed' | 'next' | 'wide' | 'odds';

/** A BERT that gives numbers for a sequence. One text at a time: nothing of another is in its score. */
export class Bert {
  readonly config: BertConfig;
  readonly #matrices: Matrices;
  readonly #words: Float32Array;
  readonly #places: Float32Array;
  readonly #parts: Float32Array;
  readonly #norm: Norm;
  readonly #layers: readonly Layer[];
  readonly #pooler: Factor;
  readonly #head: { readonly weight: Float32Array; readonly bias: Float32Array; readonly labels: number };
  readonly #work: Readonly<Record<Work, Block>>;
  readonly #keys: Factor;
  readonly #values: Factor;

  /** @throws Error where the weights are not those of the config */
  constructor(config: BertConfig, weights: SafetensorsFile) {
    const { hidden_size: size, intermediate_size: wide, max_position_embeddings: most } = config;
    this.config = config;
    const head = size / config.num_attention_heads;
    if (!Number.isInteger(head / 8)) throw new Error(`heads of ${head} numbers are not read`);
    const rows = paddedRows(paddedSide(most));
    const weightBytes =
      config.num_hidden_layers * 4 * (4 * size * size + 2 * size * wide + 8 * size + 2 * wide);
    const workBytes = 4 * rows * (6 * size + wide + rows + 2 * (head + 8));
    this.#matrices = new Matrices(weightBytes + workBytes + 4 * size * size);
    const read = (name: string, ...shape: number[]) => weights.tensor(`bert.${name}`, ...shape);
    const norm = (name: string): Norm => ({
      weight: read(`${name}.weight`, size),
      bias: read(`${name}.bias`, size),
      epsilon: config.layer_norm_eps,
    });
    const linear = (name: string, outer: number, inner: number): Factor =>
      this.#matrices.factor(read(`${name}.weight`, outer, inner), read(`${name}.bias`, outer), outer);
    this.#words = read('embeddings.word_embeddings.weight', config.vocab_size, size);
    this.#places = read('embeddings.position_embeddings.weight', most, size);
    this.#parts = read('embeddings.token_type_embeddings.weight', config.type_vocab_size, size);
    this.#norm = norm('embeddings.LayerNorm');
    this.#layers = Array.from({ length: config.num_hidden_layers }, (_, index) => {
      const at = `encoder.layer.${index}`;
      return {
        query: linear(`${at}.attention.self.query`, size, size),
        key: linear(`${at}.attention.self.key`, size, size),
        value: linear(`${at}.attention.self.value`, size, size),
        output: linear(`${at}.attention.output.dense`, size, size),
        outputNorm: norm(`${at}.attention.output.LayerNorm`),
        wide: linear(`${at}.intermediate.dense`, wide, size),
        narrow: linear(`${at}.output.dense`, size, wide),
        narrowNorm: norm(`${at}.output.LayerNorm`),
      };
    });
    this.#pooler = linear('pooler.dense', size, size);
    const labels = weights.shape('classifier.weight')?.[0] ?? 0;
    this.#head = {
      weight: weights.tensor('classifier.weight', labels, size),
      bias: weights.tensor('classifier.bias', labels),
      labels,
    };
    const take = (length: number) => this.#matrices.take(rows * length);
    this.#work = {
      ...{ state: take(size), query: take(size), key: take(size), value: take(size) },
      ...{ mixed: take(size), next: take(size), wide: take(wide), odds: take(rows) },
    };
    this.#keys = this.#matrices.takeFactor(head, rows);
    this.#values = this.#matrices.takeFactor(rows, head);
  }

  get labels(): number {
    return this.#head.labels;
  }

  /** @returns the raw numbers of the head, one a label. @throws RangeError where a number is not of the vocabulary */
  score(ids: readonly number[], parts: readonly number[]): number[] {
    const pooled = this.pooled(ids, parts);
    const { weight, bias, labels } = this.#head;
    return Array.from({ length: labels }, (_, label) => {
      let sum = bias[label]!;
      for (let at = 0; at < pooled.length; at += 1) sum += weight[label * pooled.length + at]! * pooled[at]!;
      return sum;
    });
  }

  /** @returns what the head reads: the first token behind the pooler */
  pooled(ids: readonly number[], parts: readonly number[]): Float32Array {
    const first = this.firstState(ids, parts);
    this.#work.mixed.numbers.fill(0, 0, 4 * first.length);
    this.#work.mixed.numbers.set(first);
    this.#multiply('mixed', this.#pooler, 'next', 4);
    return this.#work.next.numbers.slice(0, first.length).map(Math.tanh);
  }

  /** @returns the state of the first token behind the last layer */
  firstState(ids: readonly number[], parts: readonly number[]): Float32Array {
    const size = this.config.hidden_size;
    const count = ids.length;
    const rows = paddedRows(count);
    this.#embed(ids, parts, rows);
    for (const layer of this.#layers) this.#through(layer, count, rows);
    return this.#work.state.numbers.slice(0, size);
  }

  #embed(ids: readonly number[], parts: readonly number[], rows: number): void {
    const size = this.config.hidden_size;
    const state = this.#work.state.numbers;
    state.fill(0, 0, rows * size);
    for (const [place, id] of ids.entries()) {
      const part = parts[place] ?? 0;
      if (id >= this.config.vocab_size || place >= this.config.max_position_embeddings)
        throw new RangeError(`token ${id} at ${place} is outside of the model`);
      for (let at = 0; at < size; at += 1)
        state[place * size + at] =
          this.#words[id * size + at]! + this.#places[place * size + at]! + this.#parts[part * size + at]!;
    }
    normalise(state.subarray(0, ids.length * size), size, this.#norm);
  }

  #through(layer: Layer, count: number, rows: number): void {
    const { hidden_size: size, intermediate_size: wide, hidden_act: act } = this.config;
    const { state, next, wide: between } = this.#work;
    this.#multiply('state', layer.query, 'query', rows);
    this.#multiply('state', layer.key, 'key', rows);
    this.#multiply('state', layer.value, 'value', rows);
    this.#attend(count, rows);
    this.#multiply('mixed', layer.output, 'next', rows);
    add(next.numbers, state.numbers, count * size);
    normalise(next.numbers.subarray(0, count * size), size, layer.outputNorm);
    next.numbers.fill(0, count * size, rows * size);
    this.#multiply('next', layer.wide, 'wide', rows);
    const activate = ACTIVATIONS[act]!;
    const numbers = between.numbers;
    for (let at = 0; at < count * wide; at += 1) numbers[at] = activate(numbers[at]!);
    this.#multiply('wide', layer.narrow, 'state', rows);
    add(state.numbers, next.numbers, count * size);
    normalise(state.numbers.subarray(0, count * size), size, layer.narrowNorm);
    state.numbers.fill(0, count * size, rows * size);
  }

  /** Each head: how much each token looks at each other one, and what it sees there. */
  #attend(count: number, rows: number): void {
    const { hidden_size: size, num_attention_heads: heads } = this.config;
    const { query, key, value, mixed, odds } = this.#work;
    const each = size / heads;
    const scale = 1 / Math.sqrt(each);
    const wide = paddedSide(count);
    const keys = { ...this.#keys, outer: wide };
    const values = { ...this.#values, inner: wide, outer: paddedSide(each) };
    for (let head = 0; head < heads; head += 1) {
      const from = head * each;
      pack(keys, (token, at) => key.numbers[token * size + from + at]! * scale, {
        inner: each,
        outer: count,
      });
      this.#matrices.multiply(shifted(query, from), keys, odds, { rows, from: size, to: wide });
      for (let row = 0; row < rows; row += 1) {
        const line = odds.numbers.subarray(row * wide, (row + 1) * wide);
        softmax(line, count);
        line.fill(0, count);
      }
      pack(values, (at, token) => value.numbers[token * size + from + at]!, { inner: count, outer: each });
      this.#matrices.multiply(odds, values, shifted(mixed, from), { rows, from: wide, to: size });
    }
  }

  #multiply(from: Work, factor: Factor, to: Work, rows: number): void {
    this.#matrices.multiply(this.#work[from], factor, this.#work[to], {
      rows,
      from: factor.inner,
      to: factor.outer,
    });
  }
}

function shifted({ at, numbers }: Block, by: number): Block {
  return { at: at + 4 * by, numbers };
}

function add(to: Float32Array, from: Float32Array, count: number): void {
  for (let at = 0; at < count; at += 1) to[at]! += from[at]!;
}
