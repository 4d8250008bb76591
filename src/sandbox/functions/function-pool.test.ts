import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { bubblewrapProblem } from '../program/bubblewrap.ts';
import { FunctionPool, loadProblem } from './function-pool.ts';
import type { FunctionCall, FunctionOutcome } from './function-spec.ts';
import { inspectPython } from './inspect-python.ts';

const skip = bubblewrapProblem() ?? false;
const pools: FunctionPool[] = [];
after(() => pools.forEach((pool) => pool.close()));

const CALL: FunctionCall = {
  prompt: 'What is 2 + 3?',
  messages: [],
  response: 'It is 5',
  steps: [],
  reference: '5',
  source: 'sums',
  extra: { level: 2 },
};

async function poolOf(source: string, callMs = 10_000): Promise<FunctionPool> {
  const found = await inspectPython(source);
  const memoryBytes = 256 * 1024 * 1024;
  const pool = new FunctionPool(
    { source, found, trust: 'sandbox', grants: [], environment: null, callMs, memoryBytes },
    1,
  );
  pools.push(pool);
  return pool;
}

async function ask(source: string, changes: Partial<FunctionCall> = {}): Promise<FunctionOutcome> {
  return (await poolOf(source)).call({ ...CALL, ...changes });
}

const rewardIn = (outcome: FunctionOutcome): unknown =>
  outcome.kind === 'value' ? outcome.value : `${outcome.kind} ${JSON.stringify(outcome)}`;

function example(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../examples/reward-functions', name), 'utf8');
}

const EXAMPLES = [
  ['verl_number.py', 'verl', 'compute_score', 'It is 5', 'It is 6'],
  ['trl_number.py', 'trl', 'number_reward', 'It is 5', 'It is 6'],
  ['openrlhf_number.py', 'openrlhf', 'reward_func', 'It is 5', 'It is 6'],
  ['swift_format.py', 'swift', 'ThinksFirst', '<think>2 + 3</think> 5', '5'],
  ['plain_words.py', 'plain', 'score', 'It is 5', 'It is 6'],
] as const;

for (const [file, shape, name, right, wrong] of EXAMPLES)
  test(`${file}: its shape is found, and it scores`, { skip }, async () => {
    const found = await inspectPython(example(file));
    assert.deepEqual([found.shape, found.name], [shape, name]);
    const pool = await poolOf(example(file));
    assert.equal(rewardIn(await pool.call({ ...CALL, response: right })), 1);
    assert.equal(rewardIn(await pool.call({ ...CALL, response: wrong })), 0);
  });

const plain = (body: string): string => `def score(prompt, response, reference):\n    ${body}\n`;

test('what functions return is read as their trainers read it', { skip }, async () => {
  const rows: readonly (readonly [string, unknown])[] = [
    [plain('return True'), 1],
    [plain('return [0.5]'), 0.5],
    ['async def score(prompt, response):\n    return 0.25\n', 0.25],
    [
      'def compute_score(data_source, solution_str, ground_truth, extra_info):\n    return extra_info["level"] if data_source == "sums" else 0\n',
      2,
    ],
    [
      'def compute_score(data_sources, solution_strs, ground_truths, extra_infos):\n    return [0.75 for _ in solution_strs]\n',
      0.75,
    ],
    ['def one(completions, level, **kw):\n    return [l / 4 for l in level]\n', 0.5],
    [
      'def one(completions, **kwargs):\n    return [float(c == "It is " + a) for c, a in zip(completions, kwargs["solution"])]\n',
      1,
    ],
    [
      'def _help(completions):\n    pass\n\ndef one(prompts, completions):\n    return [len(p[0]["content"]) for p in prompts]\n',
      14,
    ],
    ['from fractions import Fraction\ndef score(prompt, response):\n    return Fraction(1, 4)\n', 0.25],
  ];
  for (const [source, wanted] of rows) assert.equal(rewardIn(await ask(source)), wanted, source);
});

