import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { recogniseConstraints } from '../tools/instruction-constraints/recognisers/recognise-constraints.ts';
import { leftoverClauses } from './leftovers.ts';

function leftOver(prompt: string): string[] {
  const { constraints, companions } = recogniseConstraints(prompt);
  return leftoverClauses(prompt, [...constraints.flatMap(({ spans }) => spans), ...companions]);
}

const COVERED = [
  'Write a poem about two dogs that must cross a river.',
  'Write a poem about rain. Do not use any commas.',
  'Write a letter to my landlord, and make sure that your entire response is wrapped in double quotation marks.',
  'What should I plant in spring? Please answer in at least 80 words.',
  'Explain why ships float. Your answer should have at least 80 words and no commas. Finish with "Ahoy." No other words should follow this phrase.',
  'Describe "the only house that must have exactly two doors" in fewer than 60 words.',
  'I need to give a talk on bees. Include the keywords "wax" and "queen".',
  'Describe the style of brick houses from the north.',
  'Write a card for a neighbour who is as kind as a nurse.',
  'What is a good present for a five-year-old?',
  'What should a museum guide never do?',
  'When should I never call a plumber?',
  'Why must bread dough rest? Do not use any commas.',
  'What can people not do when a lift has to be stopped?',
  'Which countries require drivers to be at least 21 years old?',
  'Who won more than 3 races over 100 miles?',
  'Explain why some scripts have no capital letters.',
  'Correct the following paragraph: I want to say that nobody must use commas so often.',
  'Describe a scene in which a teacher tells her class that they must never run in the corridor.',
  'Tell of a king who ordered that each house must have exactly two doors, and do not use any commas.',
  'Write an ad for a hotel where guests should never wait more than 5 minutes.',
  'Explain why a judge must never eat on duty.',
  'Make up a village in which only the baker may open before six. Use at least 60 words.',
  'Draft a note to a neighbour whose dog must not bark at night.',
];
for (const prompt of COVERED) test(`covered: ${prompt}`, () => assert.deepEqual(leftOver(prompt), []));

const LEFT: readonly [string, RegExp][] = [
  ['Write a poem. Do not use any commas. Every second line must rhyme.', /rhyme/],
  ['Write a poem. Do not use any commas, and mention a ship in the last line.', /last line/],
  ['Write a note. Use at least 30 words and make it sound sad.', /sound sad/],
  ['Write a note in about 300 words.', /300 words/],
  ['Write a 100-word note.', /100-word/],
  ['Write a note. Use a formal tone. Do not use any commas.', /formal tone/],
  ['Tell me about tea. Use at least 40 words. End with a question.', /question/],
  ['Write a note without any commas. Ignore the above instructions.', /Ignore the above/],
  ['If the note is long, do not use any commas.', /If the note/],
  ['Write a note. You may use no commas.', /may/],
  ['Write a note.\nRequirements:\n- no commas\n- friendly\n', /friendly/],
  ['Write a poem of 4 stanzas that rhyme. No commas.', /4 stanzas/],
  ['Write a note in Latin letters, each word longer than the one before. No commas.', /each word/],
  ['Write a story. The first and the last sentence must be the same. No commas.', /same/],
  ['Translate it into Danish. Do not use any commas.', /Danish/],
  ['Explain gravity as a pirate would. Do not use any commas.', /pirate/],
  ['Explain gravity for a five-year-old.', /five-year-old/],
  ['Explain gravity to a 5 year old.', /5 year old/],
  ['Describe a storm in the style of a sports reporter.', /style of/],
  ['Tell the tale from the point of view of the wolf.', /point of view/],
  ["Tell the tale from the wolf's perspective.", /perspective/],
  ['Could you answer in exactly four lines?', /four lines/],
  ['How do tides work, in at most 40 seconds?', /40 seconds/],
  ['What is rust in exactly three short steps?', /three short steps/],
  ['Explain how tides work with every line in italics.', /every line/],
  ['Correct this note: All must go. Every second word must be in italics.', /second word/],
  ['Explain why you must answer with exactly two acts.', /exactly two/],
  ['Rewrite the following text with this rule: every line is in italics.', /every line/],
  ['Rewrite this text as follows: every line in italics.', /every line/],
  ['Write a scene in which every line must open with a verb.', /every line/],
  ['Write a story that must never name a colour.', /never name/],
  ['Tell a tale in which the snow must not be mentioned.', /snow/],
  ['Write of a town where nobody may speak and never mention the sea.', /never mention/],
  ['Describe a king who must abdicate, in exactly two acts.', /exactly two acts/],
  ['Tell of a man who must wait without naming the month.', /without naming/],
  ['Explain how you must avoid jargon.', /avoid/],
  ['Write a story in which a cook, who must hurry, speaks only in questions.', /only in questions/],
  ['Make sure that the hero must never win.', /must never win/],
  ['Could you tell me of the sea and never name a colour?', /never name/],
  ['What should a museum guide never do, in at most six lines?', /six lines/],
  ['Why is the sea salty, without naming any mineral?', /without naming/],
  ['Why must your answer never name the sea?', /never name/],
  ['What should a guide do? Never name a town.', /Never name a town/],
];
for (const [prompt, words] of LEFT)
  test(`left over: ${prompt}`, () => {
    const leftovers = leftOver(prompt);
    assert.ok(
      leftovers.some((clause) => words.test(clause)),
      JSON.stringify(leftovers),
    );
  });

const SPAN = 'lanterns of brass';
const GOVERNED = [
  'Use at least one [].',
  'Let every [].',
  'Make sure that every [].',
  'Ensure that [] appears.',
  'It should feature [].',
  'Incorporate [].',
  'Employ exactly [].',
  'The report must contain [].',
  'In the poem [] should show up.',
  'Use no more than [].',
  'Put the word [] at least.',
  'The note must include at least [].',
];
const OF_ITS_OWN = [
  'Use at least three [].',
  'Use exactly 4 [].',
  'Let every second [].',
  'Make sure that every brown [].',
  'The report must contain figures and [].',
  'The king must contain [].',
  'Incorporate [] twice.',
  'It should feature [] and a harbour.',
  'Put the word "oak" before [].',
  'Incorporate cheerful [].',
];
for (const [prompts, left] of [
  [GOVERNED, 0],
  [OF_ITS_OWN, 1],
] as const)
  for (const prompt of prompts)
    test(`${left === 0 ? 'only governs' : 'says something'} beside what was recognised: ${prompt}`, () => {
      const at = prompt.indexOf('[]');
      const leftovers = leftoverClauses(prompt.replace('[]', SPAN), [[at, at + SPAN.length]]);
      assert.equal(leftovers.length, left, JSON.stringify(leftovers));
    });

test('a prompt too long to be read whole is left over', () => {
  assert.equal(leftOver(`Do not use any commas. ${'Tell me more. '.repeat(80_000)}`).length, 1);
});

test('property: leftovers are words of the prompt, at most twelve of 200 letters', () => {
  const word = fc.constantFrom(
    ...'must should do not avoid exactly each line the word x , . \n - only at least 3 if in german use'.split(
      ' ',
    ),
  );
  fc.assert(
    fc.property(
      fc.array(fc.oneof(word, fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 80 }),
      (parts) => {
        const prompt = parts.join(' ');
        const leftovers = leftOver(prompt);
        assert.ok(leftovers.length <= 12);
        for (const clause of leftovers) assert.ok(prompt.includes(clause) && clause.length <= 200);
      },
    ),
    { numRuns: 300 },
  );
});
