import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createRewardService } from '../../service.ts';
import { measureBenchmark } from './measure-benchmark.ts';
import { readBenchmark } from './read-benchmark.ts';
import { reportBenchmark } from './report-benchmark.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-bench-files-'));
after(() => rmSync(folder, { recursive: true }));

const write = (name: string, rows: readonly object[]) => {
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(text) : text);
  return join(folder, name);
};

const COUNT = 160;
/** `steady` is right on half of the verse and all sums; `poet` on all verse and no sums. */
const pairs = Array.from({ length: COUNT }, (_, index) => {
  const verse = index % 2 === 0;
  const side = (isRight: boolean) => (isRight ? { chosen: 2, rejected: -1 } : { chosen: -1, rejected: 2 });
  return {
    id: `own/${index}`,
    category: verse ? 'verse' : 'sums',
    prompt: `Task ${index}: ${verse ? 'write a line about rain' : 'add two numbers'}`,
    chosen: `good answer ${index}`,
    rejected: `bad answer ${index}`,
    scores: { steady: side(!verse || index % 4 === 0), poet: side(verse) },
    judges: { tired: [index % 2 ? 'tie' : 'chosen', index % 2 ? null : 'rejected'] },
  };
});

test('reward models and judges are played back; the choice among them is made on other items', async () => {
  const service = await createRewardService({ hints: false });
  const benchmark = await readBenchmark(write('own.jsonl.gz', pairs));
  const measured = await measureBenchmark(
    benchmark,
    service.library,
    (groups) => service.score({ context: {}, groups }),
    () => {},
  );
  await service.close();
  const report = reportBenchmark(measured, 100, 1);
  assert.equal(report.n, COUNT);
  assert.equal(report.replayed.poet!.score, 0.5);
  assert.ok(Math.abs(report.replayed.steady!.score - 0.75) < 0.03);
  assert.equal(report.replayed.tired!.score, 0.5);
  const { methods, choices } = report.selection!;
  assert.ok(methods.several.score > methods.fixed.score + 0.1, JSON.stringify(methods));
  assert.deepEqual(Object.keys(choices.verse!.weights), ['poet']);
  assert.equal(report.rlar.scored, 0);
  assert.equal(report.rlar.score, 0.5);
  assert.ok(Object.hasOwn(report.static, 'length'), 'the baseline of length values every item');
});

test('questions with ties that a constant scorer answers count nothing', async () => {
  const ties = ['ref:1', 'tied:1', 'ref:2', 'tied:2'].map((id) => ({
    id,
    prompt: 'Name a colour of the rainbow.',
    chosen: id.startsWith('ref') ? ['red'] : ['red', 'blue'],
    rejected: ['seven', 'a car'],
    num_correct: id.startsWith('ref') ? 1 : 2,
    subset: 'Ties',
  }));
  const benchmark = await readBenchmark(write('ties.jsonl', ties));
  const constant = benchmark.items.map(({ candidates }) => candidates.map(() => 0.5));
  const measured = { benchmark, rlar: constant, static: new Map(), replayed: new Map(), ms: 0, toolCalls: 0 };
  const { rlar } = reportBenchmark(measured, 10, 1);
  assert.deepEqual(rlar.categories, { Ties: 0 });
  assert.equal(rlar.macro, 0);
});

test('the columns of published benchmarks are known by their names', async () => {
  const prompt = 'Which is it?';
  const formats = {
    'rewardbench.jsonl': [
      { id: 1, prompt, chosen: 'a', chosen_model: 'x', rejected: 'b', subset: 'alpacaeval-easy' },
    ],
    'rewardbench2.jsonl': [
      { id: '1', prompt, chosen: ['a'], rejected: ['b', 'c', 'd'], num_correct: 1, subset: 'Math' },
    ],
    'judge.jsonl': [
      { pair_id: 'p', source: 'mmlu-pro', question: prompt, response_A: 'a', response_B: 'b', label: 'B>A' },
    ],
    'plans.json': [
      {
        query: prompt,
        tools: [{ type: 'function', function: { name: 'look' } }],
        uuid: 'u',
        chosen: {
          messages: [
            { role: 'user', content: prompt },
            { role: 'tool_call', content: `{'name': 'look', 'arguments': '{"at": "it\\'s here"}'}` },
            { role: 'tool_response', content: 'a' },
            { role: 'assistant', content: 'It is a.' },
          ],
        },
        reject: {
          messages: [
            { role: 'user', content: prompt },
            { role: 'assistant', content: 'b' },
          ],
        },
        _lcp_bucket: 'planning_single_easy',
      },
    ],
    'writing.jsonl': [
      {
        id: 'w',
        lang: 'en',
        operation: 'cloze',
        prompt: 'Fill the gap: it rained, and ____.',
        reference: 'the harbour emptied',
        generations: { small: 'it was wet', empty: null },
        scores: { meter: { reference: 2, small: 1 } },
      },
    ],
    'rm.jsonl': [{ id: 'r', prompt, chosen: ['a', 'b', 'c'], rejected: ['d', 'e', 'f'], domain: 'chat' }],
    'bon.jsonl': [{ id: 'n', prompt, correct: [false, true], scores: { one: [1, 2] } }],
    'labelled.jsonl': [
      { id: '1', prompt, response: 'a', reference: 'a', correct: true },
      { id: '2', prompt, response: 'b', reference: 'a', correct: false },
    ],
  };
  const read = await Promise.all(
    Object.entries(formats).map(([name, rows]) => readBenchmark(write(name, rows))),
  );
  assert.deepEqual(
    read.map(({ format, counting }) => `${format}: ${counting}`),
    [
      'RewardBench: strict',
      'RewardBench 2: best',
      'JudgeBench: strict',
      'Plan-RewardBench: strict',
      'writing: half',
      'RM-Bench: styles',
      'best of N: strict',
      'labelled rollouts: half',
    ],
  );
  const [planned, written] = [read[3]!.items[0]!, read[4]!.items[0]!];
  assert.deepEqual(
    planned.candidates.map(({ text, steps }) => [
      text,
      steps?.map(({ role, tool_calls }) => [role, tool_calls?.[0]]),
    ]),
    [
      [
        'It is a.',
        [
          ['assistant', { name: 'look', arguments: { at: "it's here" } }],
          ['tool', undefined],
          ['assistant', undefined],
        ],
      ],
      ['b', undefined],
    ],
  );
  assert.equal(planned.category, 'planning_single_easy');
  assert.deepEqual(
    [written.category, written.right, written.query.references],
    ['en cloze', [true, false], []],
  );
  assert.deepEqual(written.recordings.get('meter')!.values, [2, 1]);
  const judge = read[2]!.items[0]!;
  assert.equal(judge.category, 'knowledge');
  assert.deepEqual(
    judge.candidates.map(({ text }) => text),
    ['b', 'a'],
  );
  assert.deepEqual(judge.right, [true, false]);
});

test('what cannot be read is said', async () => {
  await assert.rejects(() => readBenchmark(join(folder, 'nothing.jsonl')), /no such file/);
  await assert.rejects(() => readBenchmark(write('other.jsonl', [{ text: 'a' }])), {
    message: /neither pairs/,
    remedy: /docs\/benchmarks\.md/,
  });
  writeFileSync(join(folder, 'broken.jsonl'), '{"id":\n');
  await assert.rejects(() => readBenchmark(join(folder, 'broken.jsonl')), /broken\.jsonl:1/);
});
