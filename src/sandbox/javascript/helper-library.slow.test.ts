import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { HELPER_NAMES } from './helper-library.ts';
import { JavaScriptSandbox } from './run-javascript.ts';

const sandbox = new JavaScriptSandbox(1);
after(() => sandbox.close());

async function call(expression: string, input: string): Promise<void> {
  const source = `const call = (input) => ${expression};`;
  const run = await sandbox.run({ source, entry: 'call', inputs: [input], limitMs: 2_000 });
  assert.ok(run.ok, `${expression}: ${JSON.stringify(run)}`);
}

test('hostile text of 100,000 characters takes each helper a bounded time', async () => {
  const pieces = [
    'a',
    ' ',
    '*',
    '_a',
    '. ',
    '\n',
    '\n ',
    '#',
    '`',
    '```\n',
    '|-',
    '"',
    '{',
    '[a](',
    '1,',
    '1. ',
    '<answer>',
    'answer ',
    '\\boxed{',
    '👩‍',
    'twenty ',
  ];
  const callable = HELPER_NAMES.filter((name) => name !== 'NUMBER' && !/^[A-Z_]+$/.test(name));
  for (const piece of pieces)
    for (const name of callable) {
      const second = { spans: ', /a+/', count: ', "a a"', sameNumber: ', 1' }[name] ?? '';
      await call(
        `(rlar.${name}('x' + input.repeat(${Math.ceil(99_998 / piece.length)}).slice(0, 99998) + 'x'${second}), 1)`,
        piece,
      );
    }
});
