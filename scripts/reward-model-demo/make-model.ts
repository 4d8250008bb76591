import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltInModel } from '../../src/models/worker/built-in-model.ts';
import { SafetensorsFile } from '../../src/models/worker/safetensors.ts';
import { safetensorsBytes, type WrittenTensor } from '../../src/testing/reward-models/safetensors-bytes.ts';
import type { Pair } from './pairs.ts';
import { type StatePair, trainHead } from './train-head.ts';

export type Files = Readonly<Record<string, Buffer>>;

/**
 * Makes a reward model of a body: its states of both responses of each pair, then a head over them.
 * @param onPair told of pairs that are read
 * @returns its files, as a hub has them
 */
export function makeRewardModel(body: Files, pairs: readonly Pair[], onPair: (done: number) => void): Files {
  const empty = withHead(body, {
    'classifier.weight': { shape: [1, sizeOf(body)], numbers: new Float32Array(sizeOf(body)) },
    'classifier.bias': { shape: [1], numbers: new Float32Array(1) },
  });
  const model = open(empty);
  const state = (first: string, second: string): Float32Array => {
    const { ids, parts } = model.tokens({ as: 'pair', first, second }, 512, 'reject');
    return model.firstState(ids, parts);
  };
  const states = pairs.map(({ prompt, chosen, rejected }, at): StatePair => {
    onPair(at + 1);
    return { good: state(prompt, chosen), bad: state(prompt, rejected) };
  });
  return withHead(body, trainHead(states));
}

/** @returns the model with other tensors in its head */
export function withHead(files: Files, head: Readonly<Record<string, WrittenTensor>>): Files {
  const tensors = { ...tensorsOf(files), ...head };
  const config: object = JSON.parse(files['config.json']!.toString('utf8'));
  const own = {
    architectures: ['BertForSequenceClassification'],
    id2label: { 0: 'LABEL_0' },
    label2id: { LABEL_0: 0 },
  };
  return {
    ...files,
    'config.json': Buffer.from(JSON.stringify({ ...config, ...own }, null, 2)),
    'model.safetensors': safetensorsBytes(tensors),
  };
}

/** @returns the tensors of a model, under the names that they have beside a head */
export function tensorsOf(files: Files): Record<string, WrittenTensor> {
  return onDisk(files, (folder) => {
    const file = new SafetensorsFile(join(folder, 'model.safetensors'));
    const named = file.names.filter((name) => !name.endsWith('position_ids'));
    const tensors = Object.fromEntries(
      named.map((name) => {
        const shape = file.shape(name) ?? [];
        const full = /^(?:bert\.|classifier\.)/.test(name) ? name : `bert.${name}`;
        return [full, { shape, numbers: file.tensor(name, ...shape) }];
      }),
    );
    file.close();
    return tensors;
  });
}

function sizeOf(files: Files): number {
  return Number(JSON.parse(files['config.json']!.toString('utf8')).hidden_size);
}

function open(files: Files): BuiltInModel {
  return onDisk(files, (folder) => new BuiltInModel(folder));
}

function onDisk<Value>(files: Files, read: (folder: string) => Value): Value {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-model-'));
  try {
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
