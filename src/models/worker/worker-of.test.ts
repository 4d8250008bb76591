import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { engineIsHere } from './launch-worker.ts';
import { makeTorchEnvironment, torchPython } from './torch-environment.ts';
import { bytesOf, requireMemory } from './worker-of.ts';

const weights = (size: number) => [
  { name: 'model.safetensors', size, sha256: '' },
  { name: 'tokenizer.json', size: 5e9, sha256: '' },
];

test('memory counts the weights as they are worked with, and what is too large is not started', () => {
  const half = bytesOf(weights(16e9), 'torch', 'bfloat16');
  const whole = bytesOf(weights(16e9), 'torch', 'float32');
  assert.ok(half > 16e9 && half < 24e9);
  assert.ok(whole > 32e9 && whole < 48e9);
  assert.ok(bytesOf(weights(90e6), 'built-in', 'float32') < 0.5e9);
  assert.doesNotThrow(() => requireMemory('lab/small', 1e9, 2e9));
  assert.throws(() => requireMemory('lab/large', half, 8e9), {
    code: 'RLAR_MODEL_TOO_LARGE',
    message: /lab\/large needs \d+\.\d GB of memory, 8\.0 GB are free/,
  });
});

test('a Python environment whose making was cut off is not there, and of two makers one waits', async () => {
  const home = mkdtempSync(join(tmpdir(), 'rlar-environment-'));
  try {
    const python = torchPython(home);
    mkdirSync(dirname(python), { recursive: true });
    writeFileSync(python, '');
    assert.equal(engineIsHere('torch', home), false);
    // A process that lives has the turn.
    writeFileSync(`${dirname(dirname(python))}.lock`, String(process.ppid));
    const told: string[] = [];
    const stop = new AbortController();
    const onLine = (line: string) => {
      told.push(line);
      stop.abort(new Error('seen to wait'));
    };
    await assert.rejects(makeTorchEnvironment(home, onLine, stop.signal), { name: 'AbortError' });
    assert.match(told.join(), /another process/);
    writeFileSync(join(dirname(dirname(python)), 'made'), '');
    assert.equal(engineIsHere('torch', home), true);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});
