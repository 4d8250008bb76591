import { z } from 'zod';

/**
 * How one reward model is called: a closed set of facts, and never code. Rules fill it from what the model's files say; a
 * language model that reads the card may fill no more than what is here. Whoever serves the model needs nothing else.
 */

/**
 * What answers the calls. `managed-worker`: the process that rlar starts itself · `plain-scorer`: any endpoint that takes
 * a list of texts and whose answer `read.path` describes · `chat`: a generative reward model behind chat completions · `vllm-completions`: any language model whose server tells the
 * log-probabilities of a given text.
 */
export const SCORER_RUNTIMES = [
  'managed-worker',
  'vllm-classify',
  'vllm-classify-chat',
  'vllm-pooling',
  'sglang-classify',
  'tei-predict',
  'tei-embed',
  'openrlhf-get-reward',
  'plain-scorer',
  'chat',
  'vllm-completions',
] as const;
const scorerRuntime = z.enum(SCORER_RUNTIMES);
export type ScorerRuntime = z.infer<typeof scorerRuntime>;

/** Words in braces that a template may hold; any other brace is text. `{source}` is what is to be translated or summarised. */
export const TEMPLATE_FIELDS = ['prompt', 'response', 'reference', 'source', 'rubric', 'other'] as const;

const template = z
  .string()
  .min(1)
  .max(8000)
  .refine((text) => text.includes('{response}'), 'a template holds {response}');

/** The layout of query and response in the model's input. */
const rendering = z.discriminatedUnion('as', [
  z.strictObject({
    /** The tokenizer's own chat template over user and assistant turns. */
    as: z.literal('chat'),
    /** `forbid`: a system turn is joined to the first user turn · `allow`: kept · a text: that one is put first. */
    system: z.union([z.enum(['forbid', 'allow']), z.strictObject({ text: z.string().min(1).max(4000) })]),
    /** The text of the user turn, if it is more than the prompt: `{prompt}`, `{response}`, `{other}`, `{reference}`, `{rubric}`. */
    user: z.string().min(1).max(8000).optional(),
    /** Whether the response is the assistant's turn; otherwise it stands in `user`. */
    assistant: z.boolean(),
  }),
  z.strictObject({
    /** Two texts, which the tokenizer joins itself. */
    as: z.literal('pair'),
    first: z.string().min(1).max(8000).default('{prompt}'),
    second: template.default('{response}'),
  }),
  z.strictObject({
    /** One text. */
    as: z.literal('template'),
    template,
  }),
  z.strictObject({
    /** An object with these names, for endpoints that put the parts together themselves. */
    as: z.literal('fields'),
    fields: z
      .array(z.strictObject({ name: z.string().regex(/^[A-Za-z_]\w{0,39}$/), of: z.enum(TEMPLATE_FIELDS) }))
      .min(1)
      .max(8),
  }),
  z.strictObject({
    /** The two trajectories of POLAR: prompt and reference, the separator, prompt and response. */
    as: z.literal('trajectories'),
    separator: z.string().min(1).max(40),
  }),
]);
export type Rendering = z.infer<typeof rendering>;

/** Names of a JSON answer with dots between; `*` is the item's place in the batch: `data.*.probs`. */
const answerPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_*-]+(\.[A-Za-z0-9_*-]+)*$/, 'names with dots between, as in data.*.probs');

