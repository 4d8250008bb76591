import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../testing/fc.ts';
import { partThinking, withoutThinking } from './thinking.ts';

const DIALECTS: readonly (readonly [open: string, close: string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<reasoning>', '</reasoning>'],
  ['<seed:think>', '</seed:think>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>\n<|begin_of_solution|>'],
  ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
  ['analysis', 'assistantfinal'],
];
const plain = fc.stringMatching(/^[a-z0-9 .]{1,40}$/);

test('thinking is taken out in every dialect, and one that never ends leaves nothing', () => {
  fc.assert(
    fc.property(fc.constantFrom(...DIALECTS), plain, plain, ([open, close], thought, said) => {
      assert.equal(withoutThinking(`${open}${thought}${close}${said}`).trim(), said.trim());
      if (open !== 'analysis') assert.equal(withoutThinking(`${open}${thought}`).trim(), '');
    }),
  );
});

test('a closing mark alone ends what the chat template opened', () => {
  assert.deepEqual(partThinking('it is 4? no\n</think>\n5'), { thinking: 'it is 4? no\n', said: '\n5' });
});

test('a mark that is only mentioned opens nothing', () => {
  for (const text of [
    'The <think> tag opens it. 5',
    'Write `<think>` first. 5',
    "```py\nx = '<think>'\n```\n5",
    'I would write <think> but no. 5',
    'analysis of the data: 5',
  ])
    assert.equal(withoutThinking(text), text);
});

test('a mark inside the thinking does not end it early', () => {
  assert.equal(withoutThinking('<think>a <thinking> b</think>c'), 'c');
  assert.equal(withoutThinking('<think>a</think>x</think>y'), 'y');
});

test('harmony: a message to a tool is a call and no thinking; what stands before it is', () => {
  const call =
    '<|start|>assistant<|channel|>commentary to=functions.f <|constrain|>json<|message|>{}<|call|>';
  assert.deepEqual(partThinking(`<|channel|>analysis<|message|>hm<|end|>${call}`), {
    thinking: '<|channel|>analysis<|message|>hm<|end|>',
    said: call,
  });
  const inRole = '<|start|>assistant to=functions.f<|channel|>commentary json<|message|>{}<|call|>';
  assert.equal(partThinking(inRole).said, inRole);
  assert.equal(partThinking('<|channel|>analysis<|message|>to=functions.f').said, '');
});
