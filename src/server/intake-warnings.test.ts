import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pino } from 'pino';
import { IntakeNotes } from '../intake/intake-notes.ts';
import { readFile } from '../intake/read-file.ts';
import { createRewardService } from '../service.ts';
import { send } from '../testing/trainer-requests.ts';
import { buildApp } from './app.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-warnings-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const logged: string[] = [];
/** A logger of the app, as `rlar serve` gives it one; what it is warned of is kept. */
const logger = pino(
  { level: 'warn' },
  { write: (line: string) => void logged.push((JSON.parse(line) as { msg: string }).msg) },
);
const app = await buildApp(await createRewardService({ threads: 1 }), { logger });
after(() => app.close());

const MISSPELT = { promt: 'What is 6 * 7?', reference: '42', response: '42', dificulty: 3 };
const GOOD = { prompt: 'What is 6 * 7?', reference: '42', response: '42' };

interface Answer {
  readonly items: { reward: number | null }[];
  readonly warnings?: string[];
}

async function post(payload: object): Promise<Answer> {
  return (await send(app, '/v1/rewards', payload)).body as Answer;
}

test('a column that nobody reads is named once a run, with what was meant; a row without a prompt is paid by its reference', async () => {
  const [line, prompt, ...others] = (await post({ run: 'a', groups: [MISSPELT, GOOD] })).warnings ?? [];
  assert.equal(line, 'columns that were not read: promt (did you mean prompt?), dificulty');
  assert.match(prompt ?? '', /^1 of 2 rows have no prompt/);
  assert.deepEqual(others, []);
  const again = await post({ run: 'a', step: 2, groups: [MISSPELT, { ...GOOD, refrence: '41' }] });
  assert.deepEqual(again.warnings, ['columns that were not read: refrence']);
  assert.deepEqual(
    again.items.map(({ reward }) => reward),
    [1, 1],
  );
  assert.equal((await post({ run: 'b', groups: [MISSPELT] })).warnings?.length, 2);
  assert.ok(logged.includes(line!));
});

test('without a run it is said each time; rows with nothing unread have no warning; a retry gets the reply that it missed', async () => {
  assert.equal((await post({ ...MISSPELT, response: '41' })).warnings?.length, 2);
  assert.equal((await post({ ...MISSPELT, response: '43' })).warnings?.length, 2);
  assert.equal((await post({ groups: [GOOD] })).warnings, undefined);
  const body = { run: 'retry', groups: [MISSPELT] };
  assert.deepEqual(await post(body), await post(body));
});

test('looking at assignments says it as well', async () => {
  const reply = (await send(app, '/v1/assignments', { groups: [MISSPELT] })).body as Answer;
  assert.equal(reply.warnings?.length, 2);
});

test('a trainer’s wire has no place for it: the log has', async () => {
  logged.length = 0;
  const body = { grader: { name: 'g' }, item: { ...MISSPELT, response: undefined }, model_sample: '42' };
  await send(app, '/v1/fine_tuning/alpha/graders/run', body);
  await send(app, '/v1/fine_tuning/alpha/graders/run', { ...body, model_sample: '41' });
  assert.deepEqual(
    logged.filter((line) => line.startsWith('columns')),
    ['columns that were not read: promt (did you mean prompt?), dificulty'],
  );
});

test('a file and a request say the same of the same rows', async () => {
  const file = join(folder, 'rows.jsonl');
  const rows = [MISSPELT, GOOD, { ...GOOD, tools: 5, Response: 'x' }];
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const notes = new IntakeNotes();
  for await (const _ of readFile(file, { notes }));
  const ofFile = notes.lines().map((line) => line.replaceAll(/ --map \S+(?=\))/g, ''));
  assert.deepEqual((await post({ groups: rows })).warnings, ofFile);
});
