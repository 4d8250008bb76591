import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from './bubblewrap.ts';
import { runPythonTests } from './run-python-tests.ts';
import { runWarm, type WarmProgram } from './run-warm.ts';
import { TOOLCHAINS } from './toolchains.ts';
import { DEFAULT_LIMITS } from './types.ts';
import { FOLDERS, VIEW } from './view.ts';
import { workerPool } from './worker-pool.ts';

/**
 * Nothing outlives a candidate in a warm worker: what a later one can see is compared with what the first one of a fresh
 * worker sees. Something else to leave behind is one more row.
 */
const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

const LEAVES = `import ctypes, os, socket, sys, threading, time
libc = ctypes.CDLL(None)
for folder in ${FOLDERS}:
    try: open(folder + "/left", "w").write("the solution of the first")
    except OSError: pass
for folder in ("/box", "/dev/shm", "/tmp"):
    try:
        with open(folder + "/fill", "wb") as file:
            while True: file.write(bytes(65536)); file.flush()
    except OSError: pass
libc.mq_open(b"/left", 0o102, 0o666, None)
libc.sem_open(b"/left", 0o100, 0o666, 1)
libc.msgget(4711, 0o1666); libc.shmget(4711, 4096, 0o1666); libc.semget(4711, 1, 0o1666)
kept = [socket.socket(socket.AF_UNIX), socket.socket()]
try:
    kept[0].bind("\\0left"); kept[0].listen(1)
    kept[1].bind(("127.0.0.1", 0)); kept[1].listen(1)
except OSError: pass
os.environ["LEFT"] = "1"
sys.modules["left"] = sys
try: os.nice(5)
except OSError: pass
os.umask(0)
threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
`;
const SCRIPT_LEAVES = `const fs = require('fs');
for (const folder of ${FOLDERS}) { try { fs.writeFileSync(folder + '/left', 'x'); } catch {} }
require('child_process').spawn('/bin/sleep', ['600'], { detached: true, stdio: 'ignore' }).unref();
require('net').createServer().listen('\\0left');
process.exit(0);`;

const start = TOOLCHAINS.javascript.start('/tmp/main.js', DEFAULT_LIMITS);
const script: WarmProgram = { command: start, files: { 'main.js': Buffer.from(SCRIPT_LEAVES) } };
const tests = {
  entryPoint: 'f',
  stopAtFirst: true,
  caseSeconds: 5,
  inProcess: false,
  deadlineMs: 15_000,
} as const;

const WAYS: Readonly<Record<string, () => Promise<unknown>>> = {
  'a program': () => runWarm({ source: LEAVES }, ''),
  'a program of another language': () => runWarm(script, '', {}, false),
  'a candidate with tests': () =>
    runPythonTests({ ...tests, source: `${LEAVES}\ndef f(x): return x`, tests: 'assert f(1) == 1' }),
  'a candidate with tests in its own process': () =>
    runPythonTests({
      ...tests,
      inProcess: true,
      source: `${LEAVES}\ndef f(x): return x`,
      tests: 'assert f(1) == 1',
    }),
  'the tests of a row': () =>
    runPythonTests({ ...tests, source: 'def f(x): return x', tests: `${LEAVES}\nassert f(1) == 1` }),
};

/** What a program sees, and what the driver of tests sees. */
async function views(): Promise<string[]> {
  const program = await runWarm({ source: VIEW }, '');
  assert.ok(program.ok, JSON.stringify(program));
  const seen = `${VIEW.replace('print({', 'seen = repr({')}\nimport hashlib\nraise KeyError(hashlib.sha256(seen.encode()).hexdigest())`;
  const driver = await runPythonTests({ ...tests, source: 'def f(x): return x', tests: seen });
  assert.ok(driver.ok, JSON.stringify(driver));
  return [program.stdout, driver.value.message];
}

for (const [name, way] of Object.entries(WAYS))
  test(`nothing is left of ${name}`, { skip }, async () => {
    workerPool().close();
    const fresh = await views();
    assert.match(fresh[0]!, /'folders'/);
    await way();
    assert.deepEqual(await views(), fresh);
  });
