import { z } from 'zod';
import type { AdapterSpec, ScorerRuntime } from '../../spec/adapter-spec.ts';
import { readPath } from './read-path.ts';
import type { Runtime } from './runtime.ts';
import type { ScorerInput } from './scorer-input.ts';
import { chatRuntime, completionsRuntime, embedRuntime } from './written-runtimes.ts';

const MOST = 32;
const HEADS = ['head', 'heads'] as const;
const STEPS = [...HEADS, 'steps'] as const;
const indexed = <Item extends z.ZodRawShape>(item: Item) =>
  z.object({ model: z.string().nullish(), data: z.array(z.object({ index: z.number().int(), ...item })) });

/** A server that writes JSON strictly has null for what is no number: NaN, or what ran over. */
const logit = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const used = z.object({ usage: z.object({ prompt_tokens: z.number().int().nonnegative() }) });
const counted = z.array(z.object({ meta_info: z.object({ prompt_tokens: z.number().int().nonnegative() }) }));

const classified = indexed({ probs: z.array(logit), num_classes: z.number().int() });
const pooled = indexed({ data: z.union([z.array(logit), z.array(z.array(logit)).min(1)]) });
const embedded = z.array(z.object({ embedding: z.array(logit) }));
const predicted = z.array(z.array(z.object({ score: logit, label: z.string() })));
const rewarded = z.object({ rewards: z.array(logit) });

const vllm = {
  takes: ['text', 'chat'],
  most: (as) => (as === 'chat' ? 1 : MOST),
  activates: true,
  cutsSilently: false,
  identity: 'models',
  reads: HEADS,
  tokens: (answer) => used.safeParse(answer).data?.usage.prompt_tokens ?? null,
  body: (spec, inputs) => ({
    model: spec.model,
    ...(inputs[0]?.as === 'chat'
      ? { messages: inputs[0].messages, add_generation_prompt: false, add_special_tokens: false }
      : inputs[0]?.as === 'tokens'
        ? { input: inputs.map((input) => (input.as === 'tokens' ? input.ids : [])) }
        : { input: inputs.map(textOf), add_special_tokens: true }),
    use_activation: spec.activation !== 'none',
    ...(spec.overlong === 'truncate-prompt-left' && {
      truncate_prompt_tokens: spec.maxTokens,
      truncation_side: 'left',
    }),
  }),
} satisfies Partial<Runtime>;

const classify: Runtime = {
  ...vllm,
  path: '/classify',
  read: (answer, spec, count) =>
    inOrder(classified.parse(answer), spec, count).map(({ probs, num_classes: classes }) => {
      if (probs.length !== classes) throw new Error(`${probs.length} numbers for ${classes} labels`);
      return probs;
    }),
};

/** Items of one request to a worker: a batch that nobody waits for any more holds the next one up no longer than this. */
const MOST_OF_WORKER = 8;
const worked = z.object({ scores: z.array(z.array(logit)) });

