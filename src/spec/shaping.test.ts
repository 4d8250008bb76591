import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ShapeSettings, shapeSettings } from './shaping.ts';
import { shapingOf } from './shaping-by-kind.ts';
import { shapingList } from './shaping-list.ts';

test('lists that contradict themselves are refused, and say why', () => {
  const refused = (...names: object[]) => {
    const parsed = shapingList.safeParse(names);
    assert.equal(parsed.success, false, JSON.stringify(names));
    return JSON.stringify(parsed.error?.issues.map(({ message }) => message));
  };
  const cap = { free: 1, cap: 2 };
  assert.match(refused({ shape: 'length-gate' }, { shape: 'length-penalty', ...cap }), /choose one/);
  assert.match(refused({ shape: 'length-gate' }, { shape: 'canon' }), /choose one/);
  assert.match(refused({ shape: 'gdpo', weights: { format: 1 } }, { shape: 'length-gate' }), /advantages/);
  assert.match(refused({ shape: 'canon' }, { shape: 'canon' }), /already/);
  const gate = { shape: 'gate', at: 1, pay: { format: 1 } };
  assert.match(refused(gate, { shape: 'gdpo', weights: { format: 1 } }), /gate would be lost/);
  assert.match(refused(gate, { shape: 'product' }), /gate would be lost/);
  assert.match(refused({ shape: 'product' }, { shape: 'hybrid', confidence: 1 }), /product would be lost/);
  assert.match(refused({ shape: 'steps', how: 'share' }, gate), /put steps behind it/);
  assert.match(refused({ shape: 'steps', algorithm: 'grpo', how: 'share' }), /learns nothing/);
  assert.match(refused({ shape: 'steps' }), /say `how`/);
  assert.match(refused({ shape: 'product', factors: ['correctness'] }), /no factor of itself/);
  assert.match(refused({ shape: 'hybrid', model: 'correctness', confidence: 0.5 }), /two slots/);
  for (const advantage of [
    { shape: 'regroup', by: 'asked' },
    { shape: 'apart', by: 'guided' },
    { shape: 'amplify' },
    { shape: 'canon', measure: 'extra:entropy' },
  ])
    assert.match(
      refused(advantage, { shape: 'scale', measure: 'extra:s', from: 1, to: 0, end: 1 }),
      /advantages/,
    );
  assert.ok(shapingList.safeParse([{ shape: 'product' }, gate, { shape: 'steps', how: 'share' }]).success);
  assert.ok(
    shapingList.safeParse([{ shape: 'length-gate' }, { shape: 'audit' }, { shape: 'filter', keep: 'top' }])
      .success,
  );
});

test('the exact kind wins over its family, and that over the star', () => {
  const lists = { '*': [audit(0)], math: [audit(1)], 'math.final-answer': [audit(2)] };
  const rights = ['math.final-answer', 'math.proof', 'chat', null].map((kind) => shapingOf(kind, lists));
  assert.deepEqual(rights, [[audit(2)], [audit(1)], [audit(0)], [audit(0)]]);
  assert.deepEqual(shapingOf('chat', {}), []);
});
function audit(value: number): ShapeSettings {
  return shapeSettings.parse({ shape: 'audit', right: value });
}
