import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fc } from '../testing/fc.ts';
import { type InputLine, readFile } from './read-file.ts';
import { readJsonValues } from './read-json-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-formats-'));
after(() => rmSync(folder, { recursive: true }));

async function read(name: string, content: string | Buffer): Promise<InputLine[]> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return Array.fromAsync(readFile(path));
}
async function texts(name: string, content: string | Buffer): Promise<string[]> {
  return (await read(name, content)).map((line) =>
    line.ok ? line.row.group.rollouts[0]!.text : line.reason,
  );
}
const row = (response: string) => ({ prompt: 'q, "two"\nlines', response, reference: 'r' });
const rows = [row('eins'), row('zwei: ü, "x"\n'), row('三')];
const wanted = rows.map(({ response }) => response);
const asCsv = (delimiter: string) =>
  [['prompt', 'response', 'reference'], ...rows.map((each) => Object.values(each))]
    .map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
    .join('\r\n');

test('every format gives the same rows', async () => {
  const list = JSON.stringify(rows);
  const cases: [string, string | Buffer][] = [
    ['a.jsonl', rows.map((each) => JSON.stringify(each)).join('\n')],
    ['b.json', list],
    ['c.json', JSON.stringify(rows, null, 2)],
    ['d.jsonl', list],
    ['e.json', rows.map((each) => JSON.stringify(each, null, 4)).join('\n')],
    ['f.json', `\uFEFF${list}`],
    ['g.json.gz', gzipSync(list)],
    ['h.bin', gzipSync(list)],
    ['i.csv', asCsv(',')],
    ['j.csv', `\uFEFF${asCsv(';')}`],
    ['k.tsv', asCsv('\t')],
    ['l.csv.gz', gzipSync(asCsv(','))],
    ['m.json', JSON.stringify({ data: rows })],
    [
      'n.json',
      JSON.stringify({ rows: rows.map((each, row_idx) => ({ row_idx, row: each, truncated_cells: [] })) }),
    ],
    ['o.jsonl', Buffer.from(`\uFEFF${rows.map((each) => JSON.stringify(each)).join('\n')}`, 'utf16le')],
    ['p.csv', Buffer.from(asCsv(','), 'utf16le').swap16()],
  ];
  for (const [name, content] of cases) assert.deepEqual(await texts(name, content), wanted, name);
});

test('what is no file of rows is named, with what to do', async () => {
  const cases: [string, string | Buffer, RegExp][] = [
    ['a.jsonl', 'id,prompt\n1,x\n', /no JSON.*\.csv/],
    ['b.jsonl', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), /ZIP/],
    ['c.jsonl', Buffer.from('ARROW1\0\0'), /Arrow.*to_parquet/],
    ['d.jsonl', Buffer.from([1, 0, 7, 0, 0, 0, 9, 9]), /binary/],
    ['e.parquet', '{"prompt": "x"}', /no Parquet/],
    ['f.jsonl', '', /empty/],
    ['g.json', '\n \n', /empty/],
    ['h.csv', 'prompt,response\na\n', /not a table.*line 2/i],
    ['i.json', Buffer.from('[{"prompt": "caf\xe9", "response": "x"}]', 'latin1'), /UTF-8.*iconv/],
    ['j.csv', Buffer.from('prompt,response\ncaf\xe9,x\n', 'latin1'), /UTF-8.*iconv/],
  ];
  for (const [name, content, message] of cases)
    await assert.rejects(read(name, content), (thrown: Error) => {
      assert.match(thrown.message, message, name);
      return true;
    });
});

test('a line that is no UTF-8 is reported by itself; no letter is replaced', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`${JSON.stringify(row('one'))}\n`),
    Buffer.from('{"prompt": "caf\xe9", "response": "x"}\n', 'latin1'),
    Buffer.from(JSON.stringify(row('two'))),
  ]);
  const [one, bad, two] = await texts('latin.jsonl', bytes);
  assert.deepEqual([one, two], ['one', 'two']);
  assert.match(bad!, /not UTF-8.*iconv/);
});

test('a JSON list is cut the same wherever its chunks end', async () => {
  const values = fc.array(
    fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }).filter((value) => !('data' in value)),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(
      values,
      fc.constantFrom(undefined, 2),
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (list, indent, size, bare) => {
        const text = bare
          ? list.map((each) => JSON.stringify(each, null, indent)).join('\n')
          : JSON.stringify(list, null, indent);
        const bytes = Buffer.from(text);
        const chunks = async function* () {
          for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
        };
        const read = await Array.fromAsync(readJsonValues(chunks()));
        assert.deepEqual(
          read.map(({ value }) => value),
          JSON.parse(JSON.stringify(list)),
        );
        assert.deepEqual(
          read.map(({ number }) => number),
          list.map((_, index) => index + 1),
        );
      },
    ),
  );
});

test('cells of a table may hold lists, objects, numbers and labels as text', async () => {
  const csv = [
    'id,question,choices,answer,responses,correct',
    `7,Which is a fruit?,"['rock' 'apple'\n 'car']",1,"[""B"", ""A""]","[True, False]"`,
  ].join('\n');
  const [line] = await read('cells.csv', csv);
  assert.ok(line?.ok);
  assert.equal(line.row.shape?.name, 'mmlu');
  assert.deepEqual(line.row.labels, [true, false]);
  assert.deepEqual(line.row.group.query.references, ['B']);
});
