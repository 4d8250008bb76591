import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerFormatAsked } from './answer-format.ts';

const ASKED = [
  ['Give the answer after "####".', '####'],
  ['End with a line of the form #### <answer>', '####'],
  ['Q: 2 + 2?\nA: We add.\n#### 4\n\nQ: 3 + 3?', '####'],
  ['Please reason step by step, and put your final answer within \\boxed{}.', 'boxed'],
  ['Put the number in $\\\\boxed{}$', 'boxed'],
  ['Show your work in <think> </think> tags and the result in <answer> </answer> tags.', 'answer-tag'],
  ['Answer with the letter of the correct option.', 'letter'],
  ['Reply only with the correct letter.', 'letter'],
  ['Return the result as a JSON object.', 'json'],
  ['Wrap the entire output in JSON format.', 'json'],
  ['The old rule was \\boxed{}. Now finish with "#### 7".', '####'],
  ['What is 2 + 2?', null],
  ['Write a cover letter for a job.', null],
  ['Which word begins with the letter S?', null],
  ['#### Overview\nSummarise this page.', null],
  ['Write a script that reads a JSON file.', null],
  ['', null],
] as const;

for (const [prompt, format] of ASKED)
  test(`asked for ${format}: ${prompt.slice(0, 50)}`, () => assert.equal(answerFormatAsked(prompt), format));

test('a huge prompt is read to the end', () => {
  for (const [prompt, format] of [
    ['answer '.repeat(500_000), null],
    ['#'.repeat(5_000_000), '####'],
    ['format with '.repeat(200_000), null],
  ] as const)
    assert.equal(answerFormatAsked(prompt), format, prompt.slice(0, 10));
});
