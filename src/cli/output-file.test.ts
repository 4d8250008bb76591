import assert from 'node:assert/strict';
import { existsSync, linkSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { RlarError } from '../spec/errors.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { OutputFile } from './output-file.ts';
import { emptyReport } from './report.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-output-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const [input, keep] = ['in.jsonl', 'keep.jsonl'].map((name) => join(folder, name)) as [string, string];
beforeEach(() => {
  for (const file of [input, keep]) writeFileSync(file, 'precious\n');
});

const refused = (path: string, inputs: readonly string[] = []) =>
  assert.throws(
    () => OutputFile.open(path, { inputs }),
    (thrown) => thrown instanceof RlarError && thrown.code === 'RLAR_OUTPUT_FAILED',
    path,
  );

test('an input is no output, under whatever name', () => {
  const [soft, hard] = [join(folder, 'soft.jsonl'), join(folder, 'hard.jsonl')];
  symlinkSync(input, soft);
  linkSync(input, hard);
  for (const path of [input, `${folder}/../${folder.split('/').at(-1)}/in.jsonl`, soft, hard])
    refused(path, ['other', input]);
  assert.equal(readFileSync(input, 'utf8'), 'precious\n');
});

test('a database, a folder, another format and a missing folder are no outputs', () => {
  const database = join(folder, 'ledger');
  writeFileSync(database, 'SQLite format 3\u0000 and more');
  for (const path of [
    database,
    folder,
    join(folder, 'x.parquet'),
    join(folder, 'x.gz'),
    join(folder, 'no/x.jsonl'),
  ])
    refused(path);
});

test('a file keeps its content until there is something to write', async () => {
  const failed = OutputFile.open(keep);
  await failed.close();
  assert.equal(readFileSync(keep, 'utf8'), 'precious\n');
  const written = OutputFile.open(keep);
  await written.write('new\n');
  await written.close();
  assert.equal(readFileSync(keep, 'utf8'), 'new\n');
  const empty = OutputFile.open(keep);
  await empty.finish();
  assert.equal(readFileSync(keep, 'utf8'), '');
});

test('resuming keeps the bytes it is told to keep', async () => {
  const out = OutputFile.open(keep, { keepBytes: 3 });
  await out.write('sent\n');
  await out.finish();
  assert.equal(readFileSync(keep, 'utf8'), 'present\n');
});

test('texts of any length are written whole, one behind the other', async () => {
  const output = OutputFile.open(keep);
  const texts = ['a'.repeat(300_000), '\u00e9\n', 'b'.repeat(70_000)];
  for (const text of texts) await output.write(text);
  await output.finish();
  assert.equal(readFileSync(keep, 'utf8'), texts.join(''));
  assert.equal(output.bytes, Buffer.byteLength(texts.join('')));
});

test('a device without room is an error of the output, whether a text or the checkpoint beside it fails', {
  skip: !existsSync('/dev/full'),
}, async () => {
  const isOutput = (thrown: unknown) => thrown instanceof RlarError && thrown.code === 'RLAR_OUTPUT_FAILED';
  await assert.rejects(() => OutputFile.open('/dev/full').write('text'), isOutput);
  const checkpoint = {
    input: 'in',
    inputBytes: 0,
    run: 'r',
    pid: 1,
    lines: 0,
    outBytes: 0,
    report: emptyReport(),
  };
  assert.throws(() => writeCheckpoint(join(folder, 'none', 'out.jsonl'), checkpoint), isOutput);
});