/** The runtimes that can be called. Shapes as each of them documents or its source shows. */
const RUNTIMES: Readonly<Partial<Record<ScorerRuntime, Runtime>>> = {
  'vllm-classify': classify,
  'vllm-classify-chat': { ...classify, takes: ['chat'] },
  'vllm-pooling': {
    ...vllm,
    takes: ['text', 'chat', 'tokens'],
    reads: STEPS,
    path: '/pooling',
    // One row of numbers a token; the score stands at the last. With STEP pooling one row for each step's token.
    read: (answer, spec, count, inputs) =>
      inOrder(pooled.parse(answer), spec, count).map(({ data }, at) => {
        if (spec.read.from === 'steps') return numbersOfSteps(data, spec.read.index, inputs[at]);
        const last = data.at(-1);
        return Array.isArray(last) ? last : (data as number[]);
      }),
  },
  'sglang-classify': {
    path: '/classify',
    takes: ['text'],
    most: () => MOST,
    activates: false,
    cutsSilently: false,
    identity: 'models',
    reads: HEADS,
    tokens: (answer) =>
      counted.safeParse(answer).data?.reduce((sum, item) => sum + item.meta_info.prompt_tokens, 0) ?? null,
    body: ({ model }, inputs) => ({ model, text: inputs.map(textOf) }),
    read: (answer) => embedded.parse(answer).map(({ embedding }) => embedding),
  },
  'tei-predict': {
    path: '/predict',
    takes: ['text', 'pair'],
    most: () => MOST,
    activates: true,
    cutsSilently: false,
    identity: 'info',
    reads: HEADS,
    body: ({ activation, overlong }, inputs) => ({
      inputs: inputs.map((input) => (input.as === 'pair' ? [input.first, input.second] : [textOf(input)])),
      raw_scores: activation === 'none',
      ...(overlong === 'truncate-prompt-left'
        ? { truncate: true, truncation_direction: 'Left' }
        : { truncate: false }),
    }),
    read: (answer) => predicted.parse(answer).map(byLabel),
  },
  'openrlhf-get-reward': {
    path: '/get_reward',
    takes: ['text'],
    most: () => MOST,
    activates: false,
    cutsSilently: true,
    identity: null,
    reads: HEADS,
    body: (_, inputs) => ({ query: inputs.map(textOf) }),
    read: (answer) => rewarded.parse(answer).rewards.map((reward) => [reward]),
  },
  'managed-worker': {
    path: '',
    takes: ['text', 'pair', 'chat'],
    most: () => MOST_OF_WORKER,
    activates: true,
    cutsSilently: false,
    identity: null,
    reads: [...HEADS, 'decoder-token'],
    body: ({ activation, maxTokens, overlong }, inputs) => ({
      do: 'score',
      inputs,
      activation,
      maxTokens,
      overlong,
    }),
    read: (answer) => worked.parse(answer).scores,
  },
  chat: chatRuntime,
  'vllm-completions': completionsRuntime,
  'plain-scorer': {
    path: '',
    takes: ['text', 'pair', 'fields', 'chat'],
    most: () => MOST,
    activates: true,
    cutsSilently: false,
    identity: null,
    reads: STEPS,
    body: (_, inputs) => ({ inputs: inputs.map(plainOf) }),
    read: (answer, { read }, count) => {
      if (!('path' in read) || read.path === undefined) throw new Error('the adapter has no read.path');
      return readPath(answer, read.path, count);
    },
  },
};

/** @returns how a runtime is called; null for those that are not called yet */
export function runtimeOf(spec: Pick<AdapterSpec, 'runtime' | 'read'>): Runtime | null {
  return spec.runtime === 'tei-embed' ? embedRuntime(spec) : (RUNTIMES[spec.runtime] ?? null);
}

function textOf(input: ScorerInput): string {
  if (input.as !== 'text') throw new RangeError(`the runtime takes no ${input.as}`);
  return input.text;
}

function plainOf(input: ScorerInput): unknown {
  switch (input.as) {
    case 'text':
      return input.text;
    case 'pair':
      return [input.first, input.second];
    case 'chat':
      return input.messages;
    case 'fields':
      return input.fields;
    case 'pieces':
    case 'tokens':
      throw new RangeError(`the runtime takes no ${input.as}`);
  }
}

/** @returns the number of each step. Of rows for every token, those where a step ends. @throws Error where the rows are fewer or more */
function numbersOfSteps(
  data: readonly (number | readonly number[])[],
  index: number,
  input: ScorerInput | undefined,
): number[] {
  if (input?.as === 'tokens' && data.length !== input.ids.length)
    throw new Error(
      `${data.length} rows for ${input.ids.length} tokens: the server answers for steps, not for tokens`,
    );
  const rows = input?.as === 'tokens' ? input.ends.map((end) => data[end]!) : data;
  return rows.map((row) => (typeof row === 'number' ? [row] : row).at(index) ?? Number.NaN);
}

/** @throws Error where an index is missing, or there twice, or another model answered than the one that was asked */
function inOrder<Item extends { readonly index: number }>(
  { model, data: items }: { readonly model?: string | null | undefined; readonly data: readonly Item[] },
  asked: AdapterSpec,
  count: number,
): Item[] {
  if (model && model !== asked.model) throw new Error(`${model} answered, not ${asked.model}`);
  if (items.length !== count) throw new Error(`${items.length} items for ${count}`);
  return Array.from({ length: count }, (_, index) => {
    const found = items.filter((item) => item.index === index);
    if (found.length !== 1) throw new Error(`${found.length} items with the index ${index}`);
    return found[0]!;
  });
}

/** TEI sorts labels by score, so that only their names tell which is which. */
function byLabel(labels: readonly { readonly score: number; readonly label: string }[]): number[] {
  if (labels.length === 1) return [labels[0]!.score];
  const scores: number[] = [];
  for (const { score, label } of labels) {
    const at = Number(/^LABEL_(\d{1,4})$/.exec(label)?.[1] ?? Number.NaN);
    if (!(at < labels.length) || scores[at] !== undefined)
      throw new Error(`the label ${JSON.stringify(label.slice(0, 40))} has no known place`);
    scores[at] = score;
  }
  return scores;
}
