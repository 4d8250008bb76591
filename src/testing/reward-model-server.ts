import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  answerOf,
  itemsAsked,
  type ServedItem,
  type ServedRuntime,
  type ServerFaults,
} from './reward-model-wire.ts';

export type { ServedItem, ServedRuntime, ServerFaults } from './reward-model-wire.ts';

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
    if (faults.slowMs) await sleep(faults.slowMs, undefined, { ref: false });
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
    const { items, raw } = itemsAsked(runtime, body);
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
