import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { JudgeBook } from './judge-book.ts';

const home = mkdtempSync(join(tmpdir(), 'judge-book-'));
after(() => rmSync(home, { recursive: true }));

test('answers outlive the process, belong to a version of a judge, and can be erased', () => {
  const first = new JudgeBook(home);
  first.keep({ key: 'a', judge: 'letters@1', body: '"yes"' });
  first.keep({ key: 'b', judge: 'letters@2', body: '"no"' });
  first.keep({ key: 'c', judge: 'letters-too@1', body: '"no"' });
  first.close();
  const later = new JudgeBook(home);
  assert.equal(later.answer('a'), '"yes"');
  assert.equal(later.answer('z'), null);
  later.drop(['b']);
  assert.deepEqual(
    [...later.kept()],
    [
      ['letters-too@1', 1],
      ['letters@1', 1],
    ],
  );
  assert.equal(later.erase({ judge: 'letters', olderThanMs: 60_000 }), 0);
  assert.equal(later.erase({ judge: 'letters' }), 1);
  assert.equal(later.erase(), 1);
  assert.equal(later.answer('a'), null);
  later.close();
});

test('processes share the places of a minute: none gets one that is not free', () => {
  const [one, other] = [new JudgeBook(home), new JudgeBook(home)];
  const waits = Array.from({ length: 7 }, (_, at) => (at % 2 ? one : other).takePlace('m at x', 3));
  assert.deepEqual(
    waits.map((ms) => Math.round(ms / 60_000)),
    [0, 0, 0, 1, 1, 1, 2],
  );
  assert.equal(one.takePlace('another', 3), 0);
  for (const book of [one, other]) book.close();
});

test('the first choice holds for all', () => {
  const [one, other] = [new JudgeBook(home), new JudgeBook(home)];
  assert.equal(one.chosen('k'), null);
  assert.equal(one.choose('k', 'dear'), 'dear');
  assert.equal(other.choose('k', 'cheap'), 'dear');
  assert.equal(other.chosen('k'), 'dear');
  for (const book of [one, other]) book.close();
});
