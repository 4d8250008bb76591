/** Queries of 20 kinds in five languages, written in one go before any training prompt was looked at, and never trained on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyKind } from '../../src/routing/classifier/classify-kind.ts';
import { profileQuery } from '../../src/routing/profile.ts';
import type { KindName } from '../../src/spec/kinds.ts';
import { promptText } from '../../src/spec/query.ts';
import { type FreshQuery, freshQueries, isKindOf, strangePrompts } from './second-set.ts';

const MOST_NAMED = 0.2;
const all = freshQueries();

function measured(kindOf: (fresh: FreshQuery) => KindName | null) {
  const answered = all.filter((fresh) => kindOf(fresh) !== null);
  const wrong = answered.filter((fresh) => !isKindOf(kindOf(fresh)!, fresh.sort));
  return {
    right: 1 - wrong.length / answered.length,
    answered: answered.length / all.length,
    wrong: wrong.map((fresh) => `${kindOf(fresh)} not ${fresh.sort}: ${promptText(fresh.query)}`).join('\n'),
  };
}

test('the set has eight queries of each of 20 kinds, half of them in other languages', () => {
  assert.equal(all.length, 160);
  assert.equal(all.filter(({ language }) => language !== 'en').length, 80);
});

test('prompts alone', () => {
  const { right, answered, wrong } = measured(({ query }) => classifyKind(promptText(query)).kind);
  assert.ok(right >= 0.93 && answered >= 0.9, `${right} right of ${answered} answered\n${wrong}`);
});

test('with what the queries carry', () => {
  const { right, answered, wrong } = measured(({ query }) => profileQuery(query).kind);
  assert.ok(right >= 0.93 && answered >= 0.9, `${right} right of ${answered} answered\n${wrong}`);
});

test('what is of no kind is mostly not given one', () => {
  const measure = strangePrompts().filter(({ half }) => half === 'measure');
  const named = measure.filter(({ text }) => classifyKind(text).kind !== null);
  assert.ok(measure.length >= 75);
  const list = named.map(({ sort, text }) => `${sort}: ${text}`).join('\n');
  assert.ok(named.length / measure.length <= MOST_NAMED, `${named.length} of ${measure.length}\n${list}`);
});
