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

export interface RewardModelServerOptions {
  readonly runtime: ServedRuntime;
  readonly model: string;
  readonly revision?: string;
  /** The model: the raw logit of what it reads. Texts of a pair or of a chat are joined with line ends. */
  readonly score: (text: string) => number;
  readonly faults?: ServerFaults;
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
      return reply(response, identity(path, faults.model ?? options.model, revision));
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
    const { texts, raw } = asked(runtime, body);
    if (texts.some((text) => text.length > (faults.longest ?? Number.POSITIVE_INFINITY))) {
      response.writeHead(400, { 'content-type': 'application/json' });
      return void response.end(
        '{"error":{"message":"the input is longer than the model\'s context length"}}',
      );
    }
    const { chokesOn } = faults;
    if (chokesOn !== undefined && texts.some((text) => text.includes(chokesOn))) {
      response.writeHead(424, { 'content-type': 'application/json' });
      return void response.end('{"error":"NaN","error_type":"Backend"}');
    }
    const scores = texts.map((text) => {
      const logit = options.score(text) * (faults.sign ? -1 : 1);
      return faults.activation || !raw ? 1 / (1 + Math.exp(-logit)) : logit;
    });
    if (faults.count) scores.pop();
    const text = JSON.stringify(answerOf(runtime, path, scores, { model: options.model, ...faults }));
    reply(response, faults.nan ? text.replace(/-?\d+\.\d+(?:e-?\d+)?/, 'NaN') : text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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

function reply(response: ServerResponse, body: string | null): void {
  response.writeHead(body === null ? 404 : 200, { 'content-type': 'application/json' });
  response.end(body ?? '{"detail":"Not Found"}');
}

function identity(path: string, model: string, sha: string | undefined): string | null {
  if (path === '/v1/models')
    return JSON.stringify({ object: 'list', data: [{ id: model, object: 'model', root: model }] });
  if (path === '/info')
    return JSON.stringify({ model_id: model, ...(sha && { model_sha: sha }), max_client_batch_size: 32 });
  return null;
}

function asked(runtime: ServedRuntime, given: unknown): { readonly texts: string[]; readonly raw: boolean } {
  if (runtime === 'vllm') {
    const body = bodies.vllm.parse(given);
    const texts = 'input' in body ? body.input : [body.messages.map(({ content }) => content).join('\n')];
    return { texts, raw: !body.use_activation };
  }
  if (runtime === 'tei') {
    const { inputs, raw_scores: raw } = bodies.tei.parse(given);
    return { texts: inputs.map((parts) => parts.join('\n')), raw };
  }
  if (runtime === 'sglang') return { texts: bodies.sglang.parse(given).text, raw: true };
  if (runtime === 'openrlhf') return { texts: bodies.openrlhf.parse(given).query, raw: true };
  const { inputs } = bodies.plain.parse(given);
  return {
    texts: inputs.map((input) => (typeof input === 'string' ? input : JSON.stringify(input))),
    raw: true,
  };
}

function answerOf(
  runtime: ServedRuntime,
  path: string,
  scores: readonly number[],
  faults: ServerFaults,
): unknown {
  const labels = (score: number) => (faults.labels ? [-score, score] : [score]);
  const at = (index: number) => (faults.index && index > 0 ? 0 : index);
  switch (runtime) {
    case 'vllm':
      return path === '/pooling'
        ? {
            object: 'list',
            model: faults.model,
            data: scores.map((score, index) => ({
              index: at(index),
              object: 'pooling',
              data: [labels(0.125), labels(score)],
            })),
          }
        : {
            object: 'list',
            model: faults.model,
            data: scores.map((score, index) => ({
              index: at(index),
              label: null,
              probs: labels(score),
              num_classes: labels(score).length,
            })),
          };
    case 'sglang':
      return scores.map((score) => ({ embedding: labels(score), meta_info: { prompt_tokens: 1 } }));
    case 'tei':
      return scores.map((score) =>
        labels(score)
          .map((value, index) => ({ score: value, label: `LABEL_${index}` }))
          .sort((left, right) => right.score - left.score),
      );
    case 'openrlhf':
      return { rewards: scores, scores, extra_logs: {} };
    case 'plain':
      return { scores };
  }
}
