import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { defineTool } from '../index.ts';
import { createRewardService } from '../service.ts';
import { scored } from '../spec/verdict.ts';
import { measureSuite } from './measure-suite.ts';
import { readSuite } from './suite.ts';
import { WITHOUT_CHECKERS } from './ways.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-bench-'));
after(() => rmSync(folder, { recursive: true }));

const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join('\n');
const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const sums = Array.from({ length: 8 }, (_, index) => {
  const prompt = `Anna has ${index + 3} pears and buys ${index + 4} more pears. How many pears does she have now?`;
  const row = { prompt, group: `g${index}`, reference: String(2 * index + 7), language: 'en' };
  return [
    { ...row, id: `${index}/right`, response: `She has ${2 * index + 7} pears.`, correct: true },
    { ...row, id: `${index}/wrong`, response: `She has ${2 * index + 8} pears.`, correct: false },
  ];
}).flat();
const summaries = Array.from({ length: 6 }, (_, index) => {
  const reference = `The town council voted to close bridge number ${index} after engineers found cracks in its pillars on Monday.`;
  const row = { prompt: '', group: `s${index}`, references: [reference] };
  return [
    { ...row, id: `s${index}/a`, response: reference.slice(0, 90), human: { overall: 5 } },
    { ...row, id: `s${index}/b`, response: 'A parrot won the singing contest.', human: { overall: 1 } },
  ];
}).flat();
write('sums.jsonl', lines([...sums, { ...sums[0]!, id: 'other', language: 'fr' }]));
write('summaries.jsonl', lines(summaries));
const suite = write(
  'suite.json',
  JSON.stringify({
    version: 1,
    rule: '',
    labelsByChecker: ['sums'],
    tasks: [
      { task: 'sums', file: 'sums', pair: 'group', where: { language: ['en'] } },
      { task: 'summaries', file: 'summaries', pair: 'group', human: 'overall', gap: 2 },
    ],
  }),
);

test('a suite is measured: rlar beside static rewards and oracles, the tasks by construction apart', async () => {
  const service = await createRewardService({ hints: false });
  const score = (groups: Parameters<typeof service.score>[0]['groups']) =>
    service.score({ context: {}, groups });
  const seen: number[] = [];
  const report = await measureSuite({
    suite: readSuite(suite),
    data: folder,
    library: service.library,
    choosers: new Map([
      ['rlar', score],
      [WITHOUT_CHECKERS, async (groups) => score(groups)],
    ]),
    checkers: ['final-number'],
    resamples: 50,
    seed: 1,
    onProgress: (done) => seen.push(done),
  });
  await service.close();
  assert.deepEqual(
    report.tasks.map(({ task, n }) => [task, n]),
    [
      ['sums', 8],
      ['summaries', 6],
    ],
  );
  assert.equal(report.macro.rlar, 1);
  assert.equal(report.macro.oracleByTask, 1);
  assert.equal(report.macro.oracleByItem, 1);
  assert.ok(report.macro.bestStatic <= 1 && report.macro.bestStaticTool !== null);
  assert.deepEqual(report.columns.byConstruction?.tasks, ['sums']);
  assert.deepEqual(report.columns.notByConstruction?.tasks, ['summaries']);
  assert.equal(report.tasks[0]!.pass?.groups, 8);
  assert.equal(report.tasks[1]!.pass, null);
  assert.ok(report.cost.rlarToolCalls >= 28 && report.cost.modelCalls === 0);
  assert.equal(seen.at(-1), 28);
});

test('calls of models, and what they cost by their cards, are counted', async () => {
  const judge = defineTool({
    id: 'own-judge',
    version: '1',
    title: 'Own',
    description: 'For a test.',
    type: 'judge',
    slot: 'quality',
    kinds: [],
    costPer1000: 500,
    prepare: () => () => scored(0.5),
  });
  const service = await createRewardService({ tools: [judge] });
  const score = (groups: Parameters<typeof service.score>[0]['groups']) =>
    service.score({
      context: {},
      groups: groups.map((group) => ({ ...group, query: { ...group.query, pinned: ['own-judge'] } })),
    });
  const { cost } = await measureSuite({
    suite: readSuite(suite, ['sums']),
    data: folder,
    library: service.library,
    choosers: new Map([
      ['rlar', score],
      [WITHOUT_CHECKERS, score],
    ]),
    checkers: [],
    resamples: 5,
    seed: 1,
  });
  await service.close();
  assert.equal(cost.modelCalls, 16);
  assert.equal(cost.dollars, 8);
});

test('what is missing or no suite is said', () => {
  assert.throws(() => readSuite(join(folder, 'nothing.json')), /no such file/);
  assert.throws(() => readSuite(write('broken.json', '{')), /is no suite/);
  assert.throws(
    () => readSuite(write('wrong.json', '{"version":1,"tasks":[{"task":"a","file":"b","pair":"row"}]}')),
    /tasks\.0\.pair/,
  );
  assert.throws(() => readSuite(suite, ['cooking']), {
    message: /no task cooking/,
    remedy: /sums, summaries/,
  });
});
