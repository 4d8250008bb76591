import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fc } from '../testing/fc.ts';
import { batchRows, inFileOrder, requestsOf } from './batch-rows.ts';
import { type InputLine, readFile } from './read-file.ts';
import { readRow } from './read-row.ts';
import { splitLines } from './split-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-intake-'));
after(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: string | Buffer, skip = 0): Promise<InputLine[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return Array.fromAsync(readFile(path, { skip }));
}
const good = (text: string) => JSON.stringify({ prompt: 'q', response: text, reference: 'r' });

test('a bad line has its number and reason, the others are read', async () => {
  const lines = await read('a.jsonl', `${good('1')}\n\n{"prompt": NaN}\n{"x": 1}\n${good('2')}`);
  assert.deepEqual(
    lines.map((line) => [line.line, line.ok || line.reason]),
    [
      [1, true],
      [3, 'not JSON: NaN and Infinity are no JSON values'],
      [4, 'no response: expected response, responses, completion, completions or steps'],
      [5, true],
    ],
  );
});

test('a list that is cut anywhere has an unreadable line', async () => {
  const rows = [good('1'), good('2'), good('3')];
  for (const whole of [`[${rows.join(',')}]`, `[\n  ${rows.join(',\n  ')}\n]\n`]) {
    const end = whole.lastIndexOf(']');
    assert.ok((await read('whole.json', whole)).every(({ ok }) => ok));
    for (let at = 1; at <= end; at += 1) {
      const bad = (await read('cut.json', whole.slice(0, at))).filter(({ ok }) => !ok);
      assert.equal(bad.length, 1, whole.slice(0, at));
    }
  }
  const last = (await read('cut.json', `[${good('1')},`)).at(-1);
  assert.deepEqual(last, { ok: false, line: 2, reason: 'the list does not end' });
});

test('gzip, a byte-order mark, U+2028 inside a string, and skipping', async () => {
  assert.equal((await read('a.jsonl.gz', gzipSync(`${good('1')}\n${good('2')}\n`))).length, 2);
  const lines = await read('b.jsonl', `\uFEFF${good('a\u2028b')}\r\n${good('c')}\n`);
  assert.deepEqual(
    lines.map((line) => line.ok && line.row.group.rollouts[0]?.text),
    ['a\u2028b', 'c'],
  );
  assert.deepEqual(
    (await read('c.jsonl', `${good('1')}\n${good('2')}\n`, 1)).map((line) => line.line),
    [2],
  );
});

test('Parquet as verl writes it: nested columns, whole numbers of 64 bits, several row groups, a NaN beside', async () => {
  const path = join(import.meta.dirname, 'rollouts.parquet');
  const lines = await Array.fromAsync(readFile(path));
  const read = lines.map((line) =>
    line.ok
      ? [line.row.context.step, line.row.group.query.references, line.row.group.rollouts.length]
      : line.reason,
  );
  assert.deepEqual(read, [
    [2, ['8'], 2],
    [3, ['12'], 2],
    [5, ['20'], 2],
  ]);
  assert.equal((await Array.fromAsync(readFile(path, { skip: 2 }))).length, 1);
});

test('missing, empty and mislabelled files are clear errors', async () => {
  const code = { code: 'RLAR_FILE_UNREADABLE' };
  await assert.rejects(Array.fromAsync(readFile(join(folder, 'none.jsonl'))), code);
  await assert.rejects(read('empty.jsonl', ''), code);
  for (const [name, content] of [
    ['bin.jsonl', Buffer.from([1, 0, 2, 0, 0, 5])],
    ['zip.jsonl', 'PK\x03\x04 and more'],
    ['words.jsonl', 'just words'],
    ['fake.parquet', 'not parquet'],
  ] as const) {
    const path = join(folder, name);
    await assert.rejects(read(name, content), ({ message }: Error) => {
      assert.equal(message.split(path).length, 2, message);
      return true;
    });
  }
  await assert.rejects(read('fake.gz', 'not gzip'), code);
  await assert.rejects(read('fake.parquet', 'not parquet'), code);
  await assert.rejects(Array.fromAsync(readFile(folder)), code);
});

