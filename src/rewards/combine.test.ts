import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorBody } from '../spec/errors.ts';
import { assigned, broken, cardOf, plain, result } from '../testing/combine-parts.ts';
import { fc } from '../testing/fc.ts';
import { combine, flagIncompleteGroup } from './combine.ts';

test('one tool: its value, in its slot', () => {
  const outcome = combine(assigned({ id: 'right' }), [result('right', 1)], plain, cardOf);
  assert.equal(outcome.reward, 1);
  assert.deepEqual(outcome.slots, {
    correctness: 1,
    quality: null,
    format: null,
    efficiency: null,
    safety: null,
  });
});

test('weights are normalised over what scored', () => {
  const assignment = assigned({ id: 'right', weight: 3 }, { id: 'graded', weight: 1 });
  assert.equal(combine(assignment, [result('right', 1), result('graded', 0)], plain, cardOf).reward, 0.75);
});

test('a monitor has no part in a reward, also where the same tool has one under other options', () => {
  const assignment = assigned({ id: 'graded', weight: 0 }, { id: 'graded' }, { id: 'right', weight: 0 });
  const results = [result('graded', 0), result('graded', 0.5), broken('right')];
  const { reward, slots } = combine(assignment, results, plain, cardOf);
  assert.deepEqual([reward, slots.quality, slots.correctness], [0.5, 0.5, null]);
});

test('a required tool that failed: failed, no number, the error kept', () => {
  const outcome = combine(
    assigned({ id: 'right' }, { id: 'graded' }),
    [result('right', 1), broken('graded')],
    plain,
    cardOf,
  );
  assert.equal(outcome.status, 'failed');
  assert.equal(outcome.reward, null);
  assert.equal(outcome.error?.code, 'RLAR_TOOL_CRASHED');
  assert.equal(outcome.reason, 'graded failed: boom');
  const named = { ...broken('right'), error: errorBody('RLAR_TOOL_UNHEALTHY', 'right: away') };
  assert.equal(combine(assigned({ id: 'right' }), [named], plain, cardOf).reason, 'right failed: away');
});

test('an optional tool that failed is left out', () => {
  const assignment = assigned({ id: 'right' }, { id: 'graded', optional: true });
  assert.equal(combine(assignment, [result('right', 1), broken('graded')], plain, cardOf).reward, 1);
});

test('a required tool that does not apply leaves its slot null and flags the reward', () => {
  const outcome = combine(
    assigned({ id: 'right' }, { id: 'graded' }),
    [result('right', 1), result('graded', null)],
    plain,
    cardOf,
  );
  assert.equal(outcome.slots.quality, null);
  assert.equal(outcome.reward, 1);
  assert.deepEqual(outcome.flags, ['partial']);
});

test('a closed gate floors the reward, the slots stay visible', () => {
  const outcome = combine(
    assigned({ id: 'shape', gate: true }, { id: 'right' }),
    [result('shape', 0), result('right', 1)],
    plain,
    cardOf,
  );
  assert.equal(outcome.reward, 0);
  assert.equal(outcome.slots.correctness, 1);
});

test('no content: the floor and the flag, whatever the tool says', () => {
  const outcome = combine(
    assigned({ id: 'right' }),
    [result('right', 1)],
    { ...plain, noContent: true },
    cardOf,
  );
  assert.equal(outcome.reward, 0);
  assert.deepEqual(outcome.flags, ['no_content']);
  const unguarded = combine(
    assigned({ id: 'shape' }),
    [result('shape', 1)],
    { ...plain, noContent: true },
    cardOf,
  );
  assert.equal(unguarded.reward, 1);
});

test('a cut-off answer is flagged, and floored only where the kind says so', () => {
  const cut = { ...plain, truncated: true };
  const assignment = assigned({ id: 'right' });
  assert.equal(combine(assignment, [result('right', 1)], cut, cardOf).reward, 1);
  assert.equal(combine({ ...assignment, truncated: 'floor' }, [result('right', 1)], cut, cardOf).reward, 0);
});

test('a cut-off answer that its tool cannot judge stays unscored: no number is made up for it', () => {
  const assignment = { ...assigned({ id: 'right' }), truncated: 'floor' as const };
  assert.equal(
    combine(assignment, [result('right', null)], { ...plain, truncated: true }, cardOf).reward,
    null,
  );
});

test('no tool: unscored with the reason of the assignment', () => {
  const outcome = combine(assigned(), [], plain, cardOf);
  assert.equal(outcome.status, 'unscored');
  assert.equal(outcome.reason, 'because');
});

