import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { type Recorded, replayAcquisition } from './replay-acquisition.ts';

/** Calls that an acquisition may take in the median. */
const MOST_CALLS = 12;

/** Parts of an acquisition that test the programs: in the recordings, by others than the programs' authors. */
const TESTERS: ReadonlySet<string> = new Set(['witnesses', 'prompts', 'second opinion', 'other wordings']);

/** Of the recordings, those that `npm test` plays: a demand that no program can check. */
export const FAST_RECORDINGS = ['melancholy-tone'];

/**
 * Declares a test per recording: the acquisition is run again by the command that a user types, with the same answers of
 * the model, tried by the gates as they are now, with no network. The evidence of what is admitted says who wrote what.
 */
export function testRecordings(entries: readonly Recorded[]): void {
  const calls: number[] = [];
  describe('recorded acquisitions', { concurrency: 2 }, () => {
    for (const entry of entries)
      test(`${entry.name}: ${entry.outcome}`, async () => {
        const replayed = await replayAcquisition(entry);
        assert.equal(replayed.status, entry.outcome, replayed.note);
        const run = replayed.evidence?.gates.filter(({ gate }) => gate === 'G1') ?? [];
        if (entry.outcome === 'admitted')
          assert.deepEqual(new Set(run.map(({ outcome }) => outcome)), new Set(['passed']));
        for (const { part, apart } of replayed.evidence?.written ?? [])
          if (TESTERS.has(part)) assert.doesNotMatch(apart, /the same model as the programs/, part);
        calls.push(replayed.calls);
      });
  });
  after(() => {
    const sorted = calls.toSorted((left, right) => left - right);
    assert.ok((sorted[Math.floor(sorted.length / 2)] ?? 99) <= MOST_CALLS, `calls: ${sorted.join(' ')}`);
  });
}
