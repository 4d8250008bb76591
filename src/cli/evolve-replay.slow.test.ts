/** A replay in which prompts of no known kind arrive: they get a name once, and a tool is looked for. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { choosingAgent } from '../testing/choosing-agent.ts';
import { localEndpoint } from '../testing/local-endpoint.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-evolve-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const SUM = { prompt: 'Tom has 3 bags with 4 apples each. How many apples?', reference: '12' };

test('a replay names a kind that no rule knows, and asks for a tool for it, once', async (context) => {
  const rows = Array.from({ length: 60 }, (_, at) => ({
    step: at >> 2,
    ...(at % 3 === 0 ? SUM : { prompt: `Blorple the snark: ${'abcdefgh'[at % 8]}${at}omato zup` }),
    responses: ['12 SECRET', 'zup SECRET'],
  }));
  writeFileSync(join(folder, 'stream.jsonl'), rows.map((row) => JSON.stringify(row)).join('\n'));
  const asked: string[] = [];
  const endpoint = await localEndpoint((body) => {
    asked.push(JSON.stringify(body));
    return choosingAgent(body) ?? 'no';
  });
  context.after(() => endpoint.close());
  const main = join(import.meta.dirname, 'main.ts');
  const args = ['evolution', 'replay', 'stream.jsonl', '--evolve', '--least', '12', '--json'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      RLAR_HOME: join(folder, 'home'),
      RLAR_LLM_PROVIDER: '',
      RLAR_LLM_CASSETTE: '',
      RLAR_LLM_BASE_URL: endpoint.baseUrl,
      RLAR_LLM_MODEL: 'chooser',
      HF_ENDPOINT: 'http://127.0.0.1:9',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { changes } = JSON.parse(await text(child.stdout));
  const what = changes.map((change: { what: string }) => change.what);
  assert.match(what[0], /chooser calls \d+ prompts of no known kind chat\.blorple/);
  assert.match(what[1], /^acquisition for chat\.blorple/);
  assert.equal(what.length, 2, what.join('\n'));
  assert.equal(asked.filter((body) => body.includes('Kinds: ')).length, 1);
  assert.ok(asked.every((body) => !body.includes('SECRET')));
});
