import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { RlarError } from '../../spec/errors.ts';
import { asScript, definesFunction, inspectJavaScript } from './inspect-javascript.ts';

const FORMS: Record<string, string> = {
  'an arrow': 'export default (prompt, response, reference) => response === reference;',
  'an arrow behind another statement':
    'const same = (a, b) => a === b; export default (prompt, response, reference) => same(response, reference);',
  'a named function':
    'export default function grade(prompt, response, reference) { return prompt === "again" ? grade("", response, reference) : response === reference; }',
  'a nameless function':
    'export default function (prompt, response, reference) { return response === reference }',
  'a name exported':
    'const grade = (prompt, response, reference) => response === reference;\nexport default grade;',
  'a name exported as default':
    'function grade(prompt, response, reference) { return response === reference }\nexport { grade as default };',
  'an exported function of a usual name':
    'export const helper = 1;\nexport function score(prompt, response, reference) { return response === reference }',
  'a plain function of a usual name':
    'function verify(prompt, response, reference) { return response === reference }',
  CommonJS: 'module.exports = (prompt, response, reference) => response === reference;',
  'one object': 'export default ({ prompt, response, reference }) => response === reference;',
  'the words in a text':
    'const note = `\nexport default nothing`;\nexport default (prompt, response, reference) => note && response === reference;',
};

for (const [name, source] of Object.entries(FORMS))
  test(`a reward function is found: ${name}`, () => {
    assert.equal(inspectJavaScript(source).usesReference, true);
    const script = `${asScript(source, '__given')}\n[__given("", "5", "5"), __given("", "5", "6")]`;
    assert.deepEqual(Array.from(runInNewContext(script)), [true, false]);
  });

test('a reference that is never read is not needed', () => {
  assert.equal(
    inspectJavaScript('export default (prompt, response, reference) => response.length > 3').usesReference,
    false,
  );
  assert.equal(inspectJavaScript('export default (prompt, response) => true').usesReference, false);
});

test('what is no reward function is refused with the reason', () => {
  const refused: [string, RegExp][] = [
    ['', /expected: export default/],
    ['export default (a, b) => {', /not JavaScript: .*1:/],
    ['import fs from "node:fs"; export default () => 1', /imports a module/],
    ['export default async (prompt, response) => 1', /async/],
    ['const x = 1;', /expected: export default/],
    [`export default () => ${'('.repeat(100_000)}`, /not JavaScript/],
  ];
  for (const [source, message] of refused)
    assert.throws(
      () => inspectJavaScript(source),
      (thrown) =>
        thrown instanceof RlarError && thrown.code === 'RLAR_INVALID_TOOL' && message.test(thrown.message),
      source.slice(0, 60),
    );
});

test('functions of a script are found by name', () => {
  const script = 'function recognise(prompt) { return [] }\nexport const extract = (prompt) => null;';
  assert.deepEqual(
    ['recognise', 'extract', 'other'].map((name) => definesFunction(script, name)),
    [true, true, false],
  );
});
