import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statedAnswers, withoutThinking } from './stated-answers.ts';
import { withoutMarkup } from './without-markup.ts';

const FIRST = [
  ['So the answer is (B).', '(B).', 'marker'],
  ['The answer is A. No, the answer is B', 'B', 'marker'],
  ['Answer: 42', '42', 'marker'],
  ['**Answer:**\n\n42', '42', 'marker'],
  ['## Final Answer\n42', '42', 'marker'],
  ['The correct option is **C**', 'C', 'marker'],
  ['The best answer from the given options is (I) 30', '(I) 30', 'marker'],
  ['The correct answer appears to be **F**.', 'F.', 'marker'],
  ['Die Antwort lautet 42', '42', 'marker'],
  ['La réponse est 42', '42', 'marker'],
  ['答案是42', '42', 'marker'],
  ['The answer is \\boxed{\\frac{1}{2}}.', '\\frac{1}{2}', 'boxed'],
  ['<answer>The answer is 7</answer> bye', '7', 'marker'],
  ['<ANSWER> 7 </ANSWER>', '7', 'tag'],
  ['Work.\n#### 18', '18', 'hashes'],
  ['<think>The answer is 3</think>The answer is 4', '4', 'marker'],
  ['<think>The answer is 3</think>', '3</think>', 'marker'],
] as const;

for (const [response, text, found] of FIRST)
  test(`stated answer: ${JSON.stringify(response)}`, () => {
    const [answer] = statedAnswers(response);
    assert.deepEqual([answer?.text, answer?.found], [text, found]);
  });

for (const response of [
  '',
  '42',
  'I hope this answer is helpful.',
  '#### Step 1\nWe add.',
  'answers everything',
])
  test(`nothing stated: ${JSON.stringify(response)}`, () => assert.deepEqual(statedAnswers(response), []));

test('the last place comes first, and an empty thought leaves the whole text', () => {
  assert.deepEqual(
    statedAnswers('\\boxed{1}\nThe answer is 2').map((answer) => answer.text),
    ['2', '1'],
  );
  assert.equal(withoutThinking('<think>a</think>  '), '<think>a</think>  ');
  assert.equal(withoutMarkup('**$\\text{(B)}$**'), '(B)');
});
