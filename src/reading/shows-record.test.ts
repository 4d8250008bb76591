import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksTextOfRecord } from './shows-record.ts';

test('data with a wish for a text is told from questions and lists', () => {
  for (const prompt of [
    'Describe it in one sentence.\n\nname: Zum Hirsch | food: Italian | price: low',
    'Write a text: team: Reds; score: 2-1; venue: home; date: May',
    'Verbalise: (Ann, job, baker) (Ann, city, Ulm)',
    'Schreibe einen Satz:\nName: Hof\nZimmer: 12\nPreis: 80 €',
    'Turn the table into text.\n| city | pop |\n| a | 1 |\n| b | 2 |',
    'Write a sentence about {"name": "Hof", "rooms": 12, "price": 80}',
  ])
    assert.equal(asksTextOfRecord(prompt), true, prompt);
  for (const prompt of [
    'Write a poem about the sea.',
    'Who won? Context: The Reds beat the Blues 2-1 at home.',
    'Name: John. Write him a letter.',
    'Write a story with a cat; a dog; and a bird.',
  ])
    assert.equal(asksTextOfRecord(prompt), false, prompt);
});
