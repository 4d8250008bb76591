import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { AssignedTool } from '../spec/assignment.ts';
import { errorBody } from '../spec/errors.ts';
import type { ToolResult } from '../spec/reward.ts';
import { type ToolCard, UNBOUNDED } from '../spec/tool-card.ts';
import { combine, flagIncompleteGroup } from './combine.ts';

const cards: Record<string, Pick<ToolCard, 'slot' | 'range' | 'contentGuard' | 'type' | 'calibration'>> = {
  right: { type: 'verifier', slot: 'correctness', range: [0, 1], contentGuard: true },
  graded: { type: 'metric', slot: 'quality', range: [0, 1], contentGuard: true },
  shape: { type: 'verifier', slot: 'format', range: [0, 1], contentGuard: false },
  wide: { type: 'metric', slot: 'quality', range: [-10, 10], contentGuard: true },
  model: { type: 'reward-model', slot: 'quality', range: [-1000, 1000], contentGuard: true },
  calibrated: {
    type: 'reward-model',
    slot: 'quality',
    range: [-1000, 1000],
    contentGuard: true,
    calibration: [
      { value: -4, share: 0 },
      { value: 0, share: 0.5 },
      { value: 4, share: 1 },
    ],
  },
};
const cardOf = (id: string) => cards[id]!;
const plain = { noContent: false, truncated: false };

function assigned(...tools: (Partial<AssignedTool> & { id: string })[]) {
  return {
    tools: tools.map((tool) => ({ version: '1', weight: 1, ...tool })),
    truncated: 'score' as const,
    reason: 'because',
  };
}
function result(tool: string, value: number | null): ToolResult {
  return { tool, version: '1', status: value === null ? 'unscored' : 'scored', value, evidence: {}, ms: 0 };
}
function broken(tool: string): ToolResult {
  return { ...result(tool, null), status: 'failed', error: errorBody('RLAR_TOOL_CRASHED', 'boom') };
}

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

const wide: Record<string, Pick<ToolCard, 'slot' | 'range' | 'contentGuard' | 'type' | 'calibration'>> = {
  ...cards,
  other: { type: 'verifier', slot: 'correctness', range: [-2, 2], contentGuard: false },
};
const wideCardOf = (id: string) => wide[id]!;
function together(...ids: string[]) {
  return { ...assigned(...ids.map((id) => ({ id }))), combine: 'all' as const };
}

test('all: the least of the parts, each in its own range; a slot holds its own least', () => {
  const results = [result('right', 1), result('shape', 0.75), result('other', 0)];
  const outcome = combine(together('right', 'shape', 'other'), results, plain, wideCardOf);
  assert.equal(outcome.reward, 0.5);
  assert.equal(outcome.slots.correctness, 0.5);
  assert.equal(outcome.slots.format, 0.75);
});

test('all: one part that does not score leaves no number where the others might be met', () => {
  const results = [result('right', 0.5), { ...result('shape', null), reason: 'cannot tell' }];
  const outcome = combine(together('right', 'shape'), results, plain, wideCardOf);
  assert.equal(outcome.status, 'unscored');
  assert.deepEqual(Object.values(outcome.slots), [null, null, null, null, null]);
  assert.match(outcome.reason ?? '', /shape: cannot tell/);
});

test('all: where one part earned nothing, an output that makes another part silent is no way out; a query or a system is', () => {
  const of = (cause: 'output' | 'query' | 'system') =>
    combine(
      together('right', 'shape'),
      [result('right', 0), { ...result('shape', null), cause }],
      plain,
      wideCardOf,
    );
  assert.deepEqual([of('output').reward, of('query').reward, of('system').reward], [0, null, null]);
  assert.deepEqual(of('output').flags, ['partial']);
  assert.equal(of('output').slots.correctness, 0);
});

test('all: a response without content floors the guarded parts; the others judge it', () => {
  const blank = { ...plain, noContent: true };
  const floored = combine(
    together('right', 'shape'),
    [result('right', 1), result('shape', 1)],
    blank,
    wideCardOf,
  );
  assert.equal(floored.reward, 0);
  assert.deepEqual(floored.flags, ['no_content']);
  assert.equal(combine(together('shape'), [result('shape', 1)], blank, wideCardOf).reward, 1);
});

test('all: a cut-off answer is floored where the kind says so', () => {
  const cut = { ...plain, truncated: true };
  const floors = { ...together('right', 'shape'), truncated: 'floor' as const };
  assert.equal(combine(floors, [result('right', 1), result('shape', 1)], cut, wideCardOf).reward, 0);
  assert.equal(combine(floors, [result('right', 1), result('shape', null)], cut, wideCardOf).reward, 0);
});

