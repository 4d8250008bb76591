import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../src/sandbox/program/bubblewrap.ts';
import { attackSandbox } from './sandbox.ts';

const CANDIDATES = 300;

test('no generated candidate is paid, ends the service or spoils a neighbour', {
  skip: bubblewrapProblem() ?? false,
}, async () => {
  const { forged, deaths, honestWrong, deadlines, candidates } = await attackSandbox(CANDIDATES, 20);
  assert.deepEqual(
    { forged, deaths, honestWrong, candidates },
    { forged: [], deaths: 0, honestWrong: 0, candidates: CANDIDATES },
  );
  assert.ok(
    deadlines <= CANDIDATES / 10,
    `${deadlines} ran into a deadline: the generator is to test much in little time`,
  );
});
