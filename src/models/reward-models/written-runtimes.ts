import { z } from 'zod';
import type { AdapterSpec } from '../../spec/adapter-spec.ts';
import { readVerdict } from './read-verdict.ts';
import type { Runtime } from './runtime.ts';
import type { ScorerInput } from './scorer-input.ts';

/** Models that write, or tell how likely a text is to them: what their servers are asked, and how the answer is read. */

/** Tokens of a verdict with the reasoning before it, and of a digit in a short JSON. */
const TOKENS = { verdict: 4096, 'token-odds': 1, steps: 1, 'digit-mean': 16 } as const;

const likely = z.object({ token: z.string(), logprob: z.number() });
const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullable() }),
        finish_reason: z.string().nullish(),
        logprobs: z
          .object({
            content: z.array(z.object({ token: z.string(), top_logprobs: z.array(likely) })).nullish(),
          })
          .nullish(),
      }),
    )
    .min(1),
});

/** A generative reward model behind chat completions. */
export const chatRuntime: Runtime = {
  path: '/v1/chat/completions',
  takes: ['chat'],
  most: () => 1,
  activates: false,
  cutsSilently: false,
  identity: 'models',
  reads: ['verdict', 'token-odds', 'digit-mean', 'steps'],
  body: ({ model, read }, [input]) => ({
    model,
    messages: input?.as === 'chat' ? input.messages : [],
    temperature: 0,
    max_tokens: TOKENS[read.from as keyof typeof TOKENS],
    ...(read.from !== 'verdict' && { logprobs: true, top_logprobs: 20 }),
  }),
  read: (answer, { read }) => {
    const [choice] = completion.parse(answer).choices;
    if (read.from === 'verdict') {
      if (choice!.finish_reason === 'length') throw new Error('the verdict was cut off');
      return [[readVerdict(choice!.message.content ?? '', read)]];
    }
    const tokens = choice!.logprobs?.content ?? [];
    return [[read.from === 'digit-mean' ? digitMean(tokens, read) : oddsOf(tokens[0], read)]];
  },
};

type Told = { readonly token: string; readonly top_logprobs: readonly z.infer<typeof likely>[] };

function oddsOf(first: Told | undefined, read: AdapterSpec['read']): number {
  const words =
    read.from === 'token-odds'
      ? read
      : read.from === 'steps' && read.negative !== undefined
        ? { positive: [read.token], negative: [read.negative] }
        : null;
  if (words === null) throw new RangeError(read.from);
  const share = (wanted: readonly string[]) =>
    (first?.top_logprobs ?? [])
      .filter(({ token }) => wanted.includes(token.trim()))
      .reduce((sum, { logprob }) => sum + Math.exp(logprob), 0);
  const [yes, no] = [share(words.positive), share(words.negative)];
  if (yes + no === 0) throw new Error('none of the words is among the likely first tokens');
  return yes / (yes + no);
}

function digitMean(tokens: readonly Told[], read: AdapterSpec['read']): number {
  if (read.from !== 'digit-mean') throw new RangeError(read.from);
  const { low, high } = read;
  const digit = tokens.find(({ token }) => /^\s*\d\s*$/.test(token));
  const odds = (digit?.top_logprobs ?? []).flatMap(({ token, logprob }) => {
    const value = /^\s*\d\s*$/.test(token) ? Number(token) : Number.NaN;
    return value >= low && value <= high ? [{ value, weight: Math.exp(logprob) }] : [];
  });
  const sum = odds.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) throw new Error(`no digit from ${low} to ${high} was written`);
  return odds.reduce((total, { value, weight }) => total + value * weight, 0) / sum;
}

const told = z.object({
  choices: z.array(
    z.object({
      index: z.number().int(),
      logprobs: z.object({
        tokens: z.array(z.string()).optional(),
        token_logprobs: z.array(z.number().nullable()),
        text_offset: z.array(z.number().int()),
      }),
    }),
  ),
});

