import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { RlarError } from '../../spec/errors.ts';
import { JsonBody } from '../body/json-body.ts';
import { GroupReader } from './group-reader.ts';
import { readGroup } from './read-group.ts';

const reader = new GroupReader({});
after(() => reader.close());
const BOUNDS = { depth: 64, values: 2_000_000, keys: 20_000, groups: 100, bytes: 64_000_000 };

async function read(groups: readonly string[]) {
  const text = Buffer.from(`{"groups":[${groups.join(',')}]}`);
  const body = await JsonBody.read(
    (async function* () {
      yield text;
    })(),
    BOUNDS,
    async () => {},
  );
  const parts = await Array.fromAsync(body.groups());
  return Promise.all(parts.map((part, index) => reader.read(part, index)));
}

test('a group of very many values is read in a thread, and is the same as when read here', async () => {
  const row = { id: 'a', prompt: 'x', reference: '1', responses: ['1', { id: 'own', text: '2' }] };
  const many = Array.from({ length: 20_000 }, (_, index) => index);
  const rows: object[] = [
    { ...row, extra_info: { tokens: many, deep: { list: [[null, true, 'é\ud800']] } } },
    { ...row, id: 7, step: 3, messages: [{ role: 'user', content: 'y' }], mine: many },
    { ...row, reference: many },
    { ...row, responses: many.map(String) },
    { responses: many },
    { many },
    many,
  ];
  const groups = rows.map((each) => JSON.stringify(each));
  groups.push(`{"prompt":"x","response":"1","extra_info":{"__proto__":{"a":1},"t":${JSON.stringify(many)}}}`);
  const here = groups.map((text, index) => readGroup(JSON.parse(text), index, {}));
  assert.deepEqual(await read(groups), here);
  assert.ok(here.some(({ ok }) => ok) && here.some(({ ok }) => !ok));
});

test('a group of very many values that is no JSON is refused as a small one is, and the next one is read', async () => {
  const broken = `{"prompt":"x","response":"1","a":[${'0 ,'.repeat(20_000)}NaN]}`;
  await assert.rejects(read([broken]), (thrown) => {
    return (
      thrown instanceof RlarError && thrown.code === 'RLAR_INVALID_REQUEST' && /NaN/.test(thrown.message)
    );
  });
  const [next] = await read([`{"prompt":"x","response":"1","a":[${'0,'.repeat(20_000)}0]}`]);
  assert.equal(next?.ok, true);
});

test('a group of as many values as a body may have is refused, and no memory of the thread runs out', async () => {
  const [refused] = await read([`{"prompt":"x","response":"1","a":[${'[],'.repeat(990_000)}[]]}`]);
  assert.ok(
    refused && !refused.ok && /more than 250000 values/.test(refused.reason),
    JSON.stringify(refused),
  );
});
