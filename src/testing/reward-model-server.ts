import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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

/** A whole model behind a server: what a batch gets, and how many tokens it reads. */
export interface ServedModelBehind {
  /** Raw logits of each item, one a label. Infinity and NaN are written as JSON has them: null. */
  readonly logits: (batch: readonly ServedItem[]) => readonly (readonly number[])[];
  readonly tokens: (item: ServedItem) => number;
  /** Tokens that the model reads; longer inputs are refused, with the whole request. */
  readonly window: number;
}

export interface RewardModelServerOptions {
  readonly runtime: ServedRuntime;
  readonly model: string;
  readonly revision?: string;
  /** The model: the raw logit of what it reads. Texts of a pair or of a chat are joined with line ends. */
  readonly score: ((text: string) => number) | ServedModelBehind;
  /** The server's own words for a folder it loaded, beside the name it serves it under. vLLM and SGLang. */
  readonly root?: string;
  readonly faults?: ServerFaults;
  /** By default one that is free. */
  readonly port?: number;
}

export interface RewardModelServer {
  readonly url: string;
  readonly faults: ServerFaults;
  /** Bodies of the scoring requests so far. */
  readonly requests: readonly unknown[];
  close(): Promise<void>;
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

/** A server on the loopback address that answers as a runtime of reward models does, with faults where a test plants them. */
export async function rewardModelServer(options: RewardModelServerOptions): Promise<RewardModelServer> {
  const { runtime, revision, faults = {} } = options;
  const requests: unknown[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    if (request.method === 'GET')
      return reply(
        response,
        identity(path, faults.model ?? options.model, { sha: revision, root: options.root }),
      );
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    requests.push(body);
    if (faults.slowMs) await sleep(faults.slowMs);
    if (faults.diesAfter !== undefined && requests.length > faults.diesAfter) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[');
      server.close();
      return void setImmediate(() => server.closeAllConnections());
    }
    if (faults.status && faults.status.times > 0) {
      faults.status.times -= 1;
      response.writeHead(faults.status.code, { 'retry-after': '0' });
      return void response.end('{"error":"busy"}');
    }
    const { items, raw } = asked(runtime, body);
    const texts = items.map(({ parts }) => parts.join('\n'));
    if (texts.some((text) => text.length > (faults.longest ?? Number.POSITIVE_INFINITY))) {
      return tooLong(response);
    }
    const { chokesOn } = faults;
    if (chokesOn !== undefined && texts.some((text) => text.includes(chokesOn))) {
      response.writeHead(424, { 'content-type': 'application/json' });
      return void response.end('{"error":"NaN","error_type":"Backend"}');
    }
    const { score } = options;
    const tokens = typeof score === 'function' ? null : items.map(score.tokens);
    if (typeof score !== 'function' && tokens!.some((count) => count > score.window))
      return tooLong(response);
    const logits = typeof score === 'function' ? texts.map((text) => [score(text)]) : score.logits(items);
    const rows = logits.map((row) => {
      const signed = row.map((logit) => logit * (faults.sign ? -1 : 1));
      const labels = faults.labels
        ? signed.length > 1
          ? signed.toReversed()
          : [-signed[0]!, signed[0]!]
        : signed;
      return faults.activation || !raw ? labels.map((logit) => 1 / (1 + Math.exp(-logit))) : labels;
    });
    if (faults.count) rows.pop();
    const text = JSON.stringify(
      answerOf(runtime, path, { rows, tokens }, { model: options.model, ...faults }),
    );
    reply(response, faults.nan ? text.replace(/-?\d+\.\d+(?:e-?\d+)?/, 'NaN') : text);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    faults,
    requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function tooLong(response: ServerResponse): void {
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end('{"error":{"message":"the input is longer than the model\'s context length"}}');
}

function reply(response: ServerResponse, body: string | null): void {
  response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
  response.end(body ?? '{"detail":"Not Found"}');
}

function identity(
  path: string,
  model: string,
  { sha, root = model }: { readonly sha: string | undefined; readonly root: string | undefined },
): string | null {
  if (path === '/v1/models')
    return JSON.stringify({ object: 'list', data: [{ id: model, object: 'model', root }] });
  if (path === '/info')
    return JSON.stringify({ model_id: model, ...(sha && { model_sha: sha }), max_client_batch_size: 32 });
  return null;
}

const textItem = (text: string): ServedItem => ({ as: 'text', parts: [text] });
const chatItem = (messages: readonly { readonly content: string }[]): ServedItem => ({
  as: 'chat',
  parts: messages.map(({ content }) => content),
});

function asked(
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

function answerOf(
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