/** A language model whose server tells how likely each token of a given text is: `echo` of completions. */
export const completionsRuntime: Runtime = {
  path: '/v1/completions',
  takes: ['pair'],
  most: () => 1,
  activates: false,
  cutsSilently: false,
  identity: 'models',
  reads: ['log-probability', 'follow-ups'],
  body: ({ model }, [input]) => ({
    model,
    prompt: input?.as === 'pair' ? input.first + input.second : '',
    max_tokens: 1,
    temperature: 0,
    echo: true,
    logprobs: 1,
  }),
  read: (answer, { read }, _count, [input]) => {
    const [choice] = told.parse(answer).choices;
    if (input?.as !== 'pair' || !choice) throw new Error('no text was echoed');
    const { token_logprobs: logs, text_offset, tokens = [] } = choice.logprobs;
    if (logs.length !== text_offset.length) throw new Error('tokens and their places differ in number');
    const begun = lengthOfBegin(input.first + input.second, tokens);
    const offsets = text_offset.map((offset) => offset - begun);
    const [from, to] = [input.first.length, input.first.length + input.second.length];
    // A token that only ends in the response, such as a word with the space before it, is the response's.
    const own = logs.filter((_, at) => (offsets[at + 1] ?? to) > from && offsets[at]! < to);
    if (own.length === 0 || own.some((value) => value === null))
      throw new Error('the server told no log-probabilities of the response');
    const sum = own.reduce<number>((total, value) => total + value!, 0);
    const whole = read.from === 'log-probability' && read.reduce === 'sum' ? sum : sum / own.length;
    return [[whole, ...stepSums(input, logs, offsets)]];
  },
};

/** @returns the characters of a BOS that the server puts before the text and counts among its places, as vLLM does */
function lengthOfBegin(text: string, [front = '']: readonly string[]): number {
  return text.startsWith(front) ? 0 : front.length;
}

/** @returns for each step the sum over its tokens, of which each counts where it ends; what stands between two steps belongs to the one before */
function stepSums(
  { first, second, parts = [] }: Extract<ScorerInput, { as: 'pair' }>,
  logs: readonly (number | null)[],
  offsets: readonly number[],
): number[] {
  let at = 0;
  const starts = parts.map((part) => {
    const start = second.indexOf(part, at);
    at = start + part.length;
    return first.length + start;
  });
  const sums = parts.map(() => 0);
  for (const [token, offset] of offsets.entries()) {
    const end = offsets[token + 1] ?? first.length + second.length;
    if (end <= first.length || offset >= first.length + second.length) continue;
    const step = Math.max(
      0,
      starts.findLastIndex((start) => start < end),
    );
    if (parts.length > 0) sums[step]! += logs[token]!;
  }
  return sums;
}

const rows = z.array(z.array(z.number()));
/** Embeddings of text-embeddings-inference: of texts, or of each of their tokens. */
export function embedRuntime({ read }: Pick<AdapterSpec, 'read'>): Runtime {
  const byToken = read.from === 'similarity' && read.by === 'bmas';
  return {
    path: byToken ? '/embed_all' : '/embed',
    takes: ['pair'],
    most: () => 16,
    activates: false,
    cutsSilently: false,
    identity: 'info',
    reads: ['similarity'],
    body: (_, inputs) => ({
      inputs: inputs.flatMap((input) => (input.as === 'pair' ? [input.first, input.second] : [])),
      truncate: false,
    }),
    read: (answer, _spec, count) => {
      const all = byToken ? z.array(rows).parse(answer) : rows.parse(answer).map((row) => [row]);
      if (all.length !== 2 * count) throw new Error(`${all.length} embeddings for ${2 * count} texts`);
      return Array.from({ length: count }, (_, at) => [nearness(all[2 * at]!, all[2 * at + 1]!)]);
    },
  };
}

/** @returns the mean, over both directions, of each vector's largest cosine with one of the other side */
export function nearness(
  left: readonly (readonly number[])[],
  right: readonly (readonly number[])[],
): number {
  if (left.length === 0 || right.length === 0) throw new Error('a text without tokens');
  const oneWay = (from: typeof left, to: typeof left) =>
    from.reduce((sum, one) => sum + Math.max(...to.map((other) => cosine(one, other))), 0) / from.length;
  return (oneWay(left, right) + oneWay(right, left)) / 2;
}

function cosine(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) throw new Error('embeddings of different lengths');
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, at) => sum + value * other[at]!, 0);
  const size = Math.sqrt(dot(left, left) * dot(right, right));
  if (!(size > 0)) throw new Error('an embedding of nothing');
  return dot(left, right) / size;
}
