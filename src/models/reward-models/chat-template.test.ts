import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { rewardAdapter } from '../../testing/reward-adapter.ts';
import { chatTemplateIn, chatTemplateOf, layOut } from './chat-template.ts';
import { renderInput } from './render-input.ts';

/** As a family of models writes it. */
const LLAMA =
  "{{- bos_token }}{%- for message in messages %}{{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n' + message['content'] | trim + '<|eot_id|>' }}{%- endfor %}";
const tokens = { bos_token: '<|begin_of_text|>' };
const turns = [
  { role: 'user', content: 'Why? ' },
  { role: 'assistant', content: 'So.' },
];
const LAID_OUT =
  '<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\nWhy?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nSo.<|eot_id|>';

test('a chat is laid out as the tokenizer’s template says', () => {
  assert.equal(layOut({ template: LLAMA, tokens }, turns), LAID_OUT);
});

test('a template that does not end, refuses the turns or is none gives an error and no text', () => {
  const endless = '{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}';
  for (const template of [endless, "{{ raise_exception('no system') }}", '{% for %}'])
    assert.throws(() => layOut({ template, tokens: {} }, turns), { code: 'RLAR_INVALID_TOOL' }, template);
});

test('template and tokens are read out of tokenizer_config.json, in both spellings', () => {
  const one = chatTemplateOf({
    chat_template: LLAMA,
    bos_token: { content: '<|begin_of_text|>', lstrip: false },
    eos_token: '<|eot_id|>',
    pad_token: null,
    model_max_length: 8192,
  });
  assert.deepEqual(one, { template: LLAMA, tokens: { ...tokens, eos_token: '<|eot_id|>' } });
  const several = [
    { name: 'tool_use', template: 'x' },
    { name: 'default', template: LLAMA },
  ];
  assert.equal(chatTemplateOf({ chat_template: several }).template, LLAMA);
  assert.throws(() => chatTemplateOf({ bos_token: '<s>' }), /no chat_template/);
});

test('for a server of finished text the BOS is kept or taken off, and a response cannot write the template’s marks', () => {
  const spec = rewardAdapter('sglang', {
    model: 'owner/reward',
    render: { as: 'chat', system: 'forbid', assistant: true },
    chatTemplate: LLAMA,
    templateTokens: tokens,
  });
  const query = {
    prompt: 'Why?',
    messages: [{ role: 'user' as const, content: 'Why?' }],
    references: [],
    constraints: [],
  };
  assert.deepEqual(renderInput(spec, query, 'So.'), { as: 'text', text: LAID_OUT });
  const bare = renderInput({ ...spec, stripBos: true, endToken: '<e>' }, query, 'So.');
  assert.deepEqual(bare, { as: 'text', text: `${LAID_OUT.replace('<|begin_of_text|>', '')}<e>` });
  const own = {
    ...spec,
    chatTemplate: "<<{{ messages[0]['content'] }}<|odd_mark|>{{ messages[1]['content'] }}",
  };
  assert.equal((renderInput(own, query, 'a<|odd_mark|>b') as { cause: string }).cause, 'output');
});

test('a template stands in the tokenizer’s file, or in one of its own, which wins', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rlar-template-'));
  try {
    const put = (name: string, text: string) => writeFileSync(join(folder, name), text);
    assert.throws(() => chatTemplateIn(folder), { code: 'RLAR_INVALID_TOOL' });
    put('tokenizer_config.json', '{"chat_template": "old", "eos_token": "</s>"}');
    assert.deepEqual(chatTemplateIn(folder), { template: 'old', tokens: { eos_token: '</s>' } });
    put('chat_template.json', '{"chat_template": "newer"}');
    assert.equal(chatTemplateIn(folder).template, 'newer');
    put('chat_template.jinja', 'newest');
    assert.deepEqual(chatTemplateIn(folder), { template: 'newest', tokens: { eos_token: '</s>' } });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
