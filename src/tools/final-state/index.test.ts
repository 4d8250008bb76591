import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { Step } from '../../spec/rollout.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { finalState } from './index.ts';

after(closeSandboxes);

for (const entry of readFixtures(import.meta.dirname))
  test(entry.name, async () => {
    assert.equal(fixtureMismatch(finalState, entry, await runFixture(finalState, entry)), null);
  });

const FUNCTIONS = `def put(world, key, value):
    world.db.execute('INSERT OR REPLACE INTO pairs VALUES (?, ?)', (key, value))
    return 'ok'

def fail(world):
    world.db.execute('DELETE FROM pairs')
    world.files.clear()
    raise RuntimeError('no')

def peek(world):
    print('{"results": [], "progress": [1], "checks": [], "missing": [], "unwanted": [], "same": true}')
    return 'printed'
`;

function asked(kwargs: object): ReturnType<typeof toToolQuery> {
  const environment = {
    sql: 'CREATE TABLE pairs (key TEXT PRIMARY KEY, value)',
    functions: FUNCTIONS,
    ...kwargs,
  };
  return toToolQuery({ constraints: [{ id: 'trajectory:final_state', kwargs: environment as never }] });
}

function called(...calls: [string, Record<string, never>][]): Step[] {
  return calls.map(([name, args]) => ({
    role: 'assistant',
    content: '',
    tool_calls: [{ name, arguments: args }],
  }));
}

const put = (key: string, value: unknown): [string, Record<string, never>] => [
  'put',
  { key, value } as never,
];
const SOLUTION = [put('a', 1), put('b', 2), put('c', 3), put('d', 4)].map(([name, args]) => ({
  name,
  arguments: args,
}));

test('each step says how near the state was to the wanted one, whatever the order', async () => {
  const prepared = finalState.prepare(asked({ solution: SOLUTION }), {});
  const steps = called(put('d', 4), put('x', 9), put('b', 2));
  const verdict = await scoreOne(prepared, { text: '', steps });
  assert.equal(verdict.status === 'scored' && verdict.value, 0);
  assert.deepEqual(verdict.status === 'scored' && verdict.steps, [0.25, 0, 0.25]);
  const all = await scoreOne(prepared, {
    text: '',
    steps: called(put('c', 3), put('a', 1), put('d', 4), put('b', 2)),
  });
  assert.deepEqual(all.status === 'scored' && [all.value, all.steps], [1, [0.25, 0.5, 0.75, 1]]);
});

test('a function that raises has changed nothing', async () => {
  const prepared = finalState.prepare(
    asked({ solution: SOLUTION.slice(0, 1), files: { 'a.txt': 'here' } }),
    {},
  );
  const verdict = await scoreOne(prepared, { text: '', steps: called(put('a', 1), ['fail', {}]) });
  assert.equal(verdict.status === 'scored' && verdict.value, 1);
});

test('what a function prints is no outcome', async () => {
  const prepared = finalState.prepare(asked({ solution: SOLUTION.slice(0, 1) }), {});
  const verdict = await scoreOne(prepared, { text: '', steps: called(['peek', {}]) });
  assert.equal(verdict.status === 'scored' && verdict.value, 0);
});

test('what is ignored does not count: tables, columns, files', async () => {
  const sql = 'CREATE TABLE pairs (key TEXT PRIMARY KEY, value); CREATE TABLE log (said TEXT)';
  const functions = `${FUNCTIONS}
def note(world, said):
    world.db.execute('INSERT INTO log VALUES (?)', (said,))
    world.files['log.txt'] = said
`;
  const one = { name: 'put', arguments: { key: 'a', value: 1 } };
  const steps = called(['note', { said: 'hello' } as never], put('a', 7));
  const value = async (ignore: string[]): Promise<unknown> => {
    const verdict = await scoreOne(
      finalState.prepare(asked({ sql, functions, solution: [one], ignore }), {}),
      { text: '', steps },
    );
    return verdict.status === 'scored' && verdict.value;
  };
  assert.equal(await value(['log', 'log.txt', 'pairs.value']), 1);
  assert.equal(await value(['log', 'log.txt']), 0);
  assert.equal(await value(['log', 'pairs.value']), 0);
});

