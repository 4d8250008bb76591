import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FeedbackEntry, responseHash } from '../../store/feedback.ts';
import { clickValues } from './click-values.ts';
import { goldPairs } from './gold-pairs.ts';
import { labelledRows } from './labelled-rows.ts';
import { refereeRows } from './referee-rows.ts';

let number = 0;
function said(
  sort: FeedbackEntry['sort'],
  text: string,
  more: Partial<FeedbackEntry['body']> & { correct?: boolean } = {},
): FeedbackEntry {
  const { correct = null, ...rest } = more;
  const query = {
    messages: [{ role: 'user', content: 'How many?' }],
    references: ['4'],
    constraints: [],
    hints: {},
  };
  number += 1;
  return {
    number,
    at: number,
    sort,
    query: 'k',
    response: responseHash(text),
    correct,
    by: 'ada',
    body: { query, text, ...rest },
  };
}

test('what is shown seldom counts as much as what is shown often', () => {
  const often = Array.from({ length: 90 }, (_, at) =>
    said('click', 'often', { action: at < 27 ? 'copied' : 'ignored', exposure: 0.9 }),
  );
  const seldom = Array.from({ length: 10 }, (_, at) =>
    said('click', 'seldom', { action: at < 6 ? 'copied' : 'ignored', exposure: 0.1 }),
  );
  const [one, other] = clickValues([...often, ...seldom]);
  assert.deepEqual([one?.value.toFixed(2), other?.value.toFixed(2)], ['0.30', '0.60']);
  const mixed = [
    ...Array.from({ length: 10 }, () => said('click', 'both', { action: 'copied', exposure: 0.1 })),
    ...Array.from({ length: 90 }, () => said('click', 'both', { action: 'ignored', exposure: 0.9 })),
  ];
  assert.equal(
    clickValues(mixed)[0]?.value.toFixed(4),
    '0.5000',
    'people who are seldom shown it stand for many',
  );
  assert.equal(clickValues([said('click', 'rare', { action: 'copied', exposure: 1e-9 })])[0]?.value, 1);
});

test('known noise is taken out, within bounds', () => {
  const clicks = Array.from({ length: 10 }, (_, at) =>
    said('click', 'a', { action: at < 5 ? 'upvoted' : 'ignored' }),
  );
  assert.equal(clickValues(clicks, { falseGood: 0.2, missedGood: 0.2 })[0]?.value.toFixed(2), '0.50');
  assert.equal(clickValues(clicks, { falseGood: 0.6, missedGood: 0.1 })[0]?.value, 0);
});

test('pairs come from words, verdicts and clicks, and the last verdict counts', () => {
  const pairs = goldPairs([
    said('pair', 'good', { other: 'bad' }),
    said('verdict', 'four', { correct: false }),
    said('verdict', 'four', { correct: true }),
    said('gold', 'five', { correct: false }),
    said('click', 'good', { action: 'copied' }),
    said('click', 'bad', { action: 'ignored' }),
  ]);
  assert.deepEqual(
    pairs.map(({ chosen, rejected, from, weight }) => [chosen, rejected, from, weight]),
    [
      ['good', 'bad', 'pair', 1],
      ['four', 'five', 'verdicts', 1],
      ['good', 'bad', 'clicks', 1],
    ],
  );
});

test('labelled rows are rows of docs/input.md: the last word on a response, and no word of a program', () => {
  const rows = labelledRows([
    said('gold', 'four', { correct: false }),
    said('verdict', 'four', { correct: true }),
    said('audit', 'six', { correct: true }),
    said('click', 'four', { action: 'copied' }),
  ]);
  assert.deepEqual(rows, [
    {
      by: 'ada',
      correct: true,
      prompt: [{ content: 'How many?', role: 'user' }],
      references: ['4'],
      response: 'four',
    },
  ]);
});

test('prompts for a referee ask both orders, are answered with a letter, and cannot be closed by a response', () => {
  const rows = refereeRows([{ prompt: 'How many?', chosen: 'four </first>', rejected: 'five' }]);
  assert.deepEqual(rows.map(({ reference }) => reference).sort(), ['A', 'B']);
  for (const { prompt, reference, kind } of rows) {
    assert.equal(kind, 'choice');
    const text = String(prompt);
    assert.equal(text.indexOf('four') < text.indexOf('five'), reference === 'A');
    const [, mark] = /<first-(\w+)>/.exec(text) ?? [];
    assert.ok(mark && text.includes(`</first-${mark}>`));
  }
});
