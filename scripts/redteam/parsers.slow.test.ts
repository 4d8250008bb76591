import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspectJavaScript } from '../../src/library/added-tools/inspect-javascript.ts';
import { encodeFrame, FrameReader, readUntrusted } from '../../src/sandbox/frames.ts';
import { parseRequirements } from '../../src/sandbox/requirements/parse-requirements.ts';
import { RlarError } from '../../src/spec/errors.ts';
import { readSignature } from '../../src/tools/unit-tests/cpp.ts';
import { defines, extractProgram } from '../../src/tools/unit-tests/extract-program.ts';
import { readTestSuite } from '../../src/tools/unit-tests/test-suite.ts';

/** Every parser of frames and of programs, with texts that a seed makes: it may refuse, and it may not throw otherwise. */
const ROUNDS = 4_000;
const PIECES = [
  ...[
    '```',
    '~~~',
    '```python\n',
    '```js\n',
    '\n',
    '    ',
    '\t',
    '\r\n',
    '"""',
    "'''",
    '""""',
    '\\',
    '\u0000',
    '\ud800',
  ],
  ...[
    'def f(x):',
    'class A:',
    'return x',
    'async ',
    'await ',
    'lambda',
    'import os',
    'from x import *',
    '#',
    '//',
    '/*',
    '*/',
  ],
  ...[
    'function f(x) {',
    'const f = (x) => x',
    'export default ',
    'module.exports = ',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
  ],
  ...[
    '#include <vector>',
    'int f(',
    'vector<map<int,',
    'template<class T>',
    'std::',
    '&',
    '*',
    ';',
    ',',
    '=',
    ':',
    '@',
    '$',
  ],
  ...[
    '{"test":',
    '{"cases":[',
    '"input":',
    '"output":',
    '"inputs":',
    'assert f(1) == 1',
    '__proto__',
    'constructor',
    '1e400',
  ],
  ...[
    'numpy',
    '==1.0',
    '-r x',
    '-e .',
    '--hash=sha256:',
    '${A}',
    '; python_version',
    '--index-url',
    'https://a',
    '.whl',
  ],
];

function texts(seed: number): () => string {
  let state = seed;
  const next = (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  return () =>
    Array.from({ length: next(30) }, () =>
      PIECES[next(PIECES.length)]!.repeat(next(40) === 0 ? 200 : 1),
    ).join('');
}

const PARSERS: Readonly<Record<string, (text: string) => unknown>> = {
  'a frame': (text) => {
    const reader = new FrameReader();
    reader.expect({ bytes: 4_096, depth: 4, values: 100 });
    const whole = Buffer.concat([encodeFrame({}).subarray(0, 3), Buffer.from(text)]);
    return reader.take(whole);
  },
  'the JSON of a frame': (text) => readUntrusted(Buffer.from(text), { bytes: 4_096, depth: 4, values: 100 }),
  'a response in Python': (text) => extractProgram(text, { language: 'python', entryPoint: 'f' }),
  'a response in JavaScript': (text) => extractProgram(text, { language: 'javascript', entryPoint: 'f' }),
  'a definition in C++': (text) => defines(text, 'f', 'cpp'),
  'a signature in C++': (text) => readSignature(text),
  'tests of a row': (text) => readTestSuite(text),
  'tests of a row as fields': (text) =>
    readTestSuite({ test: text, declaration: text, entry_point: text, language: 'python' }),
  'a JavaScript reward function': (text) => inspectJavaScript(text),
  'a requirements file': (text) => parseRequirements(text, '/rows'),
};

for (const [name, parse] of Object.entries(PARSERS))
  test(`${name}: refused or read, whatever it is`, () => {
    const text = texts(name.length * 7_919);
    for (let round = 0; round < ROUNDS; round += 1) {
      const given = text();
      try {
        parse(given);
      } catch (thrown) {
        assert.ok(thrown instanceof RlarError, `${JSON.stringify(given.slice(0, 500))}: ${String(thrown)}`);
      }
    }
  });
