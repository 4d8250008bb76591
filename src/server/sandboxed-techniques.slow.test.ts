/** Techniques that run programs, over HTTP: guided retries end to end, partial credit for milestones, tiers of speed. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../sandbox/program/bubblewrap.ts';
import { closeSandboxes } from '../sandbox/program/close-sandboxes.ts';
import { createRewardService } from '../service.ts';
import type { Reward } from '../spec/reward.ts';
import { buildApp } from './app.ts';

const skip = bubblewrapProblem() ?? false;
const home = mkdtempSync(join(tmpdir(), 'rlar-guided-'));
writeFileSync(join(home, 'rlar.yaml'), `home: ${home}\n`);
after(() => {
  rmSync(home, { recursive: true, force: true });
  return closeSandboxes();
});

const TASK = {
  prompt: 'Write a Python function add(a, b) that returns the sum of two numbers.',
  test_list: ['assert add(2, 3) == 5', 'assert add(-1, 1) == 0'],
};
const WRONG = '```python\ndef add(a, b):\n    return a - b\n```';
const RIGHT = '```python\ndef add(a, b):\n    return a + b\n```';

test('an attempt, its guidance, a second attempt, and the rows for a trainer', { skip }, async () => {
  const service = await createRewardService({ home, threads: 1 });
  const app = await buildApp(service);
  const score = async (responses: object[], shaping?: object): Promise<Reward[]> => {
    const payload = {
      run: shaping ? 'apart' : 'plain',
      ...(shaping && { shaping }),
      groups: [{ ...TASK, responses }],
    };
    const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload });
    assert.equal(reply.statusCode, 200, reply.body);
    return (reply.json() as { items: Reward[] }).items;
  };
  const [failed] = await score([{ text: WRONG }]);
  assert.equal(failed!.reward, 0);
  const reply = await app.inject({ method: 'GET', url: `/v1/guidance/${failed!.record}` });
  const { guidance } = reply.json() as { guidance: string };
  assert.match(guidance, /a test failed: .*add\(2, 3\)/);
  assert.doesNotMatch(guidance, /\b5\b/);
  assert.equal((await app.inject({ method: 'GET', url: '/v1/guidance/nobody' })).statusCode, 404);

  const group = [
    { text: WRONG, extra_info: { guided: false } },
    { text: RIGHT, extra_info: { guided: true } },
    { text: WRONG, extra_info: { guided: true } },
  ];
  const together = await score(group);
  const apart = await score(group, { '*': [{ shape: 'apart', by: 'guided' }] });
  assert.deepEqual(
    together.map(({ reward }) => reward),
    [0, 1, 0],
  );
  assert.deepEqual(
    apart.map(({ reward }) => reward),
    [0, 0.5, -0.5],
    'an unguided attempt is not pushed down by guided ones',
  );
  await app.close();
  await service.close();

  const main = join(import.meta.dirname, '../cli/main.ts');
  const made = spawnSync(
    process.execPath,
    [main, 'ledger', 'guided', '--run', 'plain', '--config', join(home, 'rlar.yaml')],
    { encoding: 'utf8' },
  );
  assert.equal(made.status, 0, made.stderr);
  const rows = made.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(rows.length, 3);
  assert.equal(rows[0].extra_info.guided, true);
  assert.match(rows[0].guidance, /a test failed/);
  assert.ok(rows[0].tests && rows[0].messages, 'the row can be scored as it is, beside a response');
});

const code = (source: string): string => `\`\`\`python\n${source}\n\`\`\``;
const MILESTONES = {
  id: 'program:milestones',
  kwargs: { milestones: [{ name: 'model', assign: 'model' }], done: [{ prints: 'fitted' }] },
};
const SPEED = {
  id: 'program:speed',
  kwargs: {
    entry: 'f',
    baseline:
      'def f(n):\n    total = 0\n    for a in range(n):\n        for b in range(a):\n            total += b\n    return total',
    inputs: 'def make(random):\n    return [random.randrange(400, 900)]',
    tiers: [{ at: 3, value: 1 }],
  },
};

for (const [name, constraint, responses, wanted] of [
  [
    'milestones',
    MILESTONES,
    [
      code('model = 1\nprint("fitted")'),
      code('model = 1\nraise ValueError()'),
      code('print("model reached")'),
    ],
    [1, 0.5, 0],
  ],
  [
    'speed',
    SPEED,
    [
      code('def f(n):\n    return n * (n - 1) * (n - 2) // 6'),
      code(SPEED.kwargs.baseline),
      code('def f(n):\n    return 4'),
    ],
    [1, 0, 0],
  ],
] as const)
  test(`${name}, switched on over HTTP`, { skip }, async () => {
    const service = await createRewardService({ home: null, record: false, threads: 1 });
    const app = await buildApp(service);
    const groups = [{ prompt: 'Write a Python program.', constraints: [constraint], responses }];
    const reply = await app.inject({ method: 'POST', url: '/v1/rewards', payload: { groups } });
    const { items } = reply.json() as { items: Reward[] };
    assert.deepEqual(
      items.map(({ reward }) => reward),
      wanted,
      JSON.stringify(items.map(({ results }) => results)),
    );
    await app.close();
    await service.close();
  });