test('property: all is a number only where every part scored or one earned nothing, and no part is below it', () => {
  const part = fc.record({
    id: fc.constantFrom('right', 'graded', 'shape', 'other'),
    status: fc.constantFrom('scored', 'scored', 'scored', 'unscored', 'failed'),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), fc.boolean(), (parts, truncated) => {
      const results = parts.map(({ id, status, share }) => {
        const [bottom, top] = wideCardOf(id).range;
        if (status === 'failed') return broken(id);
        return result(id, status === 'scored' ? bottom + share * (top - bottom) : null);
      });
      const facts = { noContent: false, truncated };
      const outcome = combine(together(...parts.map(({ id }) => id)), results, facts, wideCardOf);
      const found = new Set(parts.map(({ status }) => status));
      const scoredShares = parts.flatMap(({ status, share }) => (status === 'scored' ? [share] : []));
      const isOpen =
        found.has('unscored') &&
        !results.some(({ tool, value }) => value !== null && value <= wideCardOf(tool).range[0]);
      const wanted = found.has('failed') ? 'failed' : isOpen ? 'unscored' : 'scored';
      assert.equal(outcome.status, wanted);
      assert.equal(outcome.reward !== null, wanted === 'scored');
      const filled = Object.values(outcome.slots).filter((value) => value !== null);
      if (outcome.reward === null) assert.deepEqual(filled, []);
      else {
        assert.equal(outcome.reward, Math.min(...filled));
        assert.ok(Math.abs(outcome.reward - Math.min(...scoredShares)) < 1e-9);
        const turned = combine(
          together(...parts.map(({ id }) => id).reverse()),
          results.toReversed(),
          facts,
          wideCardOf,
        );
        assert.equal(turned.reward, outcome.reward);
      }
    }),
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

test('a mean never mixes ranges: values of unlike scales are brought to 0 … 1 first, in the slots as well', () => {
  const both = assigned({ id: 'right' }, { id: 'wide' });
  const outcome = combine(both, [result('right', 1), result('wide', -10)], plain, cardOf);
  assert.equal(outcome.reward, 0.5);
  assert.deepEqual([outcome.slots.correctness, outcome.slots.quality], [1, 0]);
  const alone = combine(both, [result('right', null), result('wide', 5)], plain, cardOf);
  assert.equal(alone.reward, 0.75, 'one scale for all rollouts of a group, whoever scored');
  assert.equal(combine(assigned({ id: 'wide' }), [result('wide', 5)], plain, cardOf).reward, 5);
});

test('a calibrated value is read between its points, and counts as calibrated where it stands alone', () => {
  const reward = (value: number) =>
    combine(assigned({ id: 'calibrated' }), [result('calibrated', value)], plain, cardOf).reward;
  assert.deepEqual([-900, -4, -2, 0, 1, 4, 77].map(reward), [0, 0, 0.25, 0.5, 0.625, 1, 1]);
  const both = assigned({ id: 'right' }, { id: 'calibrated' });
  assert.equal(combine(both, [result('right', 1), result('calibrated', 0)], plain, cardOf).reward, 0.75);
});

test('a reward model without a calibration stands alone or not at all', () => {
  assert.equal(combine(assigned({ id: 'model' }), [result('model', 3)], plain, cardOf).reward, 3);
  for (const how of [{}, { combine: 'all' as const }]) {
    const both = { ...assigned({ id: 'right' }, { id: 'model' }), ...how };
    const outcome = combine(both, [result('right', 1), result('model', 3)], plain, cardOf);
    assert.deepEqual([outcome.status, outcome.reward, outcome.cause], ['failed', null, 'system']);
    assert.equal(outcome.error?.code, 'RLAR_NOT_CALIBRATED');
  }
});

test('property: a reward of several tools stays between the least and the most of their shares', () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(value, fc.double({ min: 0, max: 1, noNaN: true }), (wide, right) => {
      const results = [result('wide', wide), result('right', right)];
      const { reward } = combine(assigned({ id: 'wide' }, { id: 'right' }), results, plain, cardOf);
      const shares = [(wide + 10) / 20, right];
      assert.ok(
        reward !== null && reward >= Math.min(...shares) - 1e-9 && reward <= Math.max(...shares) + 1e-9,
      );
    }),
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

test('values without bounds have no floor and no place from 0 to 1: none is made up', () => {
  const logits = { ...cards.model!, range: [...UNBOUNDED] as [number, number] };
  const of = () => logits;
  const one = assigned({ id: 'logits' });
  const anyValue = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  fc.assert(
    fc.property(anyValue, (value) => {
      assert.equal(combine(one, [result('logits', value)], plain, of).reward, value);
      const empty = combine(one, [result('logits', value)], { ...plain, noContent: true }, of);
      const cut = { ...one, truncated: 'floor' as const };
      const cutOff = combine(cut, [result('logits', value)], { ...plain, truncated: true }, of);
      for (const { status, reward, slots, reason } of [empty, cutOff]) {
        assert.deepEqual([status, reward, slots.quality], ['unscored', null, null]);
        assert.match(reason ?? '', /floor/);
      }
      const all = combine({ ...one, combine: 'all' as const }, [result('logits', value)], plain, of);
      assert.deepEqual([all.status, all.error?.code], ['failed', 'RLAR_NOT_CALIBRATED']);
    }),
  );
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
