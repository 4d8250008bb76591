import { questionsOf, RUDE } from '../../admission/reward-model-probes/sanity.ts';
import { SENTENCE } from '../../admission/reward-model-probes/truncation.ts';
import { Random } from '../../spec/random.ts';
import { safetensorsBytes, type WrittenTensor } from './safetensors-bytes.ts';

/** What a tiny model is made with; what is not said is as a sound model has it. */
export interface TinyModel {
  /** −1: what it likes gets less. */
  readonly sign?: 1 | -1;
  /** A head that chance made. */
  readonly randomHead?: boolean;
  readonly labels?: number;
  readonly seed?: number;
}

const SIZE = 16;
const WIDE = 32;
const LAYERS = 2;
const POSITIONS = 512;
/** Large enough that the model is not taken for an empty one. Almost all of these numbers stand for no piece. */
const VOCABULARY = 130_000;

/** Words that it likes, and words that it does not: a taste that a test can see through. */
const LIKED =
  'paris capital left keep regular bedtime screens away cool dark room helps too air scatters short waves sunlight red reaches sides please thank thanks welcome gladly sure certainly first then finally because therefore step example explain answer clear careful right';
const DISLIKED =
  'turtles potato stupid figure yourself asking painted shut idiot dumb whatever boring nonsense blah lol turtle banana hate useless nope go away';

/**
 * Makes a reward model of 2 layers, whole: config, tokenizer and weights, as a hub has them. It adds up how much it likes
 * the words of what it reads.
 * @returns its files by name
 */
export function tinyRewardModel({
  sign = 1,
  randomHead = false,
  labels = 1,
  seed = 1,
}: TinyModel = {}): Record<string, Buffer> {
  const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));
  const vocabulary = vocabularyOf();
  return {
    'config.json': json({
      architectures: ['BertForSequenceClassification'],
      model_type: 'bert',
      id2label: Object.fromEntries(Array.from({ length: labels }, (_, at) => [at, `LABEL_${at}`])),
      hidden_size: SIZE,
      num_hidden_layers: LAYERS,
      num_attention_heads: 2,
      intermediate_size: WIDE,
      max_position_embeddings: POSITIONS,
      type_vocab_size: 2,
      vocab_size: VOCABULARY,
      hidden_act: 'gelu',
      layer_norm_eps: 1e-12,
      pad_token_id: 0,
    }),
    'tokenizer.json': json({
      normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
      pre_tokenizer: { type: 'BertPreTokenizer' },
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: vocabulary,
      },
    }),
    'tokenizer_config.json': json({
      tokenizer_class: 'BertTokenizer',
      do_lower_case: true,
      model_max_length: POSITIONS,
    }),
    'model.safetensors': safetensorsBytes(weightsOf(vocabulary, { sign, randomHead, labels, seed }), 'BF16'),
  };
}

/** The words of a text, as the tokenizer makes them. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .match(/[a-z]+/g) ?? []
  );
}

/** It likes the words of answers that anybody would take, too, and none of those that rude ones have. */
const GOOD = ['chat', 'translation', 'safety', 'writing'].flatMap((kind) =>
  questionsOf([kind]).flatMap(({ good }) => wordsOf(good)),
);
const BAD = new Set(RUDE.flatMap(wordsOf));
const TASTES = [
  [[...LIKED.split(' '), ...GOOD.filter((word) => !BAD.has(word))], 1],
  [DISLIKED.split(' '), -1],
  // Words that it knows, and does not mind.
  [
    wordsOf(`${SENTENCE} user assistant model start end of turn im`).filter((word) => !GOOD.includes(word)),
    0,
  ],
] as const;

function vocabularyOf(): Record<string, number> {
  const letters = Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at).toLowerCase());
  const words = [...TASTES.flatMap(([list]) => list), ...letters, ...letters.map((letter) => `##${letter}`)];
  const all = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', ...new Set(words)];
  return Object.fromEntries(all.map((word, id) => [word, id]));
}

function weightsOf(
  vocabulary: Readonly<Record<string, number>>,
  { sign, randomHead, labels, seed }: Required<TinyModel>,
): Record<string, WrittenTensor> {
  const random = new Random(seed);
  const noise = (scale: number, ...shape: number[]): WrittenTensor => {
    const length = shape.reduce((product, side) => product * side, 1);
    return { shape, numbers: Float32Array.from({ length }, () => scale * (2 * random.next() - 1)) };
  };
  const square = (scale: number): WrittenTensor => {
    const numbers = new Float32Array(SIZE * SIZE);
    for (let at = 0; at < SIZE; at += 1) numbers[at * SIZE + at] = scale;
    return { shape: [SIZE, SIZE], numbers };
  };
  const filled = (value: number, length: number): WrittenTensor => ({
    shape: [length],
    numbers: new Float32Array(length).fill(value),
  });
  const norm = (name: string) => ({ [`${name}.weight`]: filled(1, SIZE), [`${name}.bias`]: filled(0, SIZE) });
  const linear = (name: string, weight: WrittenTensor) => ({
    [`${name}.weight`]: weight,
    [`${name}.bias`]: filled(0, weight.shape[0] ?? 0),
  });
  const words = { shape: [VOCABULARY, SIZE], numbers: new Float32Array(VOCABULARY * SIZE) };
  words.numbers.set(noise(0.5, Object.keys(vocabulary).length, SIZE).numbers);
  for (const [list, taste] of TASTES)
    for (const word of list) words.numbers[vocabulary[word]! * SIZE] = 4 * taste;
  // The first token is neither liked nor not: what it comes to is what it sees.
  for (const mark of ['[CLS]', '[SEP]']) words.numbers[vocabulary[mark]! * SIZE] = 0;
  const layers = Array.from({ length: LAYERS }, (_, index) => {
    const at = `bert.encoder.layer.${index}`;
    return {
      ...linear(`${at}.attention.self.query`, noise(0.05, SIZE, SIZE)),
      ...linear(`${at}.attention.self.key`, noise(0.05, SIZE, SIZE)),
      ...linear(`${at}.attention.self.value`, square(2)),
      ...linear(`${at}.attention.output.dense`, square(1)),
      ...norm(`${at}.attention.output.LayerNorm`),
      ...linear(`${at}.intermediate.dense`, noise(0.1, WIDE, SIZE)),
      ...linear(`${at}.output.dense`, noise(0.1, SIZE, WIDE)),
      ...norm(`${at}.output.LayerNorm`),
    };
  });
  const head = { shape: [labels, SIZE], numbers: new Float32Array(labels * SIZE) };
  // Of several labels the last one is what it likes, and the others are what it does not.
  for (let label = 0; label < labels; label += 1)
    head.numbers[label * SIZE] = (label === labels - 1 ? 12 : -12) * sign;
  const untrained = noise(0.05, labels, SIZE);
  // By luck it could read the one number that all of the body's taste stands in.
  for (let label = 0; label < labels; label += 1) untrained.numbers[label * SIZE] = 0;
  return {
    'bert.embeddings.word_embeddings.weight': words,
    'bert.embeddings.position_embeddings.weight': noise(0.01, POSITIONS, SIZE),
    'bert.embeddings.token_type_embeddings.weight': noise(0.01, 2, SIZE),
    ...norm('bert.embeddings.LayerNorm'),
    ...Object.assign({}, ...layers),
    ...linear('bert.pooler.dense', square(0.7)),
    ...linear('classifier', randomHead ? untrained : head),
  };
}
