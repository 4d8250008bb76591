import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boundedLabels } from './bounded-labels.ts';

test('the first values are kept, later and long ones are counted together', () => {
  const label = boundedLabels(3);
  const seen = new Set(Array.from({ length: 40_000 }, (_, index) => label(`kind-${index}`)));
  assert.deepEqual(seen, new Set(['kind-0', 'kind-1', 'kind-2', 'other']));
  assert.equal(label('kind-1'), 'kind-1');
  assert.equal(boundedLabels()('x'.repeat(1_000)), 'other');
});
