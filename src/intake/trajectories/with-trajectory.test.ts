/** Trajectories as agents' harnesses record them: what was called, what came back and what was said is read without loss, right and wrong. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { queryKey } from '../../spec/query-key.ts';
import type { Rollout, Step } from '../../spec/rollout.ts';
import { readRow } from '../read-row.ts';

const nested = (name: string, args: object, id: string): object => ({
  id,
  type: 'function',
  function: { name, arguments: JSON.stringify(args) },
});

const TAU = {
  task_id: 3,
  trial: 0,
  reward: 1,
  traj: [
    { role: 'system', content: 'You run a library.' },
    { role: 'user', content: 'Please renew my book.' },
    { role: 'assistant', content: 'Which one?' },
    { role: 'user', content: 'Number 12.' },
    { role: 'assistant', content: null, tool_calls: [nested('renew', { book: 12 }, 'c1')] },
    { role: 'tool', tool_call_id: 'c1', name: 'renew', content: '{"due": "Friday"}' },
    { role: 'assistant', content: 'It is due on Friday.' },
  ],
};
const VERIFIERS = {
  prompt: [{ role: 'user', content: 'Please renew book 12.' }],
  completion: [
    { role: 'assistant', content: '', tool_calls: [nested('renew', { book: 12 }, 'c1')] },
    { role: 'tool', tool_call_id: 'c1', content: '{"due": "Friday"}' },
    { role: 'assistant', content: 'It is due on Friday.' },
  ],
  answer: '',
  info: {},
  reward: 1,
};
const NEMO_GYM = {
  responses_create_params: {
    input: [
      { role: 'developer', content: 'You run a library.' },
      { role: 'user', content: 'Please renew book 12.' },
    ],
  },
  response: {
    output: [
      { type: 'reasoning', summary: [] },
      { type: 'function_call', call_id: 'c1', name: 'renew', arguments: '{"book": 12}' },
      { type: 'function_call_output', call_id: 'c1', output: '{"due": "Friday"}' },
      {
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'It is due on Friday.' }],
      },
    ],
  },
};
const BFCL = {
  id: 'multi_turn_base_3',
  question: [
    [{ role: 'user', content: 'Please renew book 12.' }],
    [{ role: 'user', content: 'And book 13.' }],
  ],
  result: [[['renew(book=12)']], [['renew(book=13)'], 'Both are due on Friday.']],
};
const SWE = {
  prompt: 'Fix the failing test.',
  trajectory: [
    {
      thought: 'I look first.',
      action: 'cat a.py',
      observation: 'x = 2',
      response: 'I look first.\n```\ncat a.py\n```',
      state: '{}',
    },
    { thought: 'Now I am done.', action: 'submit', observation: '', response: '' },
  ],
  info: { exit_status: 'submitted' },
};
const ANTHROPIC = {
  messages: [
    { role: 'user', content: 'Please renew book 12.' },
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'I renew it.' },
        { type: 'tool_use', id: 't1', name: 'renew', input: { book: 12 } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text: '{"due": "Friday"}' }] },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'It is due on Friday.' }] },
  ],
};
const SHAREGPT = {
  conversations: [
    { from: 'human', value: 'Please renew book 12.' },
    { from: 'gpt', value: '<tool_call>\n{"name": "renew", "arguments": {"book": 12}}\n</tool_call>' },
    { from: 'observation', value: '{"due": "Friday"}' },
    { from: 'gpt', value: 'It is due on Friday.' },
  ],
};

const constraints = [{ id: 'trajectory:eventually', kwargs: { event: 'renew' } }];

function read(row: object): {
  readonly prompt: string[];
  readonly rollout: Rollout;
  readonly references: number;
  readonly unread: string[];
} {
  const result = readRow({ constraints, ...row });
  assert.ok(result.ok, JSON.stringify(result));
  const { group, columns, renamed } = result.row;
  return {
    prompt: group.query.messages.map(({ role, content }) => `${role}: ${content}`),
    rollout: group.rollouts[0]!,
    references: group.query.references.length,
    unread: columns.filter((name) => !renamed.includes(name)),
  };
}

const told = (steps: readonly Step[] = []): string[] =>
  steps.map(({ role, content, tool_calls: calls = [], observation }) =>
    [
      role,
      content,
      ...calls.map(({ name, arguments: args }) => `${name}${JSON.stringify(args)}`),
      observation ?? '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  );

const CALLED = ['assistant renew{"book":12}', 'tool {"due": "Friday"}', 'assistant It is due on Friday.'];

for (const [name, row, prompt, steps] of [
  [
    'τ-bench: the query is the conversation up to the policy’s first turn',
    TAU,
    ['system: You run a library.', 'user: Please renew my book.'],
    ['assistant Which one?', 'user Number 12.', ...CALLED],
  ],
  ['verifiers', VERIFIERS, ['user: Please renew book 12.'], CALLED],
  ['NeMo Gym', NEMO_GYM, ['system: You run a library.', 'user: Please renew book 12.'], CALLED],
  [
    'BFCL of several turns',
    BFCL,
    ['user: Please renew book 12.'],
    [
      'assistant renew{"book":12}',
      'user And book 13.',
      'assistant renew{"book":13}',
      'assistant Both are due on Friday.',
    ],
  ],
  [
    'SWE-agent',
    SWE,
    ['user: Fix the failing test.'],
    ['assistant I look first.\n```\ncat a.py\n``` x = 2', 'assistant Now I am done.\n\nsubmit'],
  ],
  [
    'Anthropic’s blocks',
    ANTHROPIC,
    ['user: Please renew book 12.'],
    ['assistant I renew it. renew{"book":12}', ...CALLED.slice(1)],
  ],
] as const)
  test(`read without loss: ${name}`, () => {
    const found = read(row);
    assert.deepEqual(found.prompt, prompt);
    assert.deepEqual(told(found.rollout.steps), steps);
    assert.equal(found.references, 0);
    for (const column of ['traj', 'trajectory', 'result', 'responses_create_params', 'response'])
      assert.ok(!found.unread.includes(column) || column === 'response', column);
  });

test('ids of calls and results, names, turns and tokens are kept where a harness gives them', () => {
  const ids = (row: object): unknown[] =>
    read(row).rollout.steps!.flatMap(({ tool_calls: calls = [], tool_call_id: of }) => [
      ...calls.flatMap(({ id }) => id ?? []),
      ...(of ? [of] : []),
    ]);
  for (const row of [TAU, VERIFIERS, NEMO_GYM]) assert.deepEqual(ids(row), ['c1', 'c1']);
  assert.deepEqual(ids(ANTHROPIC), ['t1', 't1']);
  assert.deepEqual(ids(BFCL), []);
  assert.equal(read(TAU).rollout.steps?.[3]?.name, 'renew');
  const counted = [{ role: 'assistant', content: 'Hello.', name: 'critic', turn: 2, tokens: [3, 9] }];
  assert.deepEqual(read({ prompt: 'p', steps: counted }).rollout.steps, counted);
  const wrong = [{ role: 'assistant', content: 'Hello.', name: 3, turn: -1, tokens: 'many' }];
  assert.deepEqual(read({ prompt: 'p', steps: wrong }).rollout.steps, [
    { role: 'assistant', content: 'Hello.' },
  ]);
});

test('the query of several turns is the conversation up to the policy’s first turn: what comes later, and ids, change no key', () => {
  const keyOf = (row: object): string => {
    const result = readRow({ constraints, ...row });
    assert.ok(result.ok);
    return queryKey(result.row.group.query);
  };
  const other = {
    ...TAU,
    traj: [...TAU.traj.slice(0, 2), { role: 'assistant', content: 'No.' }, { role: 'user', content: 'Why?' }],
  };
  assert.equal(keyOf(other), keyOf(TAU));
  const [system, ...rest] = TAU.traj;
  assert.notEqual(keyOf({ ...TAU, traj: [{ ...system, content: 'You run a shop.' }, ...rest] }), keyOf(TAU));
  const called = (id: string): object => ({
    messages: [
      { role: 'user', content: 'x' },
      { role: 'assistant', content: '', tool_calls: [nested('look', {}, id)] },
      { role: 'tool', tool_call_id: id, content: 'seen' },
      { role: 'user', content: 'y' },
    ],
    response: 'z',
  });
  assert.equal(keyOf(called('one')), keyOf(called('two')));
});

test('ShareGPT: observations are results', () => {
  const { rollout } = read(SHAREGPT);
  assert.equal(rollout.steps?.at(-1)?.content, 'It is due on Friday.');
  assert.equal(rollout.steps?.[1]?.content, '{"due": "Friday"}');
});

test('rules see what was done before the user spoke again, and one message that is all; a chat without rules, and a prompt, stay as they are', () => {
  const turns = [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: '', tool_calls: [nested('renew', { book: 12 }, 'c1')] },
    { role: 'tool', tool_call_id: 'c1', content: 'done' },
    { role: 'user', content: 'y' },
    { role: 'assistant', content: 'z' },
  ];
  const judged = read({ messages: turns });
  assert.deepEqual(
    [judged.prompt, told(judged.rollout.steps)],
    [['user: x'], ['assistant renew{"book":12}', 'tool done', 'user y', 'assistant z']],
  );
  const chat = read({ messages: turns, constraints: [] });
  assert.deepEqual([chat.prompt.length, chat.rollout.text, chat.rollout.steps], [4, 'z', undefined]);
  const asked = readRow({ constraints, messages: turns.slice(0, 4) }, { needsResponse: false });
  assert.ok(asked.ok);
  const { query, rollouts } = asked.row.group;
  assert.deepEqual([query.messages.length, rollouts], [4, []]);
  const completion = [{ role: 'assistant', content: 'z' }];
  assert.equal(read({ prompt: 'x', completion }).rollout.steps?.length, 1);
  assert.equal(read({ prompt: 'x', completions: [completion, completion] }).rollout.steps?.length, 1);
  assert.equal(read({ prompt: 'x', completion, constraints: [] }).rollout.steps, undefined);
});

test('what is no trajectory stays as it is: a text, an empty list, a list of numbers, a column beside steps', () => {
  for (const traj of ['a text', [], [1, 2], [{ role: 'user', content: 'x' }], { role: 'user' }]) {
    const result = readRow({ prompt: 'p', response: 'r', constraints, traj });
    assert.ok(result.ok && result.row.group.rollouts[0]?.steps === undefined, JSON.stringify(traj));
  }
  const both = read({ prompt: 'p', steps: [{ role: 'assistant', content: 'own' }], traj: TAU.traj });
  assert.deepEqual(told(both.rollout.steps), ['assistant own']);
  const asked = read({ prompt: 'p', traj: TAU.traj });
  assert.deepEqual([asked.prompt, asked.rollout.steps?.length], [['user: p'], 5]);
});

test('hostile blocks and items are read, or refused by name, never thrown', () => {
  const rows = [
    {
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: [{ type: 'tool_use', name: 3, input: 'x' }] },
      ],
    },
    {
      messages: [
        { role: 'user', content: [{ type: 'tool_result', content: { a: 1 } }] },
        { role: 'assistant', content: 'y' },
      ],
    },
    { responses_create_params: { input: 'x' }, response: { output: [{ type: 'function_call' }, {}] } },
    { question: [[{ role: 'user', content: 'x' }]], result: [[['not a call', 3], 4, null]] },
    { prompt: 'x', trajectory: [{ action: 'a', observation: { deep: [1] } }] },
  ];
  for (const row of rows) {
    const result = readRow({ constraints, ...row });
    assert.ok(result.ok || !result.defect, JSON.stringify(result));
  }
});
