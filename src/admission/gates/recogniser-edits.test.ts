import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { inapplicable } from '../../spec/prepared-tool.ts';
import type { Recogniser, Tool } from '../../spec/tool.ts';
import { testCard } from '../../testing/test-card.ts';
import { Trial } from '../trial.ts';
import { recogniserEdits } from './recogniser-edits.ts';

const asks = Array.from(
  { length: 12 },
  (_, at) => `Task ${at}. Each sentence must begin with the next letter, in at least ${at + 3} sentences.`,
);

function tool(recogniser: Recogniser): Tool {
  return {
    declaration: testCard({ id: 'check-next', constraint: 'next' }),
    recogniser,
    prepare: () => inapplicable('not asked'),
  };
}

async function run(pattern: RegExp, argumentsOf: (found: RegExpExecArray) => JsonObject | null) {
  const made = tool({
    recognise: async (prompt) => {
      const found = pattern.exec(prompt);
      return found ? [[found.index, found.index + found[0].length]] : [];
    },
    extract: async (prompt) => {
      const found = pattern.exec(prompt);
      return found ? argumentsOf(found) : null;
    },
  });
  const input = { tool: made, fresh: () => made, cases: [], recogniser: { asks, asksNot: [] }, seed: 1 };
  return recogniserEdits.run(new Trial(input, 'audit'));
}

const WHOLE = /Each sentence must begin with the next letter, in at least (\d+) sentences/;

test('a recogniser that reads every word of the demand passes', async () => {
  const got = await run(WHOLE, (found) => ({ n: Number(found[1]) }));
  assert.equal(got.outcome, 'passed');
  assert.ok((got.cases ?? 0) > 50);
});

test('one that does not look at a word of it fails, by the sort of word', async () => {
  const blind: [RegExp, RegExp][] = [
    [/Each sentence must begin with the \w+ letter, in at least (\d+) sentences/, /ordinal \(12 of 12\)/],
    [/Each sentence must begin with the next letter, in at \w+ (\d+) sentences/, /comparator \(12 of 12\)/],
    [/Each sentence must (?:not )?begin with the next letter, in at least (\d+) sentences/, /negation/],
  ];
  for (const [pattern, reason] of blind) {
    const got = await run(pattern, (found) => ({ n: Number(found[1]) }));
    assert.equal(got.outcome, 'failed');
    assert.match(got.reason ?? '', reason);
  }
  const same = await run(
    /Each sentence must begin with the next letter, in at least \d+ sentences/,
    () => ({}),
  );
  assert.match(same.reason ?? '', /number/);
});

test('what it does not cover, and what it cannot read, is no reading', async () => {
  const narrow = await run(/begin with the next letter/, () => ({}));
  assert.equal(narrow.outcome, 'passed');
  const mute = await run(WHOLE, () => null);
  assert.equal(mute.outcome, 'exempt');
});
