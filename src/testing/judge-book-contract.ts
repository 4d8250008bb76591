/** What the book of judges must do, whatever it is kept in. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SharedBook } from '../store/shared-book.ts';

/** @param open opens the same book again, as another process would */
export function judgeBookContract(name: string, open: () => SharedBook): void {
  test(`${name}: answers outlive the process, belong to a version of a judge, and can be erased`, async () => {
    const first = open();
    await first.keep({ key: 'a', judge: 'letters@1', body: '"yes"' });
    await first.keep({ key: 'b', judge: 'letters@2', body: '"no"' });
    await first.keep({ key: 'c', judge: 'letters-too@1', body: '"no"' });
    await first.close();
    const later = open();
    assert.equal(await later.answer('a'), '"yes"');
    assert.equal(await later.answer('z'), null);
    await later.drop(['b']);
    assert.deepEqual(
      [...(await later.kept())],
      [
        ['letters-too@1', 1],
        ['letters@1', 1],
      ],
    );
    assert.equal(await later.erase({ judge: 'letters', olderThanMs: 60_000 }), 0);
    assert.equal(await later.erase({ judge: 'letters' }), 1);
    assert.equal(await later.erase(), 1);
    assert.equal(await later.answer('a'), null);
    await later.close();
  });

  test(`${name}: processes share the places of a minute: none gets one that is not free`, async () => {
    const [one, other] = [open(), open()];
    const waits: number[] = [];
    for (let at = 0; at < 7; at += 1) waits.push(await (at % 2 ? one : other).takePlace('m at x', 3));
    assert.deepEqual(
      waits.map((ms) => Math.round(ms / 60_000)),
      [0, 0, 0, 1, 1, 1, 2],
    );
    assert.equal(await one.takePlace('another', 3), 0);
    for (const book of [one, other]) await book.close();
  });

  test(`${name}: the first choice holds for all, also of those that choose at once`, async () => {
    const books = [open(), open(), open()];
    assert.equal(await books[0]!.chosen('k'), null);
    assert.equal(await books[0]!.choose('k', 'dear'), 'dear');
    assert.equal(await books[1]!.choose('k', 'cheap'), 'dear');
    assert.equal(await books[2]!.chosen('k'), 'dear');
    for (let key = 0; key < 20; key += 1) {
      const held = await Promise.all(books.map((book, at) => book.choose(`k${key}`, `choice ${at}\u0000`)));
      assert.equal(new Set(held).size, 1);
      assert.deepEqual(await Promise.all(books.map((book) => book.chosen(`k${key}`))), held);
    }
    for (const book of books) await book.close();
  });
}