/** The place of the score in the model's output. */
const reading = z.discriminatedUnion('from', [
  z.strictObject({
    /** A number of a head. */
    from: z.literal('head'),
    /** Absent: where the runtime always puts it. */
    path: answerPath.optional(),
    /** Which label of several; −1 is the last. */
    index: z.number().int().min(-1).max(10_000),
  }),
  z.strictObject({
    /** One number for each step of the response, at the step's own token. */
    from: z.literal('steps'),
    /** The token that ends a step; of a model that writes its verdict on each step (`chat`), the word for a good one. */
    token: z.string().min(1).max(40),
    /** The word for a bad step, of a model that writes. */
    negative: z.string().min(1).max(40).optional(),
    /** Where a plain scorer puts the numbers of an item's steps. */
    path: answerPath.optional(),
    /** Which label of several; −1 is the last. */
    index: z.number().int().min(-1).max(10_000),
    /** The score of the response: the last step's, the least, the product or the mean of all. */
    reduce: z.enum(['last', 'least', 'product', 'mean']),
    /** Where one step of a plain text ends. Steps of a trajectory are its own. */
    split: z.enum(['blank-line', 'line']).optional(),
    /** The layout of one step, with `{step}`; by default the step and its token. */
    each: z
      .string()
      .max(200)
      .refine((text) => text.includes('{step}'), 'the layout of a step holds {step}')
      .optional(),
    /**
     * The rows that a server answers with: one for each step's token (by default), or one for each token of the input,
     * whose places are then asked for (`/tokenize`).
     */
    rows: z.enum(['steps', 'tokens']).optional(),
  }),
  z.strictObject({
    /** The share of probability that the first written token gives to one word against others. */
    from: z.literal('token-odds'),
    positive: z.array(z.string().min(1).max(40)).min(1).max(20),
    negative: z.array(z.string().min(1).max(40)).min(1).max(20),
  }),
  z.strictObject({
    /** The mean of the digits `low` to `high`, weighed by their probabilities. */
    from: z.literal('digit-mean'),
    low: z.number().int().min(0).max(9),
    high: z.number().int().min(0).max(9),
  }),
  z.strictObject({
    /** A verdict that the model writes: a rating, or which of two responses is better. Unreadable is `failed`. */
    from: z.literal('verdict'),
    form: z.enum(['rating', 'letter', 'bracketed-letter', 'rm-r1']),
    low: z.number().optional(),
    high: z.number().optional(),
  }),
  z.strictObject({
    /** The logit of one token, by its number, after a single step of a text-to-text model's decoder. */
    from: z.literal('decoder-token'),
    token: z.number().int().min(0).max(10_000_000),
  }),
  z.strictObject({
    /**
     * How near the response is to the reference. `cosine`: of the two embeddings · `bmas`: of the embeddings of their
     * tokens, each with the nearest of the other text, the mean of both directions (Mixed-R1, arXiv 2505.24164).
     */
    from: z.literal('similarity'),
    by: z.enum(['cosine', 'bmas']).optional(),
  }),
  z.strictObject({
    /**
     * The log-probability of the response behind its prompt, in the eyes of a language model (endogenous reward, arXiv
     * 2506.23235); less that of a second, less aligned model where one is named (density ratio, arXiv 2411.02481).
     */
    from: z.literal('log-probability'),
    reduce: z.enum(['sum', 'mean']),
    /** Whether each step is told as well, and where one ends: the steps' sums are those of all tokens (implicit process rewards, OPRL, arXiv 2509.19199). */
    steps: z.enum(['blank-line', 'line']).optional(),
    against: z
      .strictObject({ model: z.string().min(1).max(200), url: z.url({ protocol: /^https?$/ }) })
      .optional(),
  }),
  z.strictObject({
    /** Mean log-probability of what a pleased user would write next, less that of what a displeased one would (FLR). */
    from: z.literal('follow-ups'),
    positive: z.array(z.string().min(1).max(400)).min(1).max(16),
    negative: z.array(z.string().min(1).max(400)).min(1).max(16),
    /** The text between the response and the follow-up. */
    between: z.string().max(400),
  }),
  z.strictObject({
    /** Several heads, each brought to a mean of nothing and a deviation of one, mixed by context (MiCRo) or user (VPL). */
    from: z.literal('heads'),
    path: answerPath.optional(),
    heads: z
      .array(
        z.strictObject({
          name: z.string().min(1).max(60),
          index: z.number().int().min(0).max(10_000),
          mean: z.number(),
          deviation: z.number().positive(),
        }),
      )
      .min(2)
      .max(64),
    /** One weight for each head, where no context fits. */
    weights: z.array(z.number().min(0)).max(64),
    /** The first context of which a word stands in the prompt decides the weights. */
    contexts: z
      .array(
        z.strictObject({
          when: z.array(z.string().min(2).max(40)).min(1).max(40),
          weights: z.array(z.number().min(0)).max(64),
        }),
      )
      .max(40)
      .optional(),
    /** Weights of known users, by the column `user` of their rows, and the number of pairs that showed them. */
    users: z
      .record(
        z.string().max(80),
        z.strictObject({ weights: z.array(z.number().min(0)).max(64), pairs: z.number().int().min(0) }),
      )
      .optional(),
  }),
]);
export type ScoreReading = z.infer<typeof reading>;

