import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toToolQuery } from '../fixtures.ts';
import { finalState } from './index.ts';

after(closeSandboxes);

const FUNCTIONS = `
def loop(world):
    while True: pass

def grow(world):
    held = ['x']
    while True: held.append(held[-1] * 2)

def flood(world):
    for _ in range(5000): world.request('mail', 'GET', '/messages')

def leave(world):
    open('/tmp/left.txt', 'w').write('here')
    world.files['left'] = 'x'
    world.db.execute('CREATE TABLE left_over (a)')

def look(world):
    import os
    return [os.path.exists('/tmp/left.txt'), 'left' in world.files]
`;
const prepared = finalState.prepare(
  toToolQuery({
    constraints: [
      {
        id: 'trajectory:final_state',
        kwargs: {
          functions: FUNCTIONS,
          services: { mail: { collections: { messages: [] } } },
          solution: [{ name: 'leave', arguments: {} }],
          results: 'same',
        },
      },
    ],
  }),
  {},
);
const score = (name: string, content?: string) =>
  scoreOne(prepared, {
    text: '',
    steps: [
      { role: 'assistant', content: '', tool_calls: [{ name, arguments: {} }] },
      ...(content === undefined ? [] : [{ role: 'tool', content }]),
    ],
  });

for (const name of ['loop', 'grow', 'flood'])
  test(`a session that is ended earns nothing, and the next one is well: ${name}`, async () => {
    const verdict = await score(name);
    assert.equal(verdict.status === 'scored' && verdict.value, 0, JSON.stringify(verdict));
    const next = await score('leave');
    assert.equal(next.status === 'scored' && next.value, 1);
  });

test('a session sees nothing of another one: no table, no file of the world, no file of the machine', async () => {
  await score('leave');
  const verdict = await score('look', '[false, false]');
  assert.ok(
    verdict.status === 'scored' && !verdict.flags?.includes('result-differs'),
    JSON.stringify(verdict),
  );
});
