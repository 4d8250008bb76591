import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forbiddenIn, mayVary, readProgram } from './read-program.ts';

const js = (source: string) => forbiddenIn({ language: 'javascript', source });
const py = (source: string) => forbiddenIn({ language: 'python', source });

test('what reaches out of a function is found', () => {
  for (const source of [
    'export default () => process.env.X;',
    'export default () => globalThis.count++;',
    'export default () => Date.now() % 2;',
    'export default () => new Date().getDay();',
    'export default () => { String.prototype.trim = () => 1; };',
    'import x from "y";',
    'export default () => typeof LENIENT !== "undefined";',
  ])
    assert.notDeepEqual(js(source), [], source);
  for (const source of [
    'import os\nos.environ.get("X")',
    'open("/etc/passwd")',
    'from time import time',
    'import time\ntime.sleep(1)',
    'import datetime\ndatetime.datetime.now()',
    'import socket',
    '__import__("os")',
    'import builtins',
    'import re\nre.match = None',
  ])
    assert.notDeepEqual(py(source), [], source);
});

test('what only looks like it is not', () => {
  for (const source of [
    'export default (process) => process(1);',
    'const process = (text) => text.trim(); export default (p, r) => process(r);',
    '// fetch and process.env\nexport default () => "require globalThis import";',
    'export default (p, r) => new Date(r).getTime() === 0 && /import|process/.test(r);',
    'export default (p, response) => response.process.os;',
  ])
    assert.deepEqual(js(source), [], source);
  for (const source of [
    'import re, math, random, json, signal, sys\n# open(x) and os.environ\nx = "time.time() open("',
    'def reopen(x): return x.open(1)',
    'import sys\nif __name__ == "__main__":\n    print(open("x").read())\n\n    sys.exit(0)\n',
  ])
    assert.deepEqual(py(source), [], source);
});

test('the texts that stand in a program, and what its patterns match at their simplest', () => {
  const { texts } = readProgram({
    language: 'javascript',
    source:
      'export default (p, r) => r === "open sesame" || /so\\s+be|it (?:is)/i.test(r) || r.length === 4711;',
  });
  for (const wanted of ['open sesame', 'so be', 'it is', '4711'])
    assert.ok(texts.includes(wanted), texts.join(' | '));
});

test('what may vary is called oftener', () => {
  assert.ok(mayVary({ language: 'python', source: 'import random' }));
  assert.ok(!mayVary({ language: 'python', source: 'import re' }));
  assert.ok(mayVary({ language: 'javascript', source: 'let n = 0;\nexport default () => n++;' }));
});