test('property: a reward is a number exactly when scored, and within the range of its tools', () => {
  const value = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(
      value,
      value,
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      (first, second, noContent, truncated, fail) => {
        const results = [fail ? broken('right') : result('right', first), result('graded', second)];
        const outcome = combine(
          assigned({ id: 'right' }, { id: 'graded' }),
          results,
          { noContent, truncated },
          cardOf,
        );
        assert.equal(outcome.status === 'scored', outcome.reward !== null);
        if (outcome.reward !== null) assert.ok(outcome.reward >= 0 && outcome.reward <= 1);
        if (fail) assert.equal(outcome.status, 'failed');
      },
    ),
  );
});

test('a group scored in part is flagged on every member, a whole one on none', () => {
  const whole = [
    { status: 'scored' as const, flags: [] },
    { status: 'scored' as const, flags: [] },
  ];
  assert.deepEqual(flagIncompleteGroup(whole), whole);
  const part = [
    { status: 'scored' as const, flags: [] },
    { status: 'failed' as const, flags: [] },
  ];
  assert.deepEqual(
    flagIncompleteGroup(part).map((reward) => reward.flags),
    [['group_incomplete'], ['group_incomplete']],
  );
});

test('flags of verdicts arrive in the reward, each once, and not those of a verdict that did not count', () => {
  const both = assigned({ id: 'right' }, { id: 'graded' });
  const results = [
    { ...result('right', 1), flags: ['copied-source', 'over_time'] },
    { ...result('graded', 0), flags: ['over_time'] },
  ];
  assert.deepEqual(combine(both, results, plain, cardOf).flags, ['copied-source', 'over_time']);
});

test('without a reward, the cause is told: the machine before the query before the response', () => {
  const causeOf = (...causes: ('output' | 'query' | 'system')[]) => {
    const results = causes.map((cause) => ({ ...result('right', null), cause }));
    return combine(assigned(...causes.map(() => ({ id: 'right' }))), results, plain, cardOf).cause;
  };
  assert.equal(causeOf('output'), 'output');
  assert.equal(causeOf('output', 'query'), 'query');
  assert.equal(causeOf('query', 'system', 'output'), 'system');
  assert.equal(combine(assigned(), [], plain, cardOf).cause, 'query');
  assert.equal(combine(assigned({ id: 'right' }), [broken('right')], plain, cardOf).cause, 'system');
  assert.equal('cause' in combine(assigned({ id: 'right' }), [result('right', 1)], plain, cardOf), false);
});

test('the first tool that scored decides; what it left over is decided by the next', () => {
  const inTurn = { ...assigned({ id: 'right' }, { id: 'graded' }), combine: 'first' as const };
  const first = combine(inTurn, [result('right', 0), result('graded', null)], plain, cardOf);
  assert.deepEqual(
    [first.reward, first.flags, first.slots.correctness, first.slots.quality],
    [0, [], 0, null],
  );
  const second = combine(inTurn, [result('right', null), result('graded', 0.5)], plain, cardOf);
  assert.deepEqual([second.reward, second.flags, second.slots.quality], [0.5, [], 0.5]);
  const none = combine(inTurn, [result('right', null), result('graded', null)], plain, cardOf);
  assert.deepEqual([none.reward, none.status], [null, 'unscored']);
  const failed = combine(inTurn, [result('right', null), broken('graded')], plain, cardOf);
  assert.deepEqual([failed.reward, failed.status], [null, 'failed']);
  const empty = combine(
    inTurn,
    [result('right', null), result('graded', 1)],
    { ...plain, noContent: true },
    cardOf,
  );
  assert.equal(empty.reward, 0);
});

test('a composite is whole or none: a shut gate is 0, a part that does not score is no reward', () => {
  const made = {
    ...assigned({ id: 'other', gate: true }, { id: 'right', gate: true, weight: 2 }, { id: 'calibrated' }),
    combine: 'composite' as const,
  };
  const say = (other: number | null, right: number | null, quality: number | null, facts = plain) =>
    combine(
      made,
      [result('other', other), result('right', right), result('calibrated', quality)],
      facts,
      cardOf,
    );
  assert.equal(say(2, 1, 4).reward, 1);
  assert.equal(say(2, 1, 0).reward, 0.875);
  assert.deepEqual([say(-2, null, null).reward, say(2, 0, null).reward], [0, 0]);
  for (const [other, right, quality] of [
    [null, 1, 1],
    [2, null, 1],
    [2, 1, null],
  ] as const)
    assert.deepEqual(
      [say(other, right, quality).reward, say(other, right, quality).status],
      [null, 'unscored'],
    );
  const empty = { noContent: true, truncated: false };
  assert.equal(say(2, 0, null, empty).reward, 0);
  const judged = { ...assigned({ id: 'shape' }, { id: 'graded' }), combine: 'composite' as const };
  const none = combine(judged, [result('shape', 1), result('graded', 0.9)], empty, cardOf);
  assert.deepEqual([none.reward, none.flags], [0, ['no_content']]);
});
