import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { ScorerClient } from '../reward-models/scorer-client.ts';
import type { ScorerInput } from '../reward-models/scorer-input.ts';
import { EngineServer } from './engine-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-hang-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const MODEL = 'owner/reward';
const spec = rewardAdapter('sglang', { model: MODEL });
const signal = AbortSignal.timeout(120_000);
/** A small server in the engine's place, on which something happens at the text `deadly`, the first time alone. */
const engineOn = (what: string, name: string) =>
  new EngineServer(spec, {
    name: 'sglang',
    restartMs: 10,
    watchMs: 100,
    command: [
      process.execPath,
      '-e',
      `const { existsSync, writeFileSync } = require('node:fs');
       let broken = false;
       require('node:http').createServer(async (request, response) => {
         if (request.url === '/health') { response.statusCode = broken ? 503 : 200; return response.end(); }
         if (request.method === 'GET') return response.end(JSON.stringify({ data: [{ id: '${MODEL}' }] }));
         let body = '';
         for await (const chunk of request) body += chunk;
         const { text } = JSON.parse(body);
         if (text.includes('deadly') && !existsSync(process.argv[2])) { writeFileSync(process.argv[2], ''); ${what} }
         response.end(JSON.stringify(text.map((one) => ({ embedding: [one.length] }))));
       }).listen(Number(process.argv[1]), '127.0.0.1');`,
      '{port}',
      join(folder, name),
    ],
  });
const texts = (...all: string[]): ScorerInput[] => all.map((text) => ({ as: 'text', text }));

for (const [name, what] of [
  ['hangs', "process.kill(process.pid, 'SIGSTOP');"],
  ['has lost the engine behind its server', 'broken = true; return;'],
] as const)
  test(`a process that ${name} is ended and started again, and what it was asked is asked anew`, async (context) => {
    const engine = engineOn(what, name);
    context.after(() => engine.close());
    const client = new ScorerClient(spec, engine);
    assert.deepEqual(await client.score(texts('a', 'deadly'), signal), [{ score: 1 }, { score: 6 }]);
    assert.equal(engine.restarts, 1);
  });