test('in a group each rollout keeps what its own row held, and a column that one of them lacks is None', {
  skip,
}, async () => {
  const source = `
def one(completions, extra_info, **kwargs):
    return [float(k == e["k"]) / (1 if w is None else w) for k, e, w in zip(completions, extra_info, kwargs["w"])]
`;
  const group = [
    { response: 'a', steps: [], extra: { k: 'a' } },
    { response: 'b', steps: [], extra: { k: 'b' }, columns: { w: 2 } },
    { response: 'a', steps: [], extra: { k: 'b' }, columns: { w: 4 } },
  ];
  const { extra: _, ...call } = CALL;
  const outcomes = await (await poolOf(source)).callGroup({ ...call, group });
  assert.deepEqual(outcomes.map(rewardIn), [1, 0.5, 0]);
});

test('functions that take lists see the whole group in one call', { skip }, async () => {
  const group = ['It is 5', 'no', 'It is 6'].map((response) => ({ response, steps: [] }));
  const asked = async (source: string): Promise<unknown[]> =>
    (await (await poolOf(source)).callGroup({ ...CALL, group })).map(rewardIn);
  const rows: readonly (readonly [string, readonly unknown[]])[] = [
    [
      'def longest(completions, solution, level):\n    most = max(map(len, completions))\n    assert len(solution) == len(level) == len(completions)\n    return [float(len(c) == most) for c in completions]\n',
      [1, 0, 1],
    ],
    [
      'def compute_score(data_sources, solution_strs, ground_truths, extra_infos):\n    return [{"score": i / 2, "place": i} for i, s in enumerate(solution_strs)]\n',
      [0, 0.5, 1],
    ],
    [
      'import torch\ndef reward_func(queries, prompts, labels):\n    return {"rewards": torch.tensor([float(q.endswith(l)) for q, l in zip(queries, labels)]), "extra_logs": {}}\n',
      [1, 0, 0],
    ],
    [
      'class Rank:\n    def __call__(self, completions, **kwargs):\n        return [sorted(completions).index(c) for c in completions]\n',
      [0, 2, 1],
    ],
  ];
  for (const [source, wanted] of rows) assert.deepEqual(await asked(source), wanted, source);
  const bad: readonly (readonly [string, string])[] = [
    ['def one(completions):\n    return [1]\n', 'invalid'],
    ['def one(completions):\n    return 1\n', 'invalid'],
    ['def one(completions):\n    raise ValueError(1)\n', 'exception'],
    ['def one(completions):\n    return [1, None, "x"]\n', '1 unscored invalid'],
  ];
  for (const [source, wanted] of bad) {
    const outcomes = await (await poolOf(source)).callGroup({ ...CALL, group });
    const kinds = outcomes.map((outcome) =>
      outcome.kind === 'value' ? String(outcome.value) : outcome.kind,
    );
    assert.equal([...new Set(kinds)].join(' '), wanted, JSON.stringify(outcomes));
  }
});

test('None is unscored; what is no reward and what is raised is never a number', { skip }, async () => {
  const rows: readonly (readonly [string, string, RegExp])[] = [
    [plain('return None'), 'unscored', /./],
    ['def one(completions):\n    return [None]\n', 'unscored', /./],
    ['def one(completions, colour):\n    return [1]\n', 'missing', /colour/],
    [plain('return float("nan")'), 'invalid', /nan/],
    [plain('return "1"'), 'invalid', /str/],
    [plain('return [1, 1]'), 'invalid', /2 values/],
    [plain('return {"acc": 1}'), 'invalid', /without score/],
    [plain('return 10 ** 400'), 'invalid', /no number/],
    [plain('raise ValueError("no\\ud800 luck")'), 'exception', /ValueError.*line 2/],
    [plain('import sys; sys.exit(0)'), 'exception', /SystemExit/],
    [plain('import os; os._exit(0)'), 'died', /./],
    [plain('x = []\n    while True: x.append(bytearray(10_000_000))'), 'died|exception', /memory|Memory/],
    [`import no_such_package\n${plain('return 1')}`, 'unloaded', /no_such_package/],
  ];
  for (const [source, kind, message] of rows) {
    const outcome = await ask(source);
    assert.match(outcome.kind, new RegExp(`^(${kind})$`), source + JSON.stringify(outcome));
    assert.match(JSON.stringify(outcome), message);
  }
});

