import assert from 'node:assert/strict';
import { test } from 'node:test';
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
