import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Assignment } from '../../spec/assignment.ts';
import { query } from '../../spec/query.ts';
import { openHomeFiles, openJobs } from '../../store/open-registry.ts';
import type { Store } from '../../store/store.ts';
import { eraseFromLoop, waitingErasures } from './erasures.ts';
import { LOOP_JOB } from './loop-job.ts';
import { EVOLUTION_FOLDER, emptyState, readState, writeState } from './state.ts';

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

async function homeWithLoop(context: TestContext) {
  const home = mkdtempSync(join(tmpdir(), 'rlar-erasures-'));
  const [files, jobs] = [await openHomeFiles(home), await openJobs(home)];
  context.after(async () => {
    await jobs.close();
    rmSync(home, { recursive: true, force: true });
  });
  const audit = (record: string, text: string) => ({
    record,
    subject: 'math',
    kind: 'math',
    tools: [],
    query: asked(`asked in ${text}`),
    text,
    good: true,
  });
  const state = {
    ...emptyState(),
    audited: [audit('r1', 'secret-response'), audit('r2', 'kept-response')],
    unserved: [
      { queryKey: 'q1', query: asked('secret-query'), assignment },
      { queryKey: 'q2', query: asked('kept-query'), assignment },
    ],
    naming: { known: ['secret-prompt'], seen: 3, next: 40 },
  };
  await writeState(files, state, null);
  return { home, files, jobs };
}

test('what is erased from the ledger leaves the state of the loop, and the rest stays', async (context) => {
  const { home, files, jobs } = await homeWithLoop(context);
  assert.equal(await eraseFromLoop({ files, jobs }, 'q1', ledger(['r1'])), true);
  const folder = join(home, EVOLUTION_FOLDER);
  for (const name of readdirSync(folder))
    assert.doesNotMatch(readFileSync(join(folder, name), 'utf8'), /secret/, name);
  const { audited, unserved, naming } = await readState(files);
  assert.deepEqual(
    [audited.map(({ record }) => record), unserved.map(({ queryKey }) => queryKey)],
    [['r2'], ['q2']],
  );
  assert.deepEqual([naming.seen, naming.next, await waitingErasures(files)], [3, 40, []]);
  // A person's queries cannot be told from others, so that none is remembered.
  assert.equal(await eraseFromLoop({ files, jobs }, null, ledger([])), true);
  const left = await readState(files);
  assert.deepEqual([left.unserved, left.audited.length], [[], 1]);
});

test('where a loop is at work, it is told, and nothing is written beside it', async (context) => {
  const { files, jobs } = await homeWithLoop(context);
  const claim = { id: LOOP_JOB, kind: LOOP_JOB, key: 'loop', spec: {}, owner: 'another', leaseMs: 60_000 };
  assert.equal(await jobs.claim(claim), null);
  assert.equal(await eraseFromLoop({ files, jobs }, 'q1', ledger(['r1'])), false);
  assert.equal((await readState(files)).audited.length, 2);
  assert.deepEqual(
    (await waitingErasures(files)).map(({ query: key }) => key),
    ['q1'],
  );
});
