import { z } from 'zod';

/** Runtimes that the server can answer as. */
export type ServedRuntime = 'vllm' | 'sglang' | 'tei' | 'openrlhf' | 'plain';

/** What is wrong with a server; each may be changed while it runs. */
export interface ServerFaults {
  /** Lower is better. */
  sign?: boolean;
  /** A sigmoid lies over the score, though raw logits were asked for. */
  activation?: boolean;
  /** Two labels, the other one first. */
  labels?: boolean;
  /** One item of each answer is missing. */
  count?: boolean;
  /** The index of the first item is there twice. vLLM alone. */
  index?: boolean;
  /** The first score is no number, as Python writes it. */
  nan?: boolean;
  /** Requests that are still to be answered with this status, and the status. */
  status?: { code: number; times: number };
  /** Milliseconds before each answer. */
  slowMs?: number;
  /** Characters above which a text is refused, with the whole request. */
  longest?: number;
  /** Texts that hold this make the model fail, with the whole request and TEI's status. */
  chokesOn?: string;
  /** Another model is served. */
  model?: string;
  /** Requests after which the connection is cut in the middle of the answer, and the server gone. */
  diesAfter?: number;
}

/** One item as a server gets it: a finished text, the parts of a pair, or the turns of a chat. */
export interface ServedItem {
  readonly as: 'text' | 'pair' | 'chat';
  readonly parts: readonly string[];
}

const message = z.object({ role: z.string(), content: z.string() });
const bodies = {
  vllm: z.union([
    z.object({ input: z.array(z.string()), use_activation: z.boolean() }),
    z.object({ messages: z.array(message), use_activation: z.boolean() }),
  ]),
  sglang: z.object({ text: z.array(z.string()) }),
  tei: z.object({ inputs: z.array(z.array(z.string())), raw_scores: z.boolean() }),
  openrlhf: z.object({ query: z.array(z.string()) }),
  plain: z.object({ inputs: z.array(z.unknown()) }),
};

const textItem = (text: string): ServedItem => ({ as: 'text', parts: [text] });
const chatItem = (messages: readonly { readonly content: string }[]): ServedItem => ({
  as: 'chat',
  parts: messages.map(({ content }) => content),
});

/** @returns the items of a scoring request, and whether raw logits were asked for */
export function itemsAsked(
  runtime: ServedRuntime,
  given: unknown,
): { readonly items: ServedItem[]; readonly raw: boolean } {
  if (runtime === 'vllm') {
    const body = bodies.vllm.parse(given);
    const items = 'input' in body ? body.input.map(textItem) : [chatItem(body.messages)];
    return { items, raw: !body.use_activation };
  }
  if (runtime === 'tei') {
    const { inputs, raw_scores: raw } = bodies.tei.parse(given);
    const items = inputs.map((parts): ServedItem => ({ as: parts.length > 1 ? 'pair' : 'text', parts }));
    return { items, raw };
  }
  if (runtime === 'sglang') return { items: bodies.sglang.parse(given).text.map(textItem), raw: true };
  if (runtime === 'openrlhf') return { items: bodies.openrlhf.parse(given).query.map(textItem), raw: true };
  const { inputs } = bodies.plain.parse(given);
  return { items: inputs.map(plainItem), raw: true };
}

function plainItem(input: unknown): ServedItem {
  if (typeof input === 'string') return textItem(input);
  const parts = z.array(z.string()).safeParse(input);
  if (parts.success) return { as: 'pair', parts: parts.data };
  const messages = z.array(message).safeParse(input);
  return messages.success ? chatItem(messages.data) : textItem(JSON.stringify(input));
}

interface Said {
  readonly rows: readonly (readonly number[])[];
  /** Of each item; null where the server does not count. */
  readonly tokens: readonly number[] | null;
}

/** @returns the body with which a runtime answers, faults planted */
export function answerOf(
  runtime: ServedRuntime,
  path: string,
  { rows, tokens }: Said,
  faults: ServerFaults,
): unknown {
  const at = (index: number) => (faults.index && index > 0 ? 0 : index);
  const read = tokens?.reduce((sum, count) => sum + count, 0) ?? null;
  const usage = read !== null && { usage: { prompt_tokens: read, total_tokens: read } };
  switch (runtime) {
    case 'vllm':
      return {
        object: 'list',
        model: faults.model,
        data: rows.map((row, index) =>
          path === '/pooling'
            ? { index: at(index), object: 'pooling', data: [row.map(() => 0.125), row] }
            : { index: at(index), label: null, probs: row, num_classes: row.length },
        ),
        ...usage,
      };
    case 'sglang':
      return rows.map((row, index) => ({
        embedding: row,
        meta_info: { prompt_tokens: tokens?.[index] ?? 1 },
      }));
    case 'tei':
      return rows.map((row) =>
        row
          .map((value, index) => ({ score: value, label: `LABEL_${index}` }))
          .sort((left, right) => right.score - left.score),
      );
    case 'openrlhf': {
      const scores = rows.map(([score]) => score);
      return { rewards: scores, scores, extra_logs: {} };
    }
    case 'plain':
      return { scores: rows.map((row) => (row.length === 1 ? row[0] : row)) };
  }
}
