import type { FastifyInstance } from 'fastify';
import type { ConfigInput } from '../config.ts';
import { buildApp } from '../server/app.ts';
import { createRewardService } from '../service.ts';

/** How long the shared server is kept when nobody uses it, in milliseconds. */
const IDLE_MS = 250;
let shared: Promise<FastifyInstance> | null = null;
let users = 0;
let closing: NodeJS.Timeout | undefined;

/**
 * A server without sockets, for tests of adapters. Without a configuration and a token, the calls of one process share
 * one server, which is closed once it has been idle for a moment; else each call has its own.
 */
export async function withTrainers(
  use: (app: FastifyInstance) => Promise<void>,
  config?: ConfigInput,
  token?: string,
): Promise<void> {
  if (config === undefined && token === undefined) {
    clearTimeout(closing);
    shared ??= open({});
    users += 1;
    try {
      await use(await shared);
    } finally {
      users -= 1;
      if (users === 0) closing = setTimeout(closeShared, IDLE_MS);
    }
    return;
  }
  const app = await open(config ?? {}, token);
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

async function open(config: ConfigInput, token?: string): Promise<FastifyInstance> {
  return buildApp(await createRewardService({ threads: 1, ...config }), token ? { token } : {});
}

async function closeShared(): Promise<void> {
  const app = shared;
  shared = null;
  await (await app)?.close();
}

interface Sent {
  readonly status: number;
  /** As sent: whether a number has a decimal point is part of some contracts. */
  readonly text: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Posts a body the way aiohttp's `json=` does, or bytes as they are. */
export async function send(app: FastifyInstance, url: string, payload: unknown): Promise<Sent> {
  const reply = await app.inject({
    method: 'POST',
    url,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    headers: { 'content-type': 'application/json' },
  });
  return {
    status: reply.statusCode,
    text: reply.body,
    body: reply.body === '' ? null : reply.json(),
    headers: reply.headers,
  };
}

const QUESTION = 'Tom has 3 bags with 4 apples each. How many apples does Tom have?';

/** A query in ChatML, as a trainer with `--apply_chat_template` sends it. */
export const TEMPLATED = `<|im_start|>system\nYou are a helpful assistant.<|im_end|>\n<|im_start|>user\n${QUESTION}<|im_end|>\n<|im_start|>assistant\n`;

/** The same query as messages, and as a row. */
export const MESSAGES = [{ role: 'user', content: QUESTION }];
export const ROW = { prompt: QUESTION, reference: '12' };
