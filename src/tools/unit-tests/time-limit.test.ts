import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

const ENDLESS: Readonly<Record<string, readonly [string, string]>> = {
  'Python endless loop': ['python', 'def f(n):\n    while True: pass'],
  'Python sleep': ['python', 'import time\ndef f(n):\n    time.sleep(60)\n    return n'],
  'Python deadlock': [
    'python',
    'import threading\ndef f(n):\n    lock = threading.Lock()\n    lock.acquire()\n    lock.acquire()',
  ],
  'JavaScript endless loop': ['js', 'const f = (n) => { for (;;); };'],
  'JavaScript sleep': [
    'js',
    'const f = (n) => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return n; };',
  ],
};
for (const [name, [language, source]] of Object.entries(ENDLESS))
  test(`${name} is out of time: wrong, never an answer of the sandbox`, { skip }, async () => {
    const test = language === 'js' ? 'console.assert(f(1) === 1);' : 'assert f(1) == 1';
    const query = { prompt: '', messages: [], references: [], constraints: [] };
    const judge = unitTests.prepare(
      { ...query, tests: { language, declaration: '', test } },
      { caseSeconds: 0.5 },
    );
    const verdict = await scoreOne(judge, { text: `\`\`\`\n${source}\n\`\`\`` });
    assert.deepEqual(verdict.status === 'scored' && [verdict.value, verdict.evidence.outcome], [
      0,
      'timeout',
    ]);
  });
