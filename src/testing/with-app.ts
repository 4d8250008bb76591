import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { buildApp } from '../server/app.ts';
import { createRewardService } from '../service.ts';
import type { RewardsReply } from '../spec/wire.ts';

export const folder = mkdtempSync(join(tmpdir(), 'rlar-server-'));

after(() => rmSync(folder, { recursive: true, force: true }));

export const problem = {
  prompt: 'Tom has 3 bags with 4 apples each. How many apples does Tom have?',
  reference: '12',
};

export async function withApp(
  use: (app: FastifyInstance) => Promise<void>,
  config: object = {},
  token?: string,
): Promise<void> {
  const app = await buildApp(await createRewardService(config), token ? { token } : {});
  try {
    await use(app);
  } finally {
    await app.close();
  }
}

export async function post(app: FastifyInstance, payload: unknown, url = '/v1/rewards') {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const reply = await app.inject({
    method: 'POST',
    url,
    payload: text,
    headers: { 'content-type': 'application/json' },
  });
  return {
    status: reply.statusCode,
    body: reply.json() as RewardsReply & { error?: { code: string; message: string } },
  };
}
