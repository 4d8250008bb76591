import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overTime } from '../spec/over-time.ts';
import type { ToolDeclaration } from '../spec/tool-card.ts';
import { literal } from './literal/index.ts';

const { declaration } = literal;
const outcome = (parts: Partial<ToolDeclaration>, why: 'time' | 'starved' = 'time') => {
  const verdict = overTime({ ...declaration, ...parts }, why, 100);
  return verdict.status === 'scored' ? verdict.value : verdict.status;
};

test('own time over is the bottom of a program’s range, and no number of what waits on something else', () => {
  assert.equal(outcome({}), 0);
  assert.equal(outcome({ type: 'metric', range: [-2, 3] }), -2);
  assert.equal(outcome({ type: 'judge' }), 'failed');
  assert.equal(outcome({ type: 'reward-model' }), 'failed');
  assert.equal(outcome({ provenance: { origin: 'user', trust: 'own' } }), 'failed');
});

test('the card may say another outcome', () => {
  assert.equal(outcome({ overTime: 'unscored' }), 'unscored');
  assert.equal(outcome({ overTime: 'failed' }), 'failed');
  assert.equal(outcome({ overTime: 'floor', type: 'judge' }), 0);
});

test('a machine without a processor gives no number, whatever the card says, and may be asked again', () => {
  for (const over of ['floor', 'unscored', 'failed', undefined] as const) {
    const verdict = overTime({ ...declaration, ...(over && { overTime: over }) }, 'starved', 100);
    assert.equal(verdict.status, 'failed');
    assert.equal(verdict.status === 'failed' && verdict.error.retryable, true);
    assert.equal(verdict.status === 'failed' && verdict.cause, 'system');
  }
});
