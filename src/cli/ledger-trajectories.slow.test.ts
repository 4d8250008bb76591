/** What `rlar ledger` makes of recorded trajectories: one small ledger, every export, and factors by an agent. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { localEndpoint } from '../testing/local-endpoint.ts';
import { rlarProcess } from '../testing/rlar-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-ledger-trajectories-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const rlar = (args: readonly string[], environment: Record<string, string> = {}) =>
  rlarProcess(folder, environment, args);

interface Line {
  readonly messages: { readonly content: string; readonly tool_calls?: { readonly name: string }[] }[];
  readonly [column: string]: unknown;
}
async function rows(...args: string[]): Promise<Line[]> {
  const { code, out, err } = await rlar(['ledger', ...args]);
  assert.equal(code, 0, err);
  const lines = out.split('\n').filter((line) => line !== '');
  assert.match(err, new RegExp(`^${lines.length} rows?$`, 'm'));
  return lines.map((line) => JSON.parse(line) as Line);
}
const toldOf = ({ messages }: Line): string[] =>
  messages.map(({ content, tool_calls: calls }) => calls?.[0]?.name ?? content);

const use = (name: string, args: object): object => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ name, arguments: args }],
});
const got = (content: string): object => ({ role: 'tool', content });
const say = (content: string): object => ({ role: 'assistant', content });

const LOOK = [use('get_order', { id: 2 }), got('open')];
const CANCEL = [use('cancel_order', { id: 2 }), got('cancelled'), say('Order 2 is cancelled.')];
const ENVIRONMENT = {
  sql: "CREATE TABLE orders (id INTEGER, status TEXT); INSERT INTO orders VALUES (2, 'open');",
  functions: [
    'def get_order(world, id):',
    "    return world.db.execute('SELECT status FROM orders WHERE id = ?', (id,)).fetchone()[0]",
    'def confirm(world):',
    "    return 'yes'",
    'def cancel_order(world, id):',
    '    world.db.execute("UPDATE orders SET status = \'cancelled\' WHERE id = ?", (id,))',
    "    return 'cancelled'",
  ].join('\n'),
  solution: [{ name: 'cancel_order', arguments: { id: 2 } }],
};
const ROWS = [
  {
    id: 'cancel',
    prompt: 'Cancel order 2. You have get_order, confirm and cancel_order.',
    constraints: [
      { id: 'trajectory:final_state', kwargs: ENVIRONMENT },
      { id: 'trajectory:before', kwargs: { first: 'confirm', later: 'cancel_order' } },
    ],
    responses: [
      { steps: [...LOOK, use('confirm', {}), got('yes'), ...CANCEL] },
      { steps: [...LOOK, ...CANCEL] },
    ],
  },
  {
    id: 'find',
    prompt: 'Find the lamp.',
    constraints: [{ id: 'trajectory:eventually', kwargs: { event: 'find' } }],
    responses: [
      {
        steps: [
          use('find', { q: 'lmap' }),
          got('Error: not found'),
          use('find', { q: 'lamp' }),
          got('shelf 3'),
        ],
      },
      { steps: [use('find', { q: 'lamp' }), got('shelf 3')] },
    ],
  },
];

before(async () => {
  writeFileSync(join(folder, 'rows.jsonl'), ROWS.map((row) => JSON.stringify(row)).join('\n'));
  const shaping = {
    '*': [{ shape: 'steps', how: 'two-tier', tool: 'trajectory-rules', check: 'final-state' }],
  };
  writeFileSync(join(folder, 'rlar.yaml'), JSON.stringify({ shaping }));
  const { code, out, err } = await rlar(['score', 'rows.jsonl', '--out', '-', '--run', 'shop']);
  assert.equal(code, 0, err);
  const rewards = out.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line).reward]));
  assert.deepEqual(rewards, [1, 0, 1, 1], out);
});

test('guided: the failed attempt as its task again, with what failed and where, without the solution', async () => {
  const [row, ...others] = await rows('guided');
  assert.deepEqual(others, []);
  assert.match(String(row!.guidance), /step 2: trajectory:before: cancel_order before any confirm/);
  assert.doesNotMatch(String(row!.guidance), /status|cancelled/);
  const { guided, attempt_of: of } = row!.extra_info as Record<string, unknown>;
  assert.deepEqual([guided, typeof of, toldOf(row!)], [true, 'string', [ROWS[0]!.prompt]]);
  assert.deepEqual(await rows('guided', '--run', 'nobody'), []);
  writeFileSync(
    join(folder, 'guided.jsonl'),
    JSON.stringify({ ...row, steps: ROWS[0]!.responses[0]!.steps }),
  );
  const again = await rlar(['score', 'guided.jsonl', '--out', '-', '--no-record']);
  assert.equal(JSON.parse(again.out).reward, 1, 'the row is read again, and a better attempt earns all');
});

test('revised: the failed trajectory goes on along its sibling', async () => {
  const [row, ...others] = await rows('revised', '--run', 'shop');
  assert.deepEqual(others, []);
  const told = toldOf(row!);
  assert.deepEqual(told.slice(1, 5), ['get_order', 'open', 'cancel_order', 'cancelled']);
  assert.equal(row!.trained_from, 5);
  assert.match(told[5]!, /That was a mistake/);
  assert.deepEqual(told.slice(6), ['confirm', 'yes', 'cancel_order', 'cancelled', 'Order 2 is cancelled.']);
});

test('purified: the failed call is replaced by its correction, with the span', async () => {
  const [row, ...others] = await rows('purified');
  assert.deepEqual(others, []);
  assert.deepEqual(toldOf(row!), ['Find the lamp.', 'find', 'shelf 3']);
  const [{ from, to, by }] = row!.replaced as [{ from: number; to: number; by: number }];
  assert.deepEqual([from, to, by, row!.reward], [0, 3, 2, 1]);
});

test('disputed: the step of which two tools say something else', async () => {
  const out = join(folder, 'disputed.jsonl');
  const { code, out: nothing } = await rlar(['ledger', 'disputed', '--out', out]);
  assert.deepEqual([code, nothing], [0, '']);
  const lines = readFileSync(out, 'utf8').trim().split('\n');
  const disputed = lines.map((line) => JSON.parse(line) as Line);
  const failed = disputed.find((line) => !toldOf(line).includes('confirm'))!;
  const { 'trajectory-rules': rules, 'final-state': state } = failed.scores as Record<string, number[]>;
  assert.deepEqual([rules![2], state![2]], [0, 1], JSON.stringify(failed.scores));
});

test('factors: what an agent wrote is tried on the recorded trajectories, and printed as a constraint', async (context) => {
  const code = 'function factors(step) { return [(step.tool_calls || []).length, 0]; }';
  const local = await localEndpoint(() => JSON.stringify({ code, names: ['calls', 'never'] }));
  context.after(() => local.close());
  const model = { RLAR_LLM_BASE_URL: local.baseUrl, RLAR_LLM_MODEL: 'tiny' };
  const { code: exit, out, err } = await rlar(['ledger', 'factors'], model);
  assert.equal(exit, 0, err);
  assert.deepEqual(JSON.parse(out), { id: 'trajectory:factors', kwargs: { code } });
  assert.match(err, /factors: calls, never, tried on 4 trajectories; these say nothing about them: never/);
  assert.equal(local.requests.length, 1);
  assert.match(local.requests[0]!.body.messages.at(-1)!.content, /cancel_order/);
  const none = await rlar(['ledger', 'factors', '--run', 'nobody'], model);
  assert.deepEqual([none.code, /RLAR_NOT_FOUND/.test(none.err), local.requests.length], [1, true, 1]);
});
