/** Rows as data sets publish them, through the whole service: src/intake/shapes/fixtures has our own rows of every shape. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { type ReadRow, readRow } from './intake/read-row.ts';
import { SHAPES } from './intake/shapes/index.ts';
import { createRewardService, type RewardService } from './service.ts';
import { queryKey } from './spec/query-key.ts';
import type { Reward } from './spec/reward.ts';
import type { CheckReply } from './spec/wire.ts';

interface Fixture {
  readonly name: string;
  readonly row: ReadRow;
  readonly rewards: readonly Reward[];
  readonly check: CheckReply;
}

const folder = join(import.meta.dirname, 'intake/shapes/fixtures');
let service: RewardService;
const fixtures: Fixture[] = [];

before(async () => {
  service = await createRewardService();
  const rows = globSync('*.jsonl', { cwd: folder }).flatMap((file) =>
    readFileSync(join(folder, file), 'utf8')
      .trim()
      .split('\n')
      .map((line, index) => {
        const name = `${basename(file, '.jsonl')} ${index + 1}`;
        const read = readRow(JSON.parse(line));
        if (!read.ok) assert.fail(`${name} is refused: ${read.reason}`);
        return { name, row: read.row };
      }),
  );
  const request = { context: {}, groups: rows.map(({ row }) => row.group) };
  const checks = await service.check(request);
  const rewards = await service.score(request);
  for (const [index, entry] of rows.entries())
    fixtures.push({ ...entry, rewards: rewards[index]!, check: checks[index]! });
});
after(() => service.close());

test('right answers are paid, wrong ones are not', () => {
  const mistakes = fixtures.flatMap(({ name, row, rewards }) =>
    rewards.flatMap(({ reward, reason, error, kind }, at) => {
      const label = row.labels[at];
      const fair =
        label === null || (label ? reward !== null && reward >= 0.5 : reward === null || reward < 0.5);
      if (fair || !hasRightAnswer(name)) return [];
      const said = JSON.stringify(row.group.rollouts[at]?.text.slice(0, 60));
      return [
        `${name}: ${label ? 'right' : 'wrong'} ${said} got ${reward} as ${kind}: ${reason ?? error?.message ?? ''}`,
      ];
    }),
  );
  assert.deepEqual(mistakes, []);
});

/** What nobody but a judge can tell: which of two replies in a chat is better. */
function hasRightAnswer(name: string): boolean {
  return !name.startsWith('hh-rlhf');
}

test('every shape has rows of its own', () => {
  const seen = new Set(fixtures.flatMap(({ row }) => row.shape?.name ?? []));
  assert.deepEqual(
    SHAPES.map(({ name }) => name).filter((name) => !seen.has(name)),
    [],
  );
});

test('a row fits one shape by name, and the first that fits is meant', () => {
  const names = SHAPES.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
});

test('check says of every row what score then does', () => {
  const broken = fixtures.filter(({ check, rewards }) => {
    const lost = rewards.every(
      ({ status, cause, assignment }) =>
        status !== 'scored' && (assignment.tools.length === 0 || cause === 'query'),
    );
    return rewards.length > 0 && (check.unserved !== null) !== lost;
  });
  assert.deepEqual(
    broken.map(
      ({ name, check, rewards }) =>
        `${name}: ${check.unserved ?? 'served'}; ${rewards.map(({ status, cause, reason }) => `${status} ${cause} ${reason}`).join(' | ')}`,
    ),
    [],
  );
});

test('every shape stands in docs/input.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/input.md'), 'utf8');
  assert.deepEqual(
    SHAPES.map(({ name }) => name).filter((name) => !page.includes(`| \`${name}\` |`)),
    [],
  );
});

const harnesses = join(import.meta.dirname, 'intake/trajectories/fixtures');

/** Records of our own making, in the columns of each harness: one that keeps its rules, and others that break one, or only say what they did. */
for (const file of globSync('*.jsonl', { cwd: harnesses }).toSorted())
  test(`trajectories of ${basename(file, '.jsonl')}: the right one is paid, the wrong ones are not`, async () => {
    const lines = readFileSync(join(harnesses, file), 'utf8').trim().split('\n');
    const rows = lines.map((line) => {
      const read = readRow(JSON.parse(line));
      if (!read.ok) assert.fail(read.reason);
      return read.row;
    });
    const rewards = await service.score({ context: {}, groups: rows.map(({ group }) => group) });
    const labels = rows.map((row) => Number(row.labels[0]));
    const found = rewards.map(([only]) => only!);
    assert.deepEqual(
      found.map(({ reward }) => reward),
      labels,
      JSON.stringify(found.map(({ results }) => results)),
    );
    assert.ok(labels.includes(1) && labels.includes(0));
    assert.ok(found.every(({ results }) => results.some(({ tool }) => tool === 'trajectory-rules')));
    assert.equal(
      new Set(rows.map(({ group }) => queryKey(group.query))).size,
      1,
      'all are ways to do one task',
    );
  });

test('every harness of docs/trajectories.md has trajectories', () => {
  const page = readFileSync(join(import.meta.dirname, '../docs/trajectories.md'), 'utf8');
  const table = page.split('| harness | columns |')[1]!.split('\n\n')[0]!;
  const named = table.split('\n').slice(2);
  assert.equal(globSync('*.jsonl', { cwd: harnesses }).length, named.length, named.join('\n'));
});
