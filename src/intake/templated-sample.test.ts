import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRow } from './read-row.ts';

/** A prompt of each family of templates that asks "Hi" under the system prompt "Be brief.", and how its answers end. */
const PROMPTS: Readonly<Record<string, readonly [prompt: string, end: string]>> = {
  chatml: [
    '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
    '<|im_end|>\n<|endoftext|>',
  ],
  llama3: [
    '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nHi<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    '<|eot_id|>',
  ],
  mistral: ['<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]Hi[/INST]', '</s>'],
  llama2: ['<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nHi [/INST]', '</s>'],
  deepseek: ['<｜begin▁of▁sentence｜>Be brief.<｜User｜>Hi<｜Assistant｜>', '<｜end▁of▁sentence｜>'],
  pipes: ['<|system|>\nBe brief.<|end|>\n<|user|>\nHi<|end|>\n<|assistant|>\n', '<|end|>'],
};

for (const [name, [prompt, end]] of Object.entries(PROMPTS))
  test(`${name}: turns out of the template, end tokens off the responses`, () => {
    const read = readRow({
      prompt,
      templated: true,
      responses: [`Lima${end}`, { text: `B ${end}` }, 'no end'],
    });
    assert.ok(read.ok);
    const { query, rollouts } = read.row.group;
    assert.deepEqual(
      query.messages.map(({ role, content }) => [role, content]),
      [
        ['system', 'Be brief.'],
        ['user', 'Hi'],
      ],
    );
    assert.deepEqual(
      rollouts.map(({ text }) => text.trimEnd()),
      ['Lima', 'B', 'no end'],
    );
  });

test('a <think> at the end of the prompt belongs to the response', () => {
  const prompt = '<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n<think>\n';
  const read = readRow({ prompt, templated: true, response: 'hm</think>5<|im_end|>' });
  assert.ok(read.ok);
  assert.equal(read.row.group.rollouts[0]!.text, '<think>\nhm</think>5');
  const plain = readRow({ prompt: 'What is it? <think>\n', templated: true, response: 'hm</think>5' });
  assert.ok(plain.ok);
  assert.equal(plain.row.group.rollouts[0]!.text, '<think>\nhm</think>5');
});

test('a row that does not say so is what it is, and so is a prompt in no template', () => {
  const row = { prompt: PROMPTS.chatml![0], response: 'Lima<|im_end|>' };
  const read = readRow(row);
  assert.ok(read.ok);
  assert.equal(read.row.group.query.messages[0]!.content, row.prompt);
  const plain = readRow({ prompt: 'What is 2 + 2?', templated: true, response: 'a < b <|im_end|>' });
  assert.ok(plain.ok);
  assert.equal(plain.row.group.query.messages[0]!.content, 'What is 2 + 2?');
  assert.equal(plain.row.group.rollouts[0]!.text.trimEnd(), 'a < b');
});
