import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Assignment } from '../../spec/assignment.ts';
import { query } from '../../spec/query.ts';
import { withJobs } from '../../store/open-registry.ts';
import type { Store } from '../../store/store.ts';
import { eraseFromLoop, waitingErasures } from './erasures.ts';
import { LOOP_JOB } from './loop-job.ts';
import { emptyState, evolutionFolder, readState, writeState } from './state.ts';

const asked = (content: string) => query.parse({ messages: [{ role: 'user', content }] });
const assignment: Assignment = {
  kind: null,
  confidence: 0,
  tools: [],
  truncated: 'score',
  rung: 'none',
  reason: '',
  snapshot: 's1',
};
/** A ledger in which all records stand but those that were erased. */
const ledger = (erased: readonly string[]) =>
  ({ getReward: async (record: string) => (erased.includes(record) ? null : { record }) }) as unknown as Pick<
    Store,
    'getReward'
  >;

function homeWithLoop(): string {
  const home = mkdtempSync(join(tmpdir(), 'rlar-erasures-'));
  const audit = (record: string, text: string) => ({
    record,
    subject: 'math',
    kind: 'math',
    tools: [],
    query: asked(`asked in ${text}`),
    text,
    good: true,
  });
  writeState(home, {
    ...emptyState(),
    audited: [audit('r1', 'secret-response'), audit('r2', 'kept-response')],
    unserved: [
      { queryKey: 'q1', query: asked('secret-query'), assignment },
      { queryKey: 'q2', query: asked('kept-query'), assignment },
    ],
    naming: { known: ['secret-prompt'], seen: 3, next: 40 },
  });
  return home;
}

test('what is erased from the ledger leaves the state of the loop, and the rest stays', async (context) => {
  const home = homeWithLoop();
  context.after(() => rmSync(home, { recursive: true, force: true }));
  assert.equal(await eraseFromLoop(home, 'q1', ledger(['r1'])), true);
  const folder = evolutionFolder(home);
  for (const name of readdirSync(folder))
    assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /secret/, name);
  const { audited, unserved, naming } = readState(home);
  assert.deepEqual(
    [audited.map(({ record }) => record), unserved.map(({ queryKey }) => queryKey)],
    [['r2'], ['q2']],
  );
  assert.deepEqual([naming.seen, naming.next, waitingErasures(home)], [3, 40, []]);
  // A person's queries cannot be told from others, so that none is remembered.
  assert.equal(await eraseFromLoop(home, null, ledger([])), true);
  assert.deepEqual([readState(home).unserved, readState(home).audited.length], [[], 1]);
});

test('where a loop is at work, it is told, and nothing is written beside it', async (context) => {
  const home = homeWithLoop();
  context.after(() => rmSync(home, { recursive: true, force: true }));
  const claim = { id: LOOP_JOB, kind: LOOP_JOB, key: 'loop', spec: {}, owner: 'another', leaseMs: 60_000 };
  await withJobs(home, (jobs) => jobs.claim(claim));
  assert.equal(await eraseFromLoop(home, 'q1', ledger(['r1'])), false);
  assert.equal(readState(home).audited.length, 2);
  assert.deepEqual(
    waitingErasures(home).map(({ query: key }) => key),
    ['q1'],
  );
});
