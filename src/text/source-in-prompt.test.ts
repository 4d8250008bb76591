import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceInPrompt } from './source-in-prompt.ts';

const SOURCES = ['The train leaves at 7: be early.', 'Der Hund schläft.\nEr träumt.', '我们明天去北京。'];
const LAYOUTS: readonly ((source: string) => string)[] = [
  (source) => `Translate into French: ${source}`,
  (source) => `Translate the following text into French.\n\n${source}`,
  (source) => `Please translate this to Spanish:\n"${source}"`,
  (source) => `Übersetze den Text ins Englische:\n${source}`,
  (source) => `Translate to German.\n\`\`\`\n${source}\n\`\`\``,
  (source) => `<text>${source}</text>\nTranslate the text between the tags into Dutch.`,
  (source) => `${source}\n\nTranslate this into Italian.`,
  (source) => `Translate from English to German.\nEnglish: ${source}\nGerman:`,
  (source) => `Summarize the article in one sentence.\n\n${source}`,
  (source) => `将下面的句子翻译成英文：\n${source}`,
  (source) => `How do you say “${source}” in French?`,
];

test('the text is found behind, before and inside of the instruction', () => {
  for (const layout of LAYOUTS)
    for (const source of SOURCES) assert.equal(sourceInPrompt(layout(source)), source, layout(source));
});

test('where nothing stands apart the whole prompt is the source; long prompts end soon', () => {
  for (const prompt of ['What is the capital of France?', 'Hello there', '', 'Translate:'])
    assert.equal(sourceInPrompt(prompt), prompt);
  for (const hostile of [
    '"'.repeat(100_000),
    ':\n'.repeat(50_000),
    '<a>'.repeat(30_000),
    '```\n'.repeat(20_000),
  ])
    assert.ok(sourceInPrompt(hostile).length <= hostile.length);
});
