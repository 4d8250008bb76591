/** The proof of a cluster in its short form; `npm run cluster` has the long ones. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../src/sandbox/program/bubblewrap.ts';
import { noPostgres } from '../src/testing/private-postgres.ts';
import { noBalancer } from './cluster/balancer.ts';
import { killsProof } from './cluster/kills-proof.ts';

const skip = noPostgres() ?? noBalancer() ?? bubblewrapProblem() ?? false;

test('replicas and a database that die lose, double and invent nothing, and every trainer ends its step', {
  skip,
}, async (context) => {
  const { verdict, clean } = await killsProof({
    shape: { replicas: 2, sandboxes: 1, agents: 0 },
    kills: 3,
    everyMs: 1_500,
    cutMs: 500,
    clients: 2,
    rows: 16,
    seed: 3,
    tell: (line) => context.diagnostic(line),
  });
  assert.ok(clean, JSON.stringify(verdict, null, 2));
  assert.ok(verdict.acknowledged > 0);
});
