import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RlarError } from '../../spec/errors.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

const gone = () => Promise.reject(new RlarError('RLAR_SCORER_UNREACHABLE', 'no connection'));
const well = () => Promise.resolve('well');

test('a server that does not answer is left alone, tried once, left alone longer, and used again when it answers', async () => {
  let clock = 0;
  const breaker = new CircuitBreaker('a server', { failures: 3, restMs: 100, now: () => clock });
  for (let round = 0; round < 3; round += 1) await assert.rejects(breaker.through(gone), /no connection/);
  await assert.rejects(breaker.through(well), /left alone for 100 ms/);
  clock = 100;
  const trial = Promise.withResolvers<never>();
  const trying = breaker.through(() => trial.promise);
  await assert.rejects(breaker.through(well), /left alone/, 'one at a time tries it');
  trial.reject(new RlarError('RLAR_SCORER_UNREACHABLE', 'no connection'));
  await assert.rejects(trying, /no connection/);
  clock = 250;
  await assert.rejects(breaker.through(well), /left alone for 50 ms/);
  clock = 300;
  assert.equal(await breaker.through(well), 'well');
  await assert.rejects(breaker.through(gone), /no connection/);
  assert.equal(await breaker.through(well), 'well');
});

test('an answer of another kind is an answer', async () => {
  const breaker = new CircuitBreaker('a server', { failures: 2 });
  const refused = () => Promise.reject(new RlarError('RLAR_SCORER_REFUSED', 'no'));
  for (let round = 0; round < 5; round += 1) await assert.rejects(breaker.through(refused), /no/);
  assert.equal(await breaker.through(well), 'well');
});
