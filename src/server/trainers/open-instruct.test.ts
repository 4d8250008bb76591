import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { send, withTrainers } from '../../testing/trainer-requests.ts';

const skip = bubblewrapProblem() ?? false;
const ADD = 'def add(a, b):\n    return a + b';

interface Answer {
  readonly results: number[];
  readonly runtimes: number[];
}

test('asserts, answered one by one', { skip }, async () => {
  await withTrainers(async (app) => {
    const ask = async (program: string, tests: unknown) =>
      (await send(app, '/test_program', { program, tests, max_execution_time: 1.0 })).body as Answer;
    const right = await ask(ADD, ['assert add(1, 2) == 3', 'assert add(-1, 1) == 0']);
    assert.deepEqual(right.results, [1, 1]);
    assert.ok(right.runtimes.every((seconds) => seconds >= 0));
    const part = await ask(ADD, JSON.stringify(['assert add(1, 2) == 3', 'assert add(0, 0) == 1']));
    assert.deepEqual([part.results, part.runtimes[1]], [[1, 0], -1]);
    assert.deepEqual((await ask('import sys; sys.exit(0)', ['assert add(1, 2) == 3'])).results, [0]);
    assert.deepEqual(await ask(ADD, []), { results: [], runtimes: [] });
  });
});

test('stdin and stdout', { skip }, async () => {
  await withTrainers(async (app) => {
    const program = 'import sys\nfor line in sys.stdin.read().splitlines():\n    print(int(line) + 1)';
    const tests = [
      { input: '1\n', output: '2\n' },
      { input: '100\n', output: '7\n' },
    ];
    const { body } = await send(app, '/test_program_stdio', { program, tests, max_execution_time: 2 });
    assert.deepEqual((body as Answer).results, [1, 0]);
  });
});

test('an encoded pickle is refused, and bad bodies are 4xx', async () => {
  await withTrainers(async (app) => {
    const pickle = await send(app, '/test_program', { program: ADD, tests: 'eJxrYEouLS4pzQAADs4DXA==' });
    assert.equal(pickle.status, 400);
    assert.match(pickle.text, /pickle/);
    assert.equal((await send(app, '/test_program', { tests: [] })).status, 400);
    assert.equal((await send(app, '/test_program_stdio', { program: ADD, tests: ['x'] })).status, 400);
    assert.equal((await app.inject({ url: '/health' })).json().status, 'healthy');
  });
});
