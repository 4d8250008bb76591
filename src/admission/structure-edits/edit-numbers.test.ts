import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { commonForm, readShape } from '../demands/shape.ts';
import { editNumberTuple } from './edit-number-tuple.ts';
import { editTerms } from './edit-terms.ts';

const input = (text: string) => ({
  shape: readShape(text, commonForm([text])),
  prompt: '',
  sums: [],
  words: [],
});
const numbersOf = (text: string) => (text.match(/\d+/g) ?? []).map(Number);

test('property: other numbers come to the same sum or product, and are never the same ones', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 2, maxLength: 4 }),
      fc.constantFrom(', ', ' + ', ' and '),
      (numbers, gap) => {
        const [sum, product] = [numbers.reduce((a, b) => a + b, 0), numbers.reduce((a, b) => a * b, 1)];
        for (const { sort, text } of editNumberTuple(input(`numbers: ${numbers.join(gap)}.`))) {
          const made = numbersOf(text);
          assert.notDeepEqual(made.toSorted(), numbers.toSorted(), text);
          if (sort.includes('same sum'))
            assert.equal(
              made.reduce((a, b) => a + b, 0),
              sum,
              text,
            );
          else
            assert.equal(
              made.reduce((a, b) => a * b, 1),
              product,
              text,
            );
          const more = sort.includes('more') ? 1 : sort.includes('less') ? -1 : 0;
          assert.equal(made.length, numbers.length + more, text);
          assert.ok(text.startsWith('numbers: ') && text.endsWith('.'), text);
        }
      },
    ),
  );
});

test('four numbers of the sum and the product of three are found', () => {
  const texts = editNumberTuple(input('numbers: 2, 6, 7')).map(({ text }) => text);
  assert.ok(texts.includes('numbers: 1, 3, 4, 7'), texts.join('\n'));
});

test('terms of two sides', () => {
  const texts = editTerms(input('2 H2 + O2 -> 2 H2O')).map(({ text }) => text);
  assert.deepEqual(texts, [
    '4 H2 + 2 O2 -> 4 H2O',
    '6 H2 + 3 O2 -> 6 H2O',
    '4 H2 + 2 O2 -> 2 H2O',
    '2 H2 + 1 O2 -> 2 H2O',
  ]);
  assert.deepEqual(editTerms(input('So it is 4 -> 5')), []);
  assert.deepEqual(editTerms(input('no sides')), []);
});
