import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../testing/fc.ts';
import { inlineOptions } from './inline-options.ts';

const texts = (prompt: string, reference: string) => inlineOptions(prompt, reference).map(({ text }) => text);

test('the options that a sentence lists, whichever of them is right', () => {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    [
      "Classify the sentiment as positive, negative or neutral.\n\nReview: 'It broke.'",
      ['positive', 'negative', 'neutral'],
    ],
    ['Label the message as spam or ham. Answer with one word.\n\nYou won!', ['spam', 'ham']],
    [
      'Which topic fits: sports, politics, science, or business?\n\nThe keeper saved two.',
      ['sports', 'politics', 'science', 'business'],
    ],
    [
      'Entscheide, ob die Aussage eine Frage, eine Bitte oder eine Feststellung ist. Antworte kurz.',
      ['Frage', 'Bitte', 'Feststellung'],
    ],
    [
      'Choose one of [billing, technical issue, account closure].\n\nMy card was charged twice.',
      ['billing', 'technical issue', 'account closure'],
    ],
    [
      'Labels: entailment / neutral / contradiction\nPremise: a dog. Hypothesis: an animal.',
      ['entailment', 'neutral', 'contradiction'],
    ],
    ['判断情感是积极、消极还是中性。', ['积极', '消极', '中性']],
    ['Which is larger, the Sun or the Moon?', ['Sun', 'Moon']],
  ];
  for (const [prompt, options] of lists)
    for (const option of options) assert.deepEqual(texts(prompt, option), options, `${prompt} ${option}`);
});

test('an enumeration that nothing asks about, a number, and a reference that is not listed are no options', () => {
  assert.deepEqual(texts('She lived in Paris, Lyon and Nice. Where was she born?', 'Lyon'), []);
  assert.deepEqual(texts('Round to 3 or 4 decimals.', '3'), []);
  assert.deepEqual(texts('Is it spam or ham?', 'eggs'), []);
  assert.deepEqual(texts('Who wrote Emma?', 'Jane Austen'), []);
});

test('lists of made-up words are read whole, with any mark between them', () => {
  const word = fc.stringMatching(/^[b-df-hj-np-tv-z][aeiou][b-df-hj-np-tv-z][aeiou][a-z]{2}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 2, maxLength: 6 }),
      fc.constantFrom(', ', '/', ' | ', '; ', ' or '),
      fc.nat(),
      (words, mark, pick) => {
        const listed =
          mark === ' or ' || mark === '/' || mark === ' | '
            ? words.join(mark)
            : `${words.slice(0, -1).join(mark)} or ${words.at(-1)}`;
        assert.deepEqual(
          texts(`Classify the text as ${listed}.\n\nText: mm`, words[pick % words.length]!),
          words,
        );
      },
    ),
    { numRuns: 100, seed: 1 },
  );
});

test('names between commas in brackets are the options of what sorts by them', () => {
  const named = (prompt: string, reference: string): string[] =>
    inlineOptions(prompt, reference).map(({ text }) => text);
  assert.deepEqual(named('Tag the intent (book, cancel, ask_price): "a ticket?"', 'ask_price'), [
    'book',
    'cancel',
    'ask_price',
  ]);
  assert.deepEqual(named("Pick the topic of it (World, Sports, Sci/Tech): 'goal'", 'Sci/Tech'), [
    'World',
    'Sports',
    'Sci/Tech',
  ]);
  assert.deepEqual(named('Ordne zu (Versand, Rechnung, Technik): kaputt', 'Technik'), [
    'Versand',
    'Rechnung',
    'Technik',
  ]);
  assert.deepEqual(named('Add the fruits (apple, pear, fig) to a sentence.', 'pear'), []);
  assert.deepEqual(named('Three towns (Rome, Bonn, Oslo) were visited. Which one is in Norway?', 'Oslo'), []);
});
