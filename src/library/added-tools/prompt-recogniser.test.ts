import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeJavaScript, holdingJavaScript } from './javascript-calls.ts';
import { promptRecogniser } from './prompt-recogniser.ts';

after(closeJavaScript);

const silentOn = (source: string, prompts: readonly string[]) =>
  promptRecogniser({ source }, { callMs: 500, extracts: false }).silentOn!(prompts);

const TEA =
  'export function recognise(prompt) { const at = prompt.indexOf("tea"); return at < 0 ? [] : [[at, at + 3]]; }';

test('silent on many prompts in one call, or not', () =>
  holdingJavaScript(async () => {
    const silent = Array.from({ length: 50 }, (_, at) => `Task ${at}.`);
    assert.equal(await silentOn(TEA, silent), true);
    assert.equal(await silentOn(TEA, [...silent, 'Mention tea.']), false);
    assert.equal(await silentOn(TEA, []), true);
  }));

test('what throws, hangs, gives another shape or tampers with the language is never silent', async () => {
  const fires = ['Mention tea.'];
  const programs = [
    'function recognise() { throw new Error("no"); }',
    'function recognise() { for (;;); }',
    'function recognise() { return null; }',
    'function recognise() { return { length: 0 }; }',
    `Array.isArray = () => true; Array.prototype.every = () => true; ${TEA}`,
    `Object.defineProperty(Array.prototype, 'length', { value: 0 }); ${TEA}`,
    'const no = 1;',
  ];
  for (const source of programs)
    assert.equal(
      await promptRecogniser({ source }, { callMs: 50, extracts: false }).silentOn!(fires),
      false,
      source,
    );
});
