import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { judgeBookContract } from '../testing/judge-book-contract.ts';
import { JudgeBook } from './judge-book.ts';

const home = mkdtempSync(join(tmpdir(), 'judge-book-'));
after(() => rmSync(home, { recursive: true }));

judgeBookContract('SQLite', () => new JudgeBook(home));

test('the first choice holds for all', () => {
  const [one, other] = [new JudgeBook(home), new JudgeBook(home)];
  assert.equal(one.chosen('k'), null);
  assert.equal(one.choose('k', 'dear'), 'dear');
  assert.equal(other.choose('k', 'cheap'), 'dear');
  assert.equal(other.chosen('k'), 'dear');
  for (const book of [one, other]) book.close();
});
