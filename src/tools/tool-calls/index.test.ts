import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { ToolCall } from '../../spec/query.ts';
import { fc } from '../../testing/fc.ts';
import { fixtureMismatch, readFixtures, runFixture, toToolQuery } from '../fixtures.ts';
import { bestMatching } from './best-matching.ts';
import { toolCalls } from './index.ts';
import { scoreCalls } from './score-calls.ts';

for (const entry of readFixtures(import.meta.dirname)) {
  test(`tool-calls: ${entry.class}: ${entry.name}`, async () => {
    assert.equal(fixtureMismatch(toolCalls, entry, await runFixture(toolCalls, entry)), null);
  });
}

function bruteForce(scores: readonly (readonly number[])[], row = 0, used = new Set<number>()): number {
  if (row === scores.length) return 0;
  return Math.max(
    ...scores[row]!.map((score, column) =>
      used.has(column) ? -1 : score + bruteForce(scores, row + 1, new Set([...used, column])),
    ),
  );
}

test('the matching is the best of all', () => {
  const matrix = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 2 }))
    .chain(([rows, more]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows + more, maxLength: rows + more }), {
        minLength: rows,
        maxLength: rows,
      }),
    );
  fc.assert(
    fc.property(matrix, (scores) => {
      const columns = bestMatching(scores);
      assert.equal(new Set(columns).size, scores.length);
      assert.equal(
        columns.reduce((sum, column, row) => sum + scores[row]![column]!, 0),
        bruteForce(scores),
      );
    }),
  );
});

const name = fc.constantFrom('a', 'b', 'c');
const call: fc.Arbitrary<ToolCall> = fc.record({
  name,
  arguments: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom<string | number>(1, 2, 'one')),
});
const calls = fc.array(call, { maxLength: 5 });

test('the expected calls in any order earn 1; the score is in range, and 1 only for them', () => {
  const key = (all: readonly ToolCall[]) =>
    JSON.stringify(
      all
        .map((entry) => [entry.name, Object.entries(entry.arguments).sort()])
        .map((entry) => JSON.stringify(entry))
        .sort(),
    );
  fc.assert(
    fc.property(calls, calls, (expected, predicted) => {
      assert.equal(scoreCalls(expected, expected.toReversed()).value, 1);
      const { value } = scoreCalls(expected, predicted);
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value === 1, key(expected) === key(predicted));
    }),
  );
});

test('strict: the expected calls earn 1 in their order alone, and listed texts count to the letter', () => {
  fc.assert(
    fc.property(calls, calls, (expected, predicted) => {
      const same = isDeepStrictEqual(expected.map(sorted), predicted.map(sorted));
      const { value } = scoreCalls(expected, predicted, true);
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value === 1, same);
      assert.equal(scoreCalls(expected, expected, true).value, 1);
    }),
  );
  const listed = [{ name: 'f', arguments: {}, accepts: { city: ['New York', { area: ['N.Y.'] }] } }];
  const made = (city: JsonValue) => [{ name: 'f', arguments: { city } }];
  for (const [city, strict, lenient] of [
    ['New York', true, true],
    ['new york', false, true],
    [{ area: 'N.Y.' }, true, true],
    [{ area: 'ny' }, false, true],
    ['Boston', false, false],
  ] as const) {
    assert.equal(scoreCalls(listed, made(city), true).value === 1, strict);
    assert.equal(scoreCalls(listed, made(city)).value === 1, lenient);
  }
});

const sorted = ({ name, arguments: given }: ToolCall) => [name, Object.entries(given).toSorted()];

test('hostile inputs are answered and earn nothing', async () => {
  const judge = toolCalls.prepare(toToolQuery({ expected_calls: [{ name: 'f', arguments: { x: 1 } }] }), {});
  const bombs = [
    '<tool_call>'.repeat(500_000),
    '{"name":'.repeat(500_000),
    '{"name":"g","arguments":{}}'.repeat(100_000),
    '['.repeat(5_000_000),
    '```'.repeat(1_000_000),
    `{"tool_calls":${'[{"tool_calls":'.repeat(50_000)}`,
    '\n'.repeat(100_000),
    '\ud800\0'.repeat(200_000),
  ];
  for (const text of bombs) {
    const verdict = await scoreOne(judge, { text });
    assert.equal(verdict.status === 'scored' && verdict.value, 0);
  }
});

test('a call with one bracket more on either side is no call, in prose or alone', async () => {
  const right = JSON.stringify({ name: 'find_train', arguments: { to: 'Bern', at: 9 } });
  const query = toToolQuery({ expected_calls: [{ name: 'find_train', arguments: { to: 'Bern', at: 9 } }] });
  const earned = async (text: string) => {
    const verdict = await scoreOne(toolCalls.prepare(query, {}), { text });
    return verdict.status === 'scored' ? verdict.value : null;
  };
  for (const around of ['', 'Here is the call:\n', '```json\n'])
    for (const [before, behind] of [
      ['', '}'],
      ['', ' ]'],
      ['{', ''],
      ['{', '}'],
      ['[', ''],
    ])
      assert.equal(await earned(`${around}${before}${right}${behind}`), 0, `${around}${before}…${behind}`);
  for (const whole of [right, `[${right}]`, `Here is the call:\n${right}`, `Here is the call:\n[${right}].`])
    assert.equal(await earned(whole), 1, whole);
});
