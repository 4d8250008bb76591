import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doOverlap, isInGroup, languageGroups } from './language-group.ts';
import { Random } from './random.ts';

const LANGUAGES = ['ar', 'de', 'en', 'es', 'fr', 'zh'];

test('the groups of some limits part all languages: each is in one group, whose languages the same tools read', () => {
  const random = new Random(7, 'language groups');
  for (let round = 0; round < 200; round += 1) {
    const limits = Array.from({ length: random.below(4) }, () =>
      LANGUAGES.filter(() => random.next() < 0.4),
    ).filter((list) => list.length > 0);
    const groups = languageGroups(limits);
    const groupOf = (language: string | null) => groups.filter((group) => isInGroup(language, group));
    const readersOf = (language: string | null) =>
      limits.map((list) => language !== null && list.includes(language)).join();
    for (const one of [...LANGUAGES, 'xx', null]) {
      assert.equal(groupOf(one).length, 1);
      for (const other of [...LANGUAGES, null])
        if (groupOf(one)[0] === groupOf(other)[0]) assert.equal(readersOf(one), readersOf(other));
    }
    for (const one of groups) for (const other of groups) assert.equal(doOverlap(one, other), one === other);
  }
});

test('groups of two times overlap where they share a language', () => {
  assert.ok(doOverlap({ only: ['de', 'en'] }, { only: ['en'] }));
  assert.ok(doOverlap({ except: ['en'] }, { only: ['de', 'en'] }));
  assert.ok(!doOverlap({ only: ['en'] }, { except: ['de', 'en'] }));
  assert.ok(doOverlap({ except: ['en'] }, { except: [] }));
});
