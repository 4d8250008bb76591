import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../src/sandbox/program/bubblewrap.ts';
import { attackSandbox } from './sandbox.ts';

const CANDIDATES = 12;

test('a small sample of hostile candidates: none is paid, none ends the service or spoils a neighbour', {
  skip: bubblewrapProblem() ?? false,
}, async () => {
  const { forged, deaths, honestWrong, candidates } = await attackSandbox(CANDIDATES, 7);
  assert.deepEqual(
    { forged, deaths, honestWrong, candidates },
    { forged: [], deaths: 0, honestWrong: 0, candidates: CANDIDATES },
  );
});
