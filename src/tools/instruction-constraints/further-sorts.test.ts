/** The sorts of IFTrain and of IFBench: what the words of each ask for, kept and broken. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { fc } from '../../testing/fc.ts';
import { LONG, SORTS } from '../../testing/further-sorts.ts';
import { constraintSorts, instructionConstraints } from './index.ts';

function judge(id: string, kwargs: JsonObject, text: string): Verdict {
  const query = { prompt: '', messages: [], references: [], constraints: [{ id, kwargs }] };
  const verdict = scoreOne(instructionConstraints.prepare(query, {}), { text });
  assert.ok('status' in verdict);
  return verdict;
}

for (const [id, [kwargs, kept, broken]] of Object.entries(SORTS))
  test(`${id}: kept, broken, and blank`, () => {
    for (const text of kept) assert.deepEqual([text, earned(judge(id, kwargs, text))], [text, 1]);
    for (const text of broken) assert.deepEqual([text, earned(judge(id, kwargs, text))], [text, 0]);
    for (const text of ['', ' \n ', '\u200b', '***', '()']) {
      const value = earned(judge(id, kwargs, text));
      if (!MAY_BE_WORDLESS.test(id)) assert.equal(value, 0, `${JSON.stringify(text)} keeps nothing`);
    }
  });

/** What holds of marks alone too: the guard beside the checkers says that they say nothing. */
const MAY_BE_WORDLESS = /exclude|lowercase|letter_counting$|different_numbers|punctuation_|no_whitespace/;

function earned(verdict: Verdict): number | null {
  return verdict.status === 'scored' ? verdict.value : null;
}

test('a keyword with marks of its own is looked for as it stands', () => {
  const kwargs = { keyword: 'C++' };
  assert.equal(earned(judge('keywords:word_once', kwargs, 'We wrote it in c++, not in C.')), 1);
  assert.equal(earned(judge('keywords:word_once', kwargs, 'We wrote it in C.')), 0);
  assert.equal(earned(judge('keywords:exclude_word_harder', kwargs, 'We wrote it in C.')), 1);
  assert.equal(earned(judge('keywords:exclude_word_harder', kwargs, 'C++ it is.')), 0);
});

test('property: white space within a keyword with marks is any white space', () => {
  const gap = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\u00a0'), minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(gap, gap, (one, other) => {
      const keyword = `rock${one}&${one}roll!`;
      const text = `We sang rock${other}&${other}roll! all night.`;
      assert.equal(earned(judge('keywords:word_once', { keyword }, text)), 1);
      assert.equal(earned(judge('keywords:word_once', { keyword }, 'We sang rock&roll! all night.')), 0);
    }),
  );
});

test('property: any keyword is looked for, or the reason is given', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
      fc.string({ unit: 'binary' }),
      (keyword, text) => {
        const verdict = judge('keywords:exclude_word_harder', { keyword }, text);
        assert.notEqual(verdict.status, 'failed');
        if (/^\p{ASCII}*[a-z]\p{ASCII}*$/u.test(keyword))
          assert.equal(earned(judge('keywords:word_once', { keyword: `${keyword}.` }, `( ${keyword}. )`)), 1);
      },
    ),
    { numRuns: 500 },
  );
});

test('every sort of IFTrain has a check', () => {
  const sorts = Object.keys(SORTS).filter((id) => !/^(?:words|format|sentence):/.test(id));
  const ofIfBench = ['count:word_count_range', 'count:unique_word_count'];
  assert.equal(sorts.filter((id) => !ofIfBench.includes(id)).length, 29);
  for (const id of Object.keys(SORTS)) assert.ok(constraintSorts.has(id), id);
});

test('arguments that are missing or make no sense leave the query unscored, and the reason names the sort', () => {
  const broken: readonly [string, JsonObject][] = [
    ['keywords:word_once', {}],
    ['keywords:word_once', { keyword: '?!' }],
    ['keywords:word_count_different_numbers', { keyword: 'x', frequency: 2 }],
    ['keywords:word_count_different_numbers', { keyword: 'x', frequency: 2, relation: 'around' }],
    ['count:word_count_range', { min_words: 9, max_words: 3 }],
    ['first_word:first_word_answer', { first_word: 'two words' }],
    ['copy:copy', { prompt_to_repeat: ' ' }],
    ['new:copy_span_idx', { prompt_to_repeat: 'abc', n_start: 9, n_end: 12 }],
    ['copy:repeat_phrase', { phrase: 'Two words', small_n: 2 }],
    ['words:repeats', { small_n: 0 }],
  ];
  for (const [id, kwargs] of broken) {
    const verdict = judge(id, kwargs, 'Any text.');
    assert.ok(verdict.status === 'unscored' && verdict.cause === 'query', id);
    assert.match(verdict.reason, new RegExp(id));
  }
});

for (const [name, text] of Object.entries(LONG))
  test(`200,000 characters of ${name} are answered by each further sort`, () => {
    for (const [id, [kwargs]] of Object.entries(SORTS))
      assert.equal(judge(id, kwargs, text).status, 'scored', id);
  });
