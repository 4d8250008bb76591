import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../testing/fc.ts';
import { constraintSorts } from '../index.ts';
import { recogniseConstraints } from './recognise-constraints.ts';

const TASK = 'Write a note about the old mill.';

function found(prompt: string): [string, object][] {
  return recogniseConstraints(prompt).constraints.map(({ id, kwargs }) => [id.split(':')[1]!, kwargs]);
}

const WORDINGS: readonly [string, ...[string, object][]][] = [
  ...[
    'List 4 fruits in bullet points.',
    'Give me a list of four hardy fruits as bullet points.',
    'Write 4 tips in bullet form.',
  ].map((prompt): [string, ...[string, object][]] => [prompt, ['number_bullet_lists', { num_bullets: 4 }]]),
  ['Use at least 300 words.', ['number_words', { relation: 'at least', num_words: 300 }]],
  ['Answer in 250 words or less.', ['number_words', { relation: 'less than', num_words: 251 }]],
  ['Keep it under 90 words.', ['number_words', { relation: 'less than', num_words: 90 }]],
  [
    'Your reply should have between 40 and 60 words.',
    ['number_words', { relation: 'at least', num_words: 40 }],
    ['number_words', { relation: 'less than', num_words: 61 }],
  ],
  ['Write more than 1,200 words.', ['number_words', { relation: 'at least', num_words: 1201 }]],
  ['Use no more than five sentences.', ['number_sentences', { relation: 'less than', num_sentences: 6 }]],
  ...(
    [
      ['Explain why the sky is blue in one sentence.', 1],
      ['Write two sentences about bees.', 2],
      ['Answer in 3 sentences.', 3],
      ['Give me a three-sentence answer about tides.', 3],
      ['What is a fjord, in two sentences?', 2],
    ] as const
  ).map(([prompt, count]): [string, ...[string, object][]] => [
    prompt,
    ['number_sentences', { relation: 'at least', num_sentences: count }],
    ['number_sentences', { relation: 'less than', num_sentences: count + 1 }],
  ]),
  ['Limit your answer to 4 sentences.', ['number_sentences', { relation: 'less than', num_sentences: 5 }]],
  [
    'Write a letter of exactly 3 paragraphs. Separate the paragraphs with ***.',
    ['number_paragraphs', { num_paragraphs: 3 }],
  ],
  [
    'There should be four paragraphs, separated by two line breaks. Paragraph 2 must start with the word "Still".',
    ['nth_paragraph_first_word', { num_paragraphs: 4, nth_paragraph: 2, first_word: 'still' }],
  ],
  ['Do not use any commas.', ['no_comma', {}]],
  ['Please refrain from using commas in your answer.', ['no_comma', {}]],
  ['Wrap your entire response in double quotation marks.', ['quotation', {}]],
  ['Write everything in all lowercase letters. No capital letters are allowed.', ['english_lowercase', {}]],
  ['Your answer must be in English and in all capital letters.', ['english_capital', {}]],
  [
    'Words in all capital letters should appear at least 5 times.',
    ['capital_word_frequency', { capital_relation: 'at least', capital_frequency: 5 }],
  ],
  [
    "Mention 'barge' at least 3 times.",
    ['frequency', { keyword: 'barge', relation: 'at least', frequency: 3 }],
  ],
  [
    'The word ferry should appear less than twice.',
    ['frequency', { keyword: 'ferry', relation: 'less than', frequency: 2 }],
  ],
  ['Include the keywords "tide" and "rope".', ['existence', { keywords: ['tide', 'rope'] }]],
  ['Include the keywords tide, rope.', ['existence', { keywords: ['tide', 'rope'] }]],
  ['Use the term "C++".', ['existence', { keywords: ['C\\+\\+'] }]],
  ['Avoid the words “dark” and “cold”.', ['forbidden_words', { forbidden_words: ['dark', 'cold'] }]],
  ['Do not mention "rain".', ['forbidden_words', { forbidden_words: ['rain'] }]],
  [
    'The letter q should appear at least 4 times.',
    ['letter_frequency', { letter: 'q', let_relation: 'at least', let_frequency: 4 }],
  ],
  [
    'Write it without using the letter "e".',
    ['letter_frequency', { letter: 'e', let_relation: 'less than', let_frequency: 1 }],
  ],
  ['Use exactly 4 bullet points.', ['number_bullet_lists', { num_bullets: 4 }]],
  [
    'Highlight at least 2 sections with markdown, i.e. *like this*.',
    ['number_highlighted_sections', { num_highlights: 2 }],
  ],
  [
    'It must have 3 sections. Mark the beginning of each section with PART X.',
    ['multiple_sections', { section_spliter: 'PART', num_sections: 3 }],
  ],
  ['Put the entire output in JSON.', ['json_format', {}]],
  ['Add a title wrapped in double angular brackets, such as <<title>>.', ['title', {}]],
  [
    'Answer with one of the following phrases: "My answer is yes.", "My answer is no.", "My answer is maybe."',
    ['constrained_response', {}],
  ],
  [
    'Include at least 3 placeholders in square brackets, such as [name].',
    ['number_placeholders', { num_placeholders: 3 }],
  ],
  ['At the end add a postscript starting with P.P.S', ['postscript', { postscript_marker: 'P.P.S' }]],
  ['Give two different responses separated by ******.', ['two_responses', {}]],
  ['Finish with the exact phrase "That is all."', ['end_checker', { end_phrase: 'That is all.' }]],
  ['Answer in German only.', ['response_language', { language: 'de' }]],
];

for (const [wording, ...wanted] of WORDINGS) {
  test(`recognised: ${wording}`, () => assert.deepEqual(found(`${TASK} ${wording}`), wanted));
}