/**
 * The facts that the card, the files and the runtime decide, without the identity of the model. A language model may fill
 * these facts only.
 */
export const adapterContract = z.strictObject({
  runtime: scorerRuntime,
  render: rendering,
  /** Whether a BOS at the front of the rendered text is taken off, because the server adds one of its own. */
  stripBos: z.boolean(),
  /** A token that must end the text, by its spelling: the model's score is read there. */
  endToken: z.string().min(1).max(80).nullable(),
  read: reading,
  /** −1 where a higher number is worse: a cost, an error. */
  sign: z.union([z.literal(1), z.literal(-1)]),
  /** The activation between the head and the returned number; `none` asks the server for raw logits. */
  activation: z.enum(['none', 'sigmoid', 'softmax']),
  /** The least and the most that the number can be, before the sign; null where it has no bounds. */
  range: z.tuple([z.number(), z.number()]).nullable(),
  /** Tokens of the whole input. */
  maxTokens: z.number().int().min(16).max(10_000_000),
  /** The treatment of a longer input: the item is `unscored`, or the start of the prompt is cut. The response is never cut. */
  overlong: z.enum(['reject', 'truncate-prompt-left']),
  /** The inputs that a query must carry beside its prompt. */
  needs: z.array(z.enum(['reference', 'steps', 'rubric'])).max(3),
  dtype: z.enum(['float32', 'float16', 'bfloat16', 'int8']),
  /** `eager` for bodies that are known to break under a fused attention. */
  attention: z.enum(['any', 'eager']),
});
export type AdapterContract = z.infer<typeof adapterContract>;

/** A score of this very commit: recorded by its makers, or by rlar when the model was admitted. */
const recordedScore = z.strictObject({
  prompt: z.string().max(20_000),
  response: z.string().max(20_000),
  reference: z.string().max(20_000).optional(),
  /** With the adapter's sign: higher is better. */
  score: z.number(),
});
export type RecordedScore = z.infer<typeof recordedScore>;

export const adapterSpec = adapterContract.extend({
  /** The model's id on its hub: `owner/name`, or a folder's name. */
  model: z.string().regex(/^[\w.-]+(\/[\w.-]+)?$/, 'owner/name'),
  /** The commit whose files were read. A server must serve the same. */
  revision: z
    .string()
    .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'a full commit sha, or the sha256 of the files'),
  /** True only where the user allowed the code of this very commit. */
  remoteCode: z.boolean().default(false),
  /** The tokenizer's chat template (Jinja): chats are then laid out here, for servers that take finished text. */
  chatTemplate: z.string().min(1).max(100_000).optional(),
  /** Tokens that the template names, by their spelling: `bos_token`, `eos_token` … */
  templateTokens: z.record(z.string().regex(/^[a-z_]{1,40}$/), z.string().max(80)).optional(),
  /** Scores that the server must give again. Where none are written, rlar records those of the probe. */
  recorded: z.array(recordedScore).max(16).optional(),
  /** Name of the environment variable with the key of the server; the key itself is nowhere. */
  apiKey: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,79}$/, 'the name of an environment variable')
    .optional(),
});
export type AdapterSpec = z.infer<typeof adapterSpec>;
