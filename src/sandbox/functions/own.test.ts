import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { bubblewrapProblem } from '../program/bubblewrap.ts';
import { FunctionPool } from './function-pool.ts';
import { FunctionProcess } from './function-process.ts';
import type { FunctionOutcome, Grant } from './function-spec.ts';
import { inspectPython } from './inspect-python.ts';
import { launchUnfenced } from './launch-unfenced.ts';

const skip = bubblewrapProblem() ?? false;
const folder = mkdtempSync(join(tmpdir(), 'rlar-own-'));
const servers: Server[] = [];
const ports: number[] = [];

before(async () => {
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'granted.txt'), '0.5');
  writeFileSync(join(folder, 'other.txt'), '0.75');
  for (const word of ['0.25', '0.125']) {
    const server = createServer((socket) => socket.end(word));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    ports.push(typeof address === 'object' && address ? address.port : 0);
    servers.push(server);
  }
});
after(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(body: string, grants: readonly Grant[]): Promise<FunctionOutcome> {
  const source = `import socket\ndef score(prompt, response):\n    ${body}\n`;
  const found = await inspectPython(source);
  const limits = { environment: null, callMs: 10_000, memoryBytes: 256 * 1024 * 1024 };
  const pool = new FunctionPool({ source, found, trust: 'own', grants, ...limits }, 1);
  const call = {
    prompt: '',
    messages: [],
    response: '',
    steps: [],
    reference: null,
    source: '',
  };
  const outcome = await pool.call(call);
  pool.close();
  return outcome;
}

const reading = (name: string): string => `return float(open(${JSON.stringify(join(folder, name))}).read())`;
const asking = (host: string, port: number): string =>
  `return float(socket.create_connection((${JSON.stringify(host)}, ${port}), 1).makefile().read())`;

test('own code reads what it was granted, and nothing beside it', { skip }, async () => {
  const grants = [{ kind: 'read', path: join(folder, 'granted.txt') }] as const;
  const granted = await run(reading('granted.txt'), grants);
  assert.equal(granted.kind === 'value' && granted.value, 0.5, JSON.stringify(granted));
  assert.equal((await run(reading('other.txt'), grants)).kind, 'exception');
  assert.equal((await run(reading('granted.txt'), [])).kind, 'exception');
});

test('own code reaches the host and port that it was granted, and no other', { skip }, async () => {
  const [port = 0, other = 0] = ports;
  for (const host of ['localhost', '127.0.0.1']) {
    const grants = [{ kind: 'net', host, port }] as const;
    const granted = await run(asking(host, port), grants);
    assert.equal(granted.kind === 'value' && granted.value, 0.25, JSON.stringify(granted));
    assert.equal((await run(asking(host, other), grants)).kind, 'exception');
    assert.equal((await run(asking('1.1.1.1', 80), grants)).kind, 'exception');
  }
  assert.equal((await run(asking('127.0.0.1', port), [])).kind, 'exception');
});

test('a granted host is reached by the tool that was granted it, and by no other', { skip }, async () => {
  const [port = 0, other = 0] = ports;
  const first = await run(asking('localhost', port), [{ kind: 'net', host: 'localhost', port }]);
  assert.equal(first.kind === 'value' && first.value, 0.25);
  const body = 'return float(len(__import__("os").listdir("/opt/relays")))';
  const second = await run(body, [{ kind: 'net', host: 'localhost', port: other }]);
  assert.equal(second.kind === 'value' && second.value, 1, JSON.stringify(second));
});

test('nothing of a granted tool keeps this process alive once it is closed', { skip }, async () => {
  const [port = 0] = ports;
  const pipes = (): number => process.getActiveResourcesInfo().filter((name) => name === 'PipeWrap').length;
  const before = pipes();
  await run(asking('localhost', port), [{ kind: 'net', host: 'localhost', port }]);
  for (let left = 200; left > 0 && pipes() > before; left -= 1) await pause(20);
  assert.equal(pipes(), before);
});

test('a granted host has its name or its address in the sandbox, low ports too', { skip }, async () => {
  const grants = [
    { kind: 'net', host: 'rewards.invalid', port: 443 },
    { kind: 'net', host: '192.0.2.7', port: 80 },
  ] as const;
  const named = 'return float(socket.gethostbyname("rewards.invalid") == "127.1.0.1")';
  const resolved = await run(named, grants);
  assert.equal(resolved.kind === 'value' && resolved.value, 1, JSON.stringify(resolved));
  for (const [host, port] of [
    ['rewards.invalid', 443],
    ['192.0.2.7', 80],
  ] as const) {
    const body = `socket.create_connection((${JSON.stringify(host)}, ${port}), 1); return 1`;
    assert.equal((await run(body, grants)).kind, 'value');
  }
  const rights =
    'return float([l for l in open("/proc/self/status") if l.startswith("CapEff")][0].split()[1] == "0" * 16)';
  const dropped = await run(rights, grants);
  assert.equal(dropped.kind === 'value' && dropped.value, 1, JSON.stringify(dropped));
});

test('without bubblewrap own code is a supervised process that can be killed', async () => {
  const source = 'import time\ndef score(prompt, response):\n    time.sleep(60)\n';
  const bounds = { bytes: 65_536, depth: 4, values: 100 };
  const launched = launchUnfenced({ source, environment: null, memoryBytes: 1e9, trust: 'own', grants: [] });
  const process = new FunctionProcess(launched);
  const spec = {
    shape: 'plain',
    name: 'score',
    parameters: ['prompt', 'response'].map((name) => ({ name, required: true })),
    batch: false,
    variadic: false,
    messages: false,
  };
  const ready = await process.ask({ ...spec, packages: [], relays: [], filter: '' }, 10_000, bounds);
  assert.deepEqual([ready.state, ready.state === 'frame' && ready.value.kind], ['frame', 'ready']);
  const call = {
    prompt: '',
    messages: [],
    response: '',
    steps: [],
    reference: null,
    source: '',
  };
  const late = await process.ask({ ...call, id: 1 }, 200, bounds);
  const end = await process.ask({ ...call, id: 2 }, 10_000, bounds);
  process.kill();
  assert.deepEqual([late.state, end.state], ['deadline', 'died'], JSON.stringify(late));
});
