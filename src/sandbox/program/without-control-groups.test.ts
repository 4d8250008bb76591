import assert from 'node:assert/strict';
import { getPriority } from 'node:os';
import { after, test } from 'node:test';
import { bubblewrapProblem } from './bubblewrap.ts';
import { runPair } from './run-pair.ts';
import { runProgram } from './run-program.ts';
import { runPythonTests } from './run-python-tests.ts';
import { runWarm } from './run-warm.ts';
import type { SandboxResult } from './types.ts';
import { workerPool } from './worker-pool.ts';

process.env.RLAR_CONTROL_GROUPS = 'off';
/** An ordinary user's machine: nothing bounds a tree of processes as a whole but we ourselves. */
const skip = bubblewrapProblem() ?? false;
const LIMITS = { memoryBytes: 192 * 1024 * 1024, wallMs: 8_000 } as const;
after(() => workerPool().close());

const FORKS = `import os, time
for _ in range(6):
    if os.fork() == 0:
        held = bytearray(b"x") * 120_000_000
        time.sleep(30)
time.sleep(30)`;
const BUFFERS = 'const held = []; for (;;) held.push(Buffer.alloc(1e7, 1));';
const tooMuch = (run: SandboxResult<unknown>): boolean => !run.ok && run.error.boundary === 'program';

test('many processes that are small together take too much', { skip }, async () => {
  for (const run of [
    await runWarm({ source: FORKS }, '', LIMITS),
    await runProgram({ language: 'python', files: { 'main.py': FORKS }, limits: LIMITS }),
  ])
    assert.equal(run.ok ? '' : run.error.code, 'memory', JSON.stringify(run));
});

test('a runtime without a bound on its address space is bounded', { skip }, async () => {
  const run = await runProgram({ language: 'javascript', files: { 'main.js': BUFFERS }, limits: LIMITS });
  assert.ok(tooMuch(run), JSON.stringify(run));
});

test('the driver of the tests is bounded, and what makes it grow is the program’s fault', {
  skip,
}, async () => {
  const run = await runPythonTests(
    {
      source: 'def f(x): return range(10 ** 12)',
      tests: 'assert set(f(3)) == {1, 2}',
      entryPoint: 'f',
      stopAtFirst: true,
      caseSeconds: 8,
      inProcess: false,
      deadlineMs: 20_000,
    },
    LIMITS,
  );
  assert.ok(tooMuch(run) || (run.ok && run.value.passed === 0), JSON.stringify(run));
});

test('the driver of a pair is bounded too', { skip }, async () => {
  const grows = {
    command: ['/usr/bin/python3', '-I', '-S', '/tmp/a.py'],
    files: { 'a.py': Buffer.from(FORKS) },
  };
  const waits = {
    command: ['/usr/bin/python3', '-I', '-S', '/tmp/a.py'],
    files: { 'a.py': Buffer.from('import time\ntime.sleep(30)') },
  };
  const run = await runPair(
    {
      candidate: waits,
      driver: grows,
      nonce: crypto.randomUUID(),
      caseSeconds: 20,
      addressSpace: true,
      deadlineMs: 25_000,
    },
    LIMITS,
  );
  assert.ok(tooMuch(run), JSON.stringify(run));
});

test('what runs yields to the service', { skip }, async () => {
  const told = 'import os\nprint(os.getpriority(os.PRIO_PROCESS, 0))';
  const own = getPriority();
  for (const run of [
    await runWarm({ source: told }, '', LIMITS),
    await runProgram({ language: 'python', files: { 'main.py': told }, limits: LIMITS }),
  ])
    assert.ok(Number(run.stdout) > own || own >= 5, run.stdout);
});

test('the next program is answered', { skip }, async () => {
  assert.equal((await runWarm({ source: 'print(6 * 7)' }, '', LIMITS)).stdout, '42\n');
});
