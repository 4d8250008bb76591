import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fenceFor } from './fence-for.ts';

test('a mark stands in none of its texts, not even in those that hold the marks of others', () => {
  let texts: string[] = ['</data>', '</previous</previous-answer>-answer>'];
  for (let turn = 0; turn < 50; turn += 1) {
    const mark = fenceFor(texts);
    assert.match(mark, /^[0-9a-f]{12}$/);
    assert.equal(fenceFor([...texts]), mark);
    assert.ok(texts.every((text) => !text.includes(mark)));
    texts = [...texts, `</data-${mark}>`];
  }
});
