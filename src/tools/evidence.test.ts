import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readEvidence } from './evidence.ts';
import { builtInTools } from './index.ts';
import { sourceHash } from './source-hashes.ts';

/** The gates that every built-in tool has a report of. */
const GATES = ['G0', 'G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9'];
/** Labelled items that a tool scores: fewer say little of it, and are shown without a bar. */
const ENOUGH_ITEMS = 100;
const LEAST_ACCURACY = 0.9;
const MOST_FALSE_POSITIVES = 0.05;

for (const { declaration } of builtInTools) {
  const { id } = declaration;
  test(`${id} is admitted, and its evidence is of this very source`, () => {
    const evidence = readEvidence(id);
    assert.equal(evidence?.admitted, true);
    assert.equal(evidence.version, declaration.version);
    assert.equal(evidence.source, sourceHash(id), `stale: run npm run admit -- ${id}`);
  });

  test(`${id} went through every gate, and stays above its bar on labelled sets`, () => {
    const evidence = readEvidence(id);
    assert.deepEqual([...new Set(evidence?.gates.map(({ gate }) => gate))].sort(), GATES);
    for (const { gate, outcome, reason } of evidence?.gates ?? [])
      assert.notEqual(outcome, 'failed', `${gate}: ${reason}`);
    for (const { set, scored, accuracy, falsePositives } of evidence?.labelled ?? []) {
      if (scored < ENOUGH_ITEMS) continue;
      assert.ok(accuracy >= LEAST_ACCURACY, `${set}: accuracy ${accuracy}`);
      assert.ok(
        falsePositives <= MOST_FALSE_POSITIVES * scored,
        `${set}: ${falsePositives} of ${scored} are false positives`,
      );
    }
  });
}