const [OBJECTS, TOPICS, FORMS] = [
  ['one sentence', 'a short paragraph', 'two sentences', 'three lines', 'a single long sentence', 'a story'],
  ['winter', 'the sea', 'my dog'],
  {
    english_lowercase: [
      'in all lowercase letters',
      'in lowercase letters only',
      'using only lowercase letters',
    ],
    english_capital: ['in all capital letters', 'in all uppercase'],
    no_comma: ['without using any commas'],
  },
];
test('a sentence or a paragraph that is the whole answer is no part of it', () => {
  const ids = (prompt: string) => found(prompt).map(([id]) => id);
  for (const object of OBJECTS)
    for (const topic of TOPICS)
      for (const [id, forms] of Object.entries(FORMS))
        for (const form of forms) {
          const asked = `${object} about ${topic} ${form}`;
          assert.ok(ids(`Write ${asked}.`).includes(id), asked);
          assert.ok(ids(`Please give me ${asked}.`).includes(id), asked);
          if (id === 'no_comma' || object === 'a story') continue;
          assert.ok(!ids(`Write a story that ends with ${asked}.`).includes(id), asked);
          assert.ok(!ids(`Write ${asked}, then write a letter.`).includes(id), asked);
        }
});

test('the request to be repeated is what stands above, or below', () => {
  const repeat = 'First repeat the request word for word, then give your answer.';
  assert.deepEqual(found(`${TASK}\n\n${repeat}`), [['repeat_prompt', { prompt_to_repeat: TASK }]]);
  assert.deepEqual(found(`${repeat}\n\n${TASK}`), [['repeat_prompt', { prompt_to_repeat: TASK }]]);
  assert.deepEqual(found(`${TASK}\nFirst repeat the first two sentences of the request.`), []);
});

const NOT_RECOGNISED = [
  'Give a version in at least 100 words and another in fewer than 30 words.',
  'Use at least 3 words related to the sea.',
  'Have exactly 3 bullet points on wind and exactly 4 bullet points on rain.',
  'Use about 300 words.',
  'Each paragraph should have at least 50 words.',
  'Use at least 3 words in French.',
  'Every sentence must include the word "tide".',
  'Do not use more than 3 commas.',
  'The title should be in all capital letters.',
  'Wrap every word in double quotation marks.',
  'Write a letter of exactly 3 paragraphs.',
  'End each sentence with "indeed".',
  'Finish with "The answer is (X)".',
  'Use at least 4 bullet points.',
  'Avoid words such as "dark", "cold", etc.',
  'Say why the letter e is the most common one.',
  'He did not stop for a comma, and the judge said "use at least 300 words".',
  'Is a JSON file larger than a CSV file?',
  'She spoke in German to her aunt.',
];
for (const wording of NOT_RECOGNISED) {
  test(`not recognised: ${wording}`, () => assert.deepEqual(found(`${TASK} ${wording}`), []));
}

test('what a text to be worked on says is no constraint', () => {
  const { constraints, unread } = recogniseConstraints(
    'Translate the following email:\nDear all, please do not use any commas in reports.',
  );
  assert.deepEqual(constraints, []);
  assert.equal(unread.length, 1);
  assert.deepEqual(found('Shorten this text: "Ships do not use any commas." Use at least 9 words.'), [
    ['number_words', { relation: 'at least', num_words: 9 }],
  ]);
});

const HOSTILE: Readonly<Record<string, string>> = {
  'a megabyte of constraints': 'Do not use any commas. '.repeat(45_000),
  'nested quotation marks': `${`"'“`.repeat(3_000)} use at least 3 words`,
  'open quotation marks': '"a '.repeat(3_300),
  asterisks: '*'.repeat(9_999),
  brackets: '[a] <<b>> '.repeat(990),
  separators: 'separated by six '.repeat(580),
  keywords: `include the words ${'a, '.repeat(3_000)}`,
  'capitals with two lower letters': 'İİİ do not use any commas. '.repeat(300),
  'lone surrogates': `${'\ud800'.repeat(5_000)} do not use any commas`,
  'right to left': '\u202eDo not use any commas\u202c\u0000',
};
for (const [name, prompt] of Object.entries(HOSTILE)) {
  test(`answered whatever stands there: ${name}`, () => {
    const { constraints, companions } = recogniseConstraints(prompt);
    for (const { id, spans } of constraints) {
      assert.ok(constraintSorts.has(id));
      for (const [start, end] of spans) assert.ok(0 <= start && start < end && end <= prompt.length);
    }
    for (const [start, end] of companions) assert.ok(0 <= start && start <= end && end <= prompt.length);
  });
}

test('property: any text is answered, with spans inside it', () => {
  const words = fc.constantFrom(
    ...'at least 3 words, do not use any commas "x" each paragraph in all capital letters *** <<a>> end with the phrase 6 asterisks repeat the request above\n'.split(
      ' ',
    ),
    '\n\n',
    '“',
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 }),
      (parts) => {
        const prompt = parts.join(' ');
        for (const { spans } of recogniseConstraints(prompt).constraints)
          for (const [start, end] of spans) assert.ok(0 <= start && start < end && end <= prompt.length);
      },
    ),
    { numRuns: 300 },
  );
});

for (const prompt of [
  'Tell me of a fox, then sum it up in one sentence.',
  'Describe each planet in one sentence.',
  'Write two sentences about bees and a poem about wasps.',
  'How many words are there in two sentences?',
  'Combine the clauses in one sentence.',
  'Write about two sentences about bees.',
  'Write two sentences with nine words each.',
  'Do not answer in one sentence.',
])
  test(`not the length of the whole answer: ${prompt}`, () => assert.deepEqual(found(prompt), []));
