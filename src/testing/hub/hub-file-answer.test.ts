import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileAnswer } from './hub-file-answer.ts';
import { type HubModel, hubFile, weightsFile } from './hub-model.ts';

const bytes = Buffer.from(Array.from({ length: 50_000 }, (_, at) => at % 251));
const MODEL: HubModel = {
  id: 'lab/scorer',
  sha: 'd'.repeat(40),
  tags: [],
  files: {
    'README.md': hubFile('A card.'),
    'config.json': hubFile({ model_type: 'bert' }),
    'tokenizer.json': hubFile({}),
    'modeling_own.py': hubFile('import os'),
    'pytorch_model.bin': hubFile('a pickle'),
    'onnx/model.safetensors': hubFile('another format'),
    'model.safetensors': hubFile(bytes),
  },
};

test('the test hub gives real bytes however many they are, and makes up no gigabytes', () => {
  const range = { method: 'GET', headers: { range: 'bytes=0-' } };
  const large = { ...MODEL, files: { 'model.safetensors': hubFile(Buffer.alloc(66 * 1024 * 1024)) } };
  const whole = fileAnswer(large, 'model.safetensors', range);
  assert.deepEqual([whole.status, whole.body?.length], [206, 66 * 1024 * 1024]);
  const made = { ...MODEL, files: { 'model.safetensors': weightsFile({ 'score.weight': [1, 9e9] }) } };
  assert.equal(fileAnswer(made, 'model.safetensors', range).status, 416);
});
