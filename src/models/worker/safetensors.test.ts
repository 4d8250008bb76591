import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SafetensorsFile } from './safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-safetensors-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function written(header: object | string, data: Buffer = Buffer.alloc(0), length?: bigint): string {
  const path = join(folder, 'model.safetensors');
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const front = Buffer.alloc(8);
  front.writeBigUInt64LE(length ?? BigInt(text.length));
  writeFileSync(path, Buffer.concat([front, text, data]));
  return path;
}
const numbers = (dtype: string, data: Buffer, count: number) => {
  const entry = { dtype, shape: [count], data_offsets: [0, data.length] };
  const file = new SafetensorsFile(written({ __metadata__: { format: 'pt' }, a: entry }, data));
  try {
    return [...file.tensor('a', count)];
  } finally {
    file.close();
  }
};

test('numbers of each type are read as they are', () => {
  const halves = Buffer.from(Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00, 0x8000).buffer);
  assert.deepEqual(numbers('F16', halves, 5), [1, -2, 2 ** -24, Number.POSITIVE_INFINITY, -0]);
  const brain = Buffer.from(Uint16Array.of(0x3f80, 0xc040).buffer);
  assert.deepEqual(numbers('BF16', brain, 2), [1, -3]);
  assert.deepEqual(numbers('F32', Buffer.from(Float32Array.of(0.5, -7).buffer), 2), [0.5, -7]);
  assert.deepEqual(numbers('F64', Buffer.from(Float64Array.of(0.25, 9).buffer), 2), [0.25, 9]);
});

test('what is no such file, or lies about its length, gives no number and stays open nowhere', () => {
  const open = () => readdirSync('/proc/self/fd').length;
  const before = open();
  const long = { a: { dtype: 'F32', shape: [4], data_offsets: [0, 16] } };
  for (const make of [
    () => written('no json'),
    () => written('[1]'),
    () => written({}, Buffer.alloc(0), 2n ** 60n),
    () => written({}, Buffer.alloc(0), 1000n),
  ])
    assert.throws(() => new SafetensorsFile(make()));
  const file = new SafetensorsFile(written(long, Buffer.alloc(8)));
  assert.throws(() => file.tensor('a', 4), /ends too soon/);
  assert.throws(() => file.tensor('a', 2), /shape/);
  assert.throws(() => file.tensor('b', 4), /hold no b/);
  file.close();
  assert.throws(() => numbers('I8', Buffer.alloc(2), 2), /not read/);
  assert.throws(() => numbers('F32', Buffer.alloc(12), 2), /shape/);
  assert.equal(open(), before);
});