test('lines with one query and one step are one group wherever they stand, each with what its own row held', async () => {
  const path = join(folder, 'groups.jsonl');
  const rows = [
    { prompt: 'a', extra_info: { n: 1 } },
    { prompt: 'a', uid: 'u' },
    { prompt: 'b' },
    { prompt: 'a', step: 2 },
    { prompt: 'a', data_source: 'gsm8k' },
    { prompt: 'a' },
  ];
  writeFileSync(path, rows.map((row) => JSON.stringify({ ...row, response: 'x' })).join('\n'));
  const grouped = async (hints: boolean, merge?: boolean) => {
    const batches = await Array.fromAsync(
      batchRows(readFile(path), { hints, ...(merge === false && { merge }) }),
    );
    assert.equal(batches.length, 1);
    return batches[0]!;
  };
  const lines = async (hints: boolean, merge?: boolean) =>
    (await grouped(hints, merge)).groups.map(({ group }) => group.rollouts.map(({ meta }) => meta?.line));
  assert.deepEqual(await lines(true), [[1, 2, 6], [3], [4], [5]]);
  assert.deepEqual(await lines(false), [[1, 2, 5, 6], [3], [4]]);
  assert.deepEqual(await lines(true, false), [[1], [2], [3], [4], [5], [6]]);
  const batch = await grouped(false);
  assert.deepEqual(
    batch.groups[0]?.group.rollouts.map(({ id, meta }) => [id, meta]),
    [
      ['line-1', { extra: { n: 1 }, line: 1 }],
      ['line-2', { columns: { uid: 'u' }, line: 2 }],
      ['line-5', { source: 'gsm8k', line: 5 }],
      ['line-6', { line: 6 }],
    ],
  );
  const requests = requestsOf(batch);
  assert.deepEqual(
    requests.map(({ context, groups }) => [context, groups.length]),
    [
      [{}, 2],
      [{ step: 2 }, 1],
    ],
  );
  const ids = requests.map(({ groups }) => groups.map(({ group }) => group.rollouts.map(({ id }) => id)));
  assert.deepEqual(
    inFileOrder(requests, ids),
    [1, 2, 3, 4, 5, 6].map((line) => `line-${line}`),
  );
});

test('a batch ends between queries; where rows of one query lie apart it takes in as many as memory allows', async () => {
  const sizes = async (promptOf: (row: number) => number, rows: number) => {
    async function* lines(): AsyncGenerator<InputLine> {
      for (let at = 0; at < rows; at += 1) {
        const read = readRow({ prompt: `prompt ${promptOf(at)}`, response: 'x' });
        if (read.ok) yield { ok: true, line: at + 1, row: read.row };
      }
    }
    const batches = await Array.fromAsync(batchRows(lines(), { hints: true }));
    return batches.map(({ groups }) => groups.reduce((sum, { group }) => sum + group.rollouts.length, 0));
  };
  assert.deepEqual(await sizes((row) => row, 1_100), [512, 512, 76]);
  assert.deepEqual(await sizes((row) => Math.floor(row / 7), 1_100), [518, 518, 64], 'no group is cut');
  assert.deepEqual(await sizes((row) => row % 100, 1_100), [1_100], 'all of each group is found');
  assert.deepEqual(await sizes(() => 1, 9_000), [8_192, 808]);
});

test('property: lines come out as they went in, however the bytes are cut', async () => {
  const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' '));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 7 }), async (lines, cut) => {
      const bytes = Buffer.from(`${lines.join('\n')}\n`);
      async function* chunks() {
        for (let at = 0; at < bytes.length; at += cut) yield bytes.subarray(at, at + cut);
      }
      const got = (await Array.fromAsync(splitLines(chunks()))).map((entry) => entry.text);
      assert.deepEqual(got, lines.length === 0 ? [''] : lines);
    }),
    { numRuns: 50 },
  );
});

test('a line over the limit is reported, and the next one is read', async () => {
  async function* chunks() {
    yield Buffer.from(`${'x'.repeat(50)}`);
    yield Buffer.from(`${'x'.repeat(50)}\nok\n`);
  }
  const lines = await Array.fromAsync(splitLines(chunks(), 64));
  assert.deepEqual(lines, [
    { number: 1, text: null, trouble: 'length' },
    { number: 2, text: 'ok' },
  ]);
});