test('an endless loop is ended at its deadline, and the next call is answered', { skip }, async () => {
  const source = plain(
    'print("x" * 100_000)\n    while response == "loop":\n        try:\n            while True: pass\n        except BaseException: pass\n    return 1',
  );
  const pool = await poolOf(source, 2_000);
  assert.equal((await pool.call({ ...CALL, response: 'loop' })).kind, 'deadline');
  assert.equal(rewardIn(await pool.call(CALL)), 1);
  assert.equal(rewardIn(await pool.call({ ...CALL, response: 'x'.repeat(2_000_000) })), 1);
  assert.equal(rewardIn(await pool.call({ ...CALL, response: '\ud800\u0000' })), 1);
});

test('neither the network nor files nor the environment can be reached', { skip }, async () => {
  process.env.RLAR_FUNCTION_PROBE = 'secret';
  const server = createServer((socket) => socket.end('reached'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const attempts = [
    `__import__("socket").create_connection(("127.0.0.1", ${port}), 1)`,
    '__import__("socket").create_connection(("1.1.1.1", 80), 1)',
    `open(${JSON.stringify(import.meta.filename)}).read(1)`,
    'open("/etc/passwd").read(1)',
    '__import__("os").listdir("/root")',
    'open("/usr/written", "w")',
    'open("/opt/written", "w")',
    '__import__("os").environ["RLAR_FUNCTION_PROBE"]',
    `__import__("os").kill(${process.pid}, 0)`,
  ];
  const lines = attempts.map(
    (text) => `    try:\n        ${text}\n        worked += 1\n    except Exception: pass`,
  );
  const source = `def score(prompt, response):\n    worked = 0\n${lines.join('\n')}\n    return worked\n`;
  assert.equal(rewardIn(await ask(source)), 0);
  server.close();
});

test('a file is read, never run, to find what is in it', { skip }, async () => {
  const found = await inspectPython('import os\nos._exit(3)\ndef score(prompt, response): return 1\n');
  assert.equal(found.name, 'score');
  const refused: readonly (readonly [string, RegExp])[] = [
    ['def score(:', /line 1/],
    ['x = 1', /no reward function/],
    ['def a(completions): pass\ndef b(completions): pass', /several.*a, b/],
    [`${'('.repeat(100_000)}`, /./],
    ['\u0000', /./],
  ];
  for (const [source, reason] of refused)
    await assert.rejects(inspectPython(source), { code: 'RLAR_INVALID_TOOL', message: reason });
  assert.equal((await inspectPython('def a(completions): pass\ndef b(completions): pass', 'b')).name, 'b');
});

test('a process that the machine had no processor for says nothing of its function; one that loads for too long does', () => {
  const starved = loadProblem({ state: 'deadline', why: 'starved' });
  assert.deepEqual(starved, { kind: 'deadline', why: 'starved' });
  assert.equal(loadProblem({ state: 'deadline', why: 'time' })?.kind, 'unloaded');
  assert.equal(loadProblem({ state: 'died', message: '' })?.kind, 'unloaded');
  assert.equal(loadProblem({ state: 'frame', value: { kind: 'ready?' } })?.kind, 'unloaded');
  const told = { kind: 'unloaded', message: 'no module named x' };
  assert.deepEqual(loadProblem({ state: 'frame', value: told }), told);
  assert.equal(loadProblem({ state: 'frame', value: { kind: 'ready' } }), null);
});
