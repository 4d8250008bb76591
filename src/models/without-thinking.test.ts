import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutThinking } from './without-thinking.ts';

test('thinking before the answer is left out', () => {
  assert.equal(withoutThinking('<think>is it 4?</think>\n{"a":4}'), '{"a":4}');
  assert.equal(withoutThinking('  <thinking>hm</thinking> 5'), '5');
  assert.equal(withoutThinking('is it 4? ```js\n1\n```\n</think>\n\n{"a":4}'), '{"a":4}');
});

test('thinking that never ends is no answer', () => {
  assert.equal(withoutThinking('<think>is it 4? or is it 5'), '');
});

test('a tag inside the answer stays', () => {
  const json = JSON.stringify({ code: "text.split('<think>a</think>').at(-1)" });
  assert.equal(withoutThinking(json), json);
  const program = "```js\nconst end = text.indexOf('</think>');\n```";
  assert.equal(withoutThinking(program), program);
  assert.equal(withoutThinking(`<think>x</think>${program}`), program);
});

test('an answer without thinking is trimmed only', () => {
  assert.equal(withoutThinking(' plain \n'), 'plain');
  assert.equal(withoutThinking(''), '');
});
