import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FusionRequest, runOnFusion } from './sandbox-fusion.ts';

const REQUEST: FusionRequest = {
  language: 'javascript',
  source: 'console.log(1)',
  stdin: 'in',
  files: { 'a.txt': 'hé' },
};

/** A service that answers with one body and keeps what it was asked. */
function answering(body: unknown, status = 200) {
  const asked: { url: string; body: unknown }[] = [];
  const fake: typeof fetch = async (input, init) => {
    asked.push({ url: String(input), body: JSON.parse(String(init?.body)) });
    return new Response(JSON.stringify(body), { status });
  };
  return { asked, endpoint: { url: 'http://sandbox.test:8080', fetch: fake } };
}

interface Ran {
  status: 'Finished' | 'Error' | 'TimeLimitExceeded';
  execution_time: number | null;
  return_code: number | null;
  stdout: string | null;
  stderr: string | null;
}
const ran = (changes: Partial<Ran> = {}): Ran => ({
  status: 'Finished',
  execution_time: 0.1,
  return_code: 0,
  stdout: '',
  stderr: '',
  ...changes,
});

/** The reply as the server makes it: every field there, the status by its own rule. What it cannot send is not tested. */
function reply(run: Ran | null, compile: Ran | null = null) {
  const results = [compile, run].filter((result) => result !== null);
  const broken = results.find((result) => result.status === 'Error');
  const failed = results.some(
    ({ status, return_code: code }) => status === 'TimeLimitExceeded' || (code !== null && code !== 0),
  );
  return {
    status: broken ? 'SandboxError' : failed ? 'Failed' : 'Success',
    message: broken?.stderr ?? '',
    compile_result: compile,
    run_result: run,
    executor_pod_name: null,
    files: {},
  };
}

test('asks with the fields of the server, and reads success', async () => {
  const { asked, endpoint } = answering(reply(ran({ execution_time: 0.25, stdout: '1\n' })));
  const run = await runOnFusion(endpoint, REQUEST);
  assert.deepEqual(
    [run.ok, run.stdout, run.wallMs, run.exitCode, run.truncated],
    [true, '1\n', 250, 0, false],
  );
  assert.deepEqual(asked, [
    {
      url: 'http://sandbox.test:8080/run_code',
      body: {
        code: 'console.log(1)',
        language: 'nodejs',
        compile_timeout: 10,
        run_timeout: 10,
        memory_limit_MB: -1,
        stdin: 'in',
        files: { 'a.txt': 'aMOp' },
        fetch_files: [],
      },
    },
  ]);
  await runOnFusion(endpoint, { ...REQUEST, memoryBytes: 64 * 1024 * 1024 });
  assert.partialDeepStrictEqual(asked[1]?.body, { memory_limit_MB: 64 });
});

const late = ran({ status: 'TimeLimitExceeded', return_code: null });
const lost = ran({
  status: 'Error',
  execution_time: null,
  return_code: null,
  stdout: null,
  stderr: 'no shell',
});
const cases: readonly (readonly [string, unknown, string, string])[] = [
  ['an exit code', reply(ran({ return_code: 2 })), 'exit', 'program'],
  ['a signal', reply(ran({ return_code: -9 })), 'signal', 'program'],
  ['the time limit', reply(late), 'wall-time', 'program'],
  ['output that was cut', reply(ran({ stdout: 'x'.repeat(1024 * 1024) })), 'output', 'program'],
  ['a compile error', reply(null, ran({ return_code: 1, stderr: 'no' })), 'compile', 'program'],
  ['a compiler at its limit', reply(null, late), 'compile', 'program'],
  ['a compiled program that fails', reply(ran({ return_code: 1 }), ran()), 'exit', 'program'],
  ['an error of its runner', reply(lost), 'RLAR_SANDBOX_FAILED', 'sandbox'],
  ['an error of its compiler', reply(null, lost), 'RLAR_SANDBOX_FAILED', 'sandbox'],
  [
    'its own error',
    { ...reply(null), status: 'SandboxError', message: 'no pod' },
    'RLAR_SANDBOX_FAILED',
    'sandbox',
  ],
  ['a reply in another shape', { result: 'ok' }, 'RLAR_SANDBOX_FAILED', 'sandbox'],
  ['a reply that was refused', { detail: [{ loc: ['body', 'language'] }] }, 'RLAR_SANDBOX_FAILED', 'sandbox'],
];
for (const [name, body, code, boundary] of cases) {
  test(`reads ${name}`, async () => {
    const run = await runOnFusion(answering(body).endpoint, REQUEST);
    assert.deepEqual(!run.ok && [run.error.code, run.error.boundary], [code, boundary]);
  });
}

test('a status that is no success, and a service that is not there', async () => {
  const refused = await runOnFusion(answering({}, 503).endpoint, REQUEST);
  assert.deepEqual(!refused.ok && [refused.error.code, refused.error.retryable], [
    'RLAR_SANDBOX_FAILED',
    true,
  ]);
  const gone = await runOnFusion({ url: 'http://127.0.0.1:1' }, REQUEST);
  assert.equal(!gone.ok && gone.error.code, 'RLAR_SANDBOX_FAILED');
});
