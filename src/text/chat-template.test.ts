import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { readTemplatedPrompt, withoutEnds } from './chat-template.ts';
import { cutPrompt } from './cut-prompt.ts';

const system = { role: 'system', content: 'Be brief.' };
const user = { role: 'user', content: 'What is 2+2?' };
const earlier = [
  { role: 'user', content: 'Hello' },
  { role: 'assistant', content: 'Hi.' },
];

const TEMPLATES: Record<string, readonly [prompt: string, end: string, template: string]> = {
  Qwen: [
    '<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nWhat is 2+2?<|im_end|>\n<|im_start|>assistant\n',
    '<|im_end|>',
    'chatml',
  ],
  'Llama 3': [
    '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nWhat is 2+2?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
    '<|eot_id|>',
    'llama3',
  ],
  'Llama 2': ['<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\nWhat is 2+2? [/INST]', '</s>', 'mistral'],
  Mistral: ['<s>[SYSTEM_PROMPT]Be brief.[/SYSTEM_PROMPT][INST]What is 2+2?[/INST]', '</s>', 'mistral'],
  DeepSeek: [
    '<｜begin▁of▁sentence｜>Be brief.<｜User｜>What is 2+2?<｜Assistant｜>',
    '<｜end▁of▁sentence｜>',
    'deepseek',
  ],
  Phi: ['<|system|>\nBe brief.<|end|>\n<|user|>\nWhat is 2+2?<|end|>\n<|assistant|>\n', '<|end|>', 'pipes'],
  GLM: ['[gMASK]<sop><|system|>\nBe brief.<|user|>\nWhat is 2+2?<|assistant|>\n', '<|endoftext|>', 'pipes'],
};

for (const [name, [prompt, end, template]] of Object.entries(TEMPLATES)) {
  test(`${name}: system and user are found again, the end token is taken off`, () => {
    const read = readTemplatedPrompt(prompt);
    assert.equal(read?.template, template);
    assert.deepEqual(read?.messages, [system, user]);
    assert.equal(read?.prefilled, '');
    const answer = cutPrompt(`${prompt}4.${end}`, prompt);
    assert.deepEqual(withoutEnds(answer ?? '', read?.ends), { text: '4.', ended: true });
  });
}

test('Gemma has no system role; several turns are kept', () => {
  const read = readTemplatedPrompt(
    '<bos><start_of_turn>user\nHello<end_of_turn>\n<start_of_turn>model\nHi.<end_of_turn>\n<start_of_turn>user\nWhat is 2+2?<end_of_turn>\n<start_of_turn>model\n',
  );
  assert.deepEqual(read?.messages, [...earlier, user]);
});

test('a pre-filled <think> is reported, a closed one too', () => {
  const [chatml] = TEMPLATES.Qwen!;
  assert.equal(readTemplatedPrompt(`${chatml}<think>\n`)?.prefilled, '<think>\n');
  assert.equal(readTemplatedPrompt(`${chatml}<think>\n\n</think>\n\n`)?.prefilled, '<think>\n\n</think>\n\n');
});

test('what is no template, or does not end with the assistant, is no template', () => {
  for (const text of ['What is 2+2?', '', 'Compare <|im_start|>user\nx', '[INST] unfinished', '<|user|>'])
    assert.equal(readTemplatedPrompt(text), null, text);
});

test('an HTML end tag is no end token where the template has another one', () => {
  const chatml = readTemplatedPrompt(TEMPLATES.Qwen![0])!;
  assert.equal(withoutEnds('<s>gone</s>', chatml.ends).text, '<s>gone</s>');
  assert.equal(withoutEnds('<s>gone</s>').text, '<s>gone</s>');
  assert.equal(withoutEnds('4<|im_end|>\n<|endoftext|><|endoftext|>').text, '4');
});

test('a prompt is cut with changed white space, a start token, and a front that the trainer cut off', () => {
  assert.equal(cutPrompt('<s> Say it .\nNow: yes', 'Say it.\nNow: '), 'yes');
  const prompt = `${'Some context that is long. '.repeat(20)}And the question?\nAnswer:`;
  assert.equal(cutPrompt(`${prompt.slice(100)} 42`, prompt), ' 42');
  assert.equal(cutPrompt(`${prompt.slice(0, 100)} 42`, prompt), null);
  assert.equal(cutPrompt('something else', prompt), null);
  assert.equal(cutPrompt('', prompt), null);
});

test('hostile: a response that repeats the prompt is kept whole', () => {
  const [prompt] = TEMPLATES.Qwen!;
  assert.equal(cutPrompt(`${prompt}no${prompt}4`, prompt), `no${prompt}4`);
});

test('hostile: long texts of headers are no prompts', () => {
  assert.equal(readTemplatedPrompt('<|im_start|>'.repeat(100_000)), null);
  assert.equal(readTemplatedPrompt('<|start_header_id|>'.repeat(100_000)), null);
  assert.equal(cutPrompt(`${'a '.repeat(200_000)}b`, `${'a '.repeat(199_999)}c`), null);
});

test('property: prompt + response is always cut where it was joined', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string(), (prompt, response) => {
      assert.equal(cutPrompt(prompt + response, prompt), response);
    }),
  );
});
