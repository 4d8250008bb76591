import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../../spec/errors.ts';
import { fc } from '../../testing/fc.ts';
import { JsonBody } from './json-body.ts';

const BOUNDS = { depth: 64, values: 10_000, keys: 100, groups: 15_000, bytes: 1_000_000 };
const read = (text: string, chunk = 7, bounds = BOUNDS) => {
  const bytes = Buffer.from(text);
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  }
  return JsonBody.read(chunks(), bounds, async () => {});
};
const invalid = (code: string) => (thrown: unknown) => thrown instanceof RlarError && thrown.code === code;

test('property: by groups or whole, in whatever chunks, a body means the same', async () => {
  const json = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' });
  const body = fc.record({ run: json, groups: fc.array(json, { maxLength: 6 }), groupsTwo: json, z: json });
  await fc.assert(
    fc.asyncProperty(
      body,
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(0, 1),
      async (value, chunk, indent) => {
        const text = JSON.stringify(value, null, indent);
        const taken = await read(text, chunk);
        const { groups, ...rest } = JSON.parse(text) as { groups: unknown[] };
        assert.deepEqual(taken.whole(), { groups, ...rest });
        assert.equal(taken.groupCount, groups.length);
        assert.deepEqual(taken.envelope(), { ...rest, groups: [] });
        assert.deepEqual(await Array.fromAsync(taken.groups(), (part) => part.parse()), groups);
      },
    ),
  );
});

test('groups inside groups, in strings, twice or as something else are not the groups', async () => {
  for (const [text, count] of [
    ['{"groups":[{"groups":[1,2]},{"x":"],\\"groups\\":["}]}', 2],
    ['{"a":{"groups":[1]}}', null],
    ['{"groups":[1],"groups":[2]}', null],
    ['{"groups":{"0":1}}', null],
    ['{"groups":[ ]}', 0],
    ['["groups",[1]]', null],
  ] as const)
    assert.equal((await read(text)).groupCount, count, text);
});

test('what is too much is refused while it arrives', async () => {
  for (const text of [
    `{"groups":[${'0,'.repeat(20_000)}0]}`,
    `{"groups":[${'{},'.repeat(20_000)}{}]}`,
    '['.repeat(100),
    `{"x":${'['.repeat(100)}`,
    `{${'"a":0,'.repeat(20_000)}"a":0}`,
  ])
    await assert.rejects(read(text, 512), invalid('RLAR_INVALID_REQUEST'));
  const few = { ...BOUNDS, groups: 50 };
  await assert.rejects(read(`{"groups":[${'0,'.repeat(50)}0]}`, 64, few), invalid('RLAR_BATCH_TOO_LARGE'));
  assert.equal((await read(`{"groups":[${'0,'.repeat(49)}0]}`, 64, few)).groupCount, 50);
  const [long] = [`"${'a'.repeat(1_000_001)}"`];
  await assert.rejects(read(long!, 65_536), invalid('RLAR_BODY_TOO_LARGE'));
});

test('what is no JSON is told as such, by groups or whole', async () => {
  for (const text of [
    '',
    '{',
    '{"groups":[1 2]}',
    '{"groups":[1,]}',
    '{"groups":[NaN]}',
    '{"groups":[1]',
    ']]]]',
    '{"groups":[1]}]',
  ])
    await assert.rejects(
      async () => {
        const body = await read(text);
        body.envelope();
        for await (const part of body.groups()) part.parse();
      },
      invalid('RLAR_INVALID_REQUEST'),
      text,
    );
});

test('keys are counted for each object apart, colons in strings are none', async () => {
  const object = (keys: number) =>
    `{${Array.from({ length: keys }, (_, index) => `"k${index}:":":::"`).join(',')}}`;
  for (const text of [
    object(100),
    `[${object(100)},${object(100)}]`,
    `{"a":${object(100)},"b":${object(99)}}`,
  ])
    assert.deepEqual((await read(text, 64)).whole(), JSON.parse(text));
  for (const text of [object(101), `[${object(1)},${object(101)}]`, `{"groups":[{"a":${object(101)}}]}`])
    await assert.rejects(read(text, 64), invalid('RLAR_INVALID_REQUEST'));
});

test('the values of each group are counted apart, and what stands beside the groups has a bound of its own', async () => {
  const wide = { ...BOUNDS, values: 1_000_000 };
  const lists = (count: number) => `[${Array.from({ length: count }, () => '[]').join(',')}]`;
  const valuesOf = async (text: string) =>
    Array.fromAsync((await read(text, 512, wide)).groups(), ({ values }) => values);
  assert.deepEqual(
    await valuesOf('{"run":[1,2],"groups":[1,{"a":[1,2],"b":"x,[,"},[0,0,0]],"z":[1,2,3]}'),
    [1, 5, 4],
  );
  const many = `{"x":${lists(10_001)},"groups":[1]}`;
  const body = await read(many, 65_536, wide);
  assert.throws(() => body.envelope(), invalid('RLAR_INVALID_REQUEST'));
  const alone = await read(`{"x":${lists(250_001)}}`, 65_536, wide);
  assert.throws(() => alone.whole(), invalid('RLAR_INVALID_REQUEST'));
  assert.equal((await read(`{"groups":[${lists(250_001)}]}`, 65_536, wide)).groupCount, 1);
});