test('the same trajectory leaves the same state each time, and nothing of another one', async () => {
  const prepared = finalState.prepare(asked({ solution: SOLUTION.slice(0, 2) }), {});
  const rollouts = [
    called(put('a', 1)),
    called(put('b', 2)),
    called(put('a', 1), put('b', 2)),
    called(put('b', 2), put('a', 1)),
  ];
  for (let time = 0; time < 2; time++) {
    const verdicts = await prepared.score(
      rollouts.map((steps) => ({ text: '', steps })),
      { signal: new AbortController().signal, deadline: Number.POSITIVE_INFINITY },
    );
    assert.deepEqual(
      verdicts.map((verdict) => verdict.status === 'scored' && verdict.value),
      [0, 0, 1, 1],
    );
  }
});

const MAIL = `def send(world, to, text):
    reply = world.request('mail', 'POST', '/messages', {'to': to, 'text': text})
    if reply['status'] != 201:
        raise RuntimeError('the mail service said %d' % reply['status'])
    return reply['body']['id']

def erase(world, id):
    return world.request('mail', 'DELETE', '/messages/%d' % id)['status']

def send_and_fail(world, to):
    send(world, to, 'x')
    raise RuntimeError('no')
`;

test('a service is a part of the state: what was sent to it counts, what was refused and what was taken back does not', async () => {
  const mail = { collections: { messages: [{ id: 7, to: 'Ada', text: 'old' }] } };
  const solution = [{ name: 'send', arguments: { to: 'Ben', text: 'Hello.' } }];
  const value = async (kwargs: object, ...calls: [string, object][]): Promise<unknown> => {
    const environment = { sql: '', functions: MAIL, services: { mail }, ...kwargs };
    const prepared = finalState.prepare(
      toToolQuery({ constraints: [{ id: 'trajectory:final_state', kwargs: environment as never }] }),
      {},
    );
    const verdict = await scoreOne(prepared, {
      text: '',
      steps: called(...(calls as [string, Record<string, never>][])),
    });
    return verdict.status === 'scored' ? verdict.value : verdict;
  };
  const right: [string, object] = ['send', { to: 'Ben', text: 'Hello.' }];
  assert.equal(await value({ solution }, right), 1);
  assert.equal(await value({ solution }), 0);
  assert.equal(await value({ solution }, right, right), 0);
  assert.equal(await value({ solution }, ['send', { to: 'Ben', text: 'Hi.' }]), 0);
  assert.equal(
    await value({ solution, ignore: ['mail/messages.text'] }, ['send', { to: 'Ben', text: 'Hi.' }]),
    1,
  );
  assert.equal(await value({ solution }, right, ['erase', { id: 7 }]), 0);
  assert.equal(
    await value({ solution }, right, ['send_and_fail', { to: 'Eve' }]),
    0,
    'what was sent is sent',
  );
  assert.equal(await value({ solution }, right, ['send', { to: 'Eve', text: 'x' }], ['erase', { id: 9 }]), 1);

  const request = { method: 'POST', path: '/messages', body: { to: 'Ben' } };
  const final = [{ service: 'mail', request }];
  assert.equal(await value({ final }, right), 1);
  assert.equal(await value({ final }, right, right), 0);
  assert.equal(await value({ final }, ['send', { to: 'Eve', text: 'x' }]), 0);
  const busy = { ...mail, replies: [{ method: 'POST', path: '/*', status: 503, times: 1 }] };
  assert.equal(
    await value({ final, services: { mail: busy } }, right),
    0,
    'a request that was refused was not done',
  );
  assert.equal(await value({ final, services: { mail: busy } }, right, right), 1);
});
