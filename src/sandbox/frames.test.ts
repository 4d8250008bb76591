import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeFrame, type FrameBounds, FrameReader, readUntrusted, type Taken } from './frames.ts';

const BOUNDS: FrameBounds = { bytes: 1_000, depth: 3, values: 20 };

/** Numbers that only look random, so that a failure can be made again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function take(bytes: Buffer, cuts: readonly number[] = [], asked = true): Taken[] {
  const reader = new FrameReader();
  if (asked) reader.expect(BOUNDS);
  const places = [0, ...cuts, bytes.length];
  return places.slice(1).map((end, index) => reader.take(bytes.subarray(places[index], end)));
}

test('a frame in chunks of any size is one frame, without prototypes', () => {
  const next = numbers(7);
  const bytes = encodeFrame({ text: 'a "quoted" \\ text', list: [1, { deep: null }], constructor: true });
  for (let round = 0; round < 200; round += 1) {
    const cuts = Array.from({ length: next(6) }, () => next(bytes.length)).sort((a, b) => a - b);
    const taken = take(bytes, cuts);
    const last = taken.pop();
    assert.ok(taken.every(({ state }) => state === 'more'));
    assert.ok(last?.state === 'frame');
    assert.equal(Object.getPrototypeOf(last.value), null);
    assert.equal(last.value.text, 'a "quoted" \\ text');
  }
});

test('what is no frame, unasked, doubled, too large, deep or wide is bad, and nothing throws', () => {
  const head = (length: number): Buffer => {
    const found = Buffer.alloc(4);
    found.writeUInt32BE(length);
    return found;
  };
  const raw = (text: string): Buffer => Buffer.concat([head(Buffer.byteLength(text)), Buffer.from(text)]);
  const bad: Record<string, Buffer> = {
    'one byte that is no JSON': raw('x'),
    'a number that JSON does not have': raw('{"passed":NaN}'),
    'a list': raw('[1]'),
    'a text': raw('"x"'),
    'a key of prototypes': raw('{"a":{"__proto__":{"x":1}}}'),
    'too deep': raw('{"a":[[[1]]]}'),
    'too wide': raw(`{"a":[${'0,'.repeat(40)}0]}`),
    'too many keys': raw(`{${Array.from({ length: 40 }, (_, at) => `"k${at}":1`).join()}}`),
    'too large': head(1_001),
    'four gigabytes': head(0xffffffff),
    doubled: Buffer.concat([raw('{}'), raw('{}')]),
    'one byte too many': Buffer.concat([raw('{}'), Buffer.from('x')]),
    brackets: raw('['.repeat(900)),
    'no bytes at all': raw(''),
  };
  for (const [name, bytes] of Object.entries(bad)) assert.equal(take(bytes).at(-1)?.state, 'bad', name);
  assert.equal(take(raw('{}'), [], false)[0]?.state, 'bad', 'unasked');
  const reader = new FrameReader();
  reader.expect(BOUNDS);
  assert.equal(reader.take(raw('{}')).state, 'frame');
  assert.equal(reader.take(raw('{}')).state, 'bad', 'late');
});

test('random bytes and random edits of a frame never throw, and never pass a bound', () => {
  const next = numbers(11);
  const right = encodeFrame({ outcome: { status: 'done', passed: 3, failing: { case: 'f(1) == "\\""' } } });
  for (let round = 0; round < 3_000; round += 1) {
    const bytes = Buffer.from(right);
    for (let edit = next(5); edit >= 0; edit -= 1) bytes[next(bytes.length)] = next(256);
    for (const { state } of take(bytes, [next(bytes.length)]))
      assert.ok(state === 'more' || state === 'frame' || state === 'bad');
    const text = bytes.subarray(4);
    const value = readUntrusted(text, BOUNDS);
    if (value !== null)
      assert.equal(JSON.stringify(value), JSON.stringify(JSON.parse(text.toString('utf8'))));
  }
});
