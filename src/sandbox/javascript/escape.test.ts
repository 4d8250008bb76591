import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { JsonValue } from '../../spec/json.ts';
import type { SandboxResult } from '../program/types.ts';
import { JavaScriptSandbox } from './run-javascript.ts';

/** The escape suite for functions that an agent wrote: after every row the sandbox answers the next call. */
const sandbox = new JavaScriptSandbox(1);
after(() => sandbox.close());

/** What is to be interrupted is so soon; what is to end by itself may take as long as a busy machine needs. */
const SOON_MS = 150;
const LONG_MS = 10_000;
const run = (
  source: string,
  inputs: JsonValue[] = [],
  limitMs = LONG_MS,
): Promise<SandboxResult<JsonValue>> => sandbox.run({ source, entry: 'score', inputs, limitMs });

type Check = ((result: SandboxResult<JsonValue>) => void) & { readonly endless?: boolean };
const faults = (...codes: string[]): Check =>
  Object.assign(
    (result: SandboxResult<JsonValue>) =>
      assert.ok(
        !result.ok && result.error.boundary === 'program' && codes.includes(result.error.code),
        JSON.stringify(result),
      ),
    { endless: codes.includes('wall-time') },
  );
const gives =
  (value: JsonValue): Check =>
  (result) =>
    assert.deepEqual(result.ok && result.value, value, JSON.stringify(result));

const rows: readonly (readonly [string, string, Check])[] = [
  ['endless loop', 'function score() { while (true) {} }', faults('wall-time')],
  [
    'loop that swallows interrupts',
    'function score() { for (;;) { try { for (;;) {} } catch {} finally { continue; } } }',
    faults('wall-time'),
  ],
  ['endless loop while loading', 'while (true) {}', faults('wall-time')],
  [
    'catastrophic regular expression',
    'function score() { return /^(a+)+$/.test("a".repeat(60) + "b"); }',
    faults('wall-time'),
  ],
  ['deep recursion', 'function score() { return score() + 1; }', faults('exception')],
  ['recursion through callbacks', 'const score = () => [1].map(score);', faults('exception')],
  [
    'objects without end',
    'function score() { const x = []; for (;;) x.push({ x, y: [1, 2, 3] }); }',
    faults('memory', 'wall-time'),
  ],
  [
    'ArrayBuffer bomb',
    'function score() { const x = []; for (;;) x.push(new Uint8Array(1e6)); }',
    faults('memory'),
  ],
  [
    'one large ArrayBuffer',
    'function score() { return new ArrayBuffer(1e9).byteLength; }',
    faults('memory', 'exception'),
  ],
  ['string bomb', 'function score() { let s = "x"; for (;;) s += s + s; }', faults('memory', 'exception')],
  [
    'array bomb',
    'function score() { return new Array(2 ** 32 - 1).fill(0).length; }',
    faults('memory', 'exception', 'wall-time'),
  ],
  ['bomb in a result', 'function score() { return "x".repeat(1e6); }', faults('output')],
  [
    'bomb in an error',
    'function score() { throw new Error("x".repeat(1e7)); }',
    faults('exception', 'memory'),
  ],
  [
    'error object with getters that loop',
    'function score() { throw { get name() { for (;;) {} }, get message() { for (;;) {} } }; }',
    faults('wall-time'),
  ],
  [
    'error object that is a proxy',
    'function score() { throw new Proxy({}, { get() { throw 1; } }); }',
    faults('exception', 'memory'),
  ],
  ['WebAssembly', 'function score() { return typeof WebAssembly; }', gives('undefined')],
  [
    'names of the host',
    'function score() { return ["require", "process", "module", "fetch", "setTimeout", "Buffer", "performance", "std", "os", "console", "Worker", "SharedArrayBuffer"].filter((name) => typeof globalThis[name] !== "undefined" && name !== "SharedArrayBuffer"); }',
    gives([]),
  ],
  [
    'names through the Function constructor',
    'function score() { return new Function("return typeof process + typeof require")() + (() => {}).constructor("return typeof globalThis.process")(); }',
    gives('undefinedundefinedundefined'),
  ],
  [
    'import()',
    'async function score() { return (await import("node:fs")).readFileSync("/etc/passwd"); }',
    faults('exception'),
  ],
  ['import declaration', 'import fs from "node:fs";\nfunction score() { return 1; }', faults('compile')],
  [
    'the clock',
    'function score() { return [Date.now(), new Date().getTime(), new (new Date(5).constructor)().getTime(), new Date(5).getTime()]; }',
    gives([0, 0, 0, 5]),
  ],
  [
    'the clock by another name',
    'function score() { return typeof globalThis["Da" + "te"]; }',
    gives('undefined'),
  ],
  [
    'prototype pollution',
    'Object.prototype.toJSON = () => 1; Array.prototype[Symbol.iterator] = function* () {}; function score() { return 2; }',
    gives(2),
  ],
  [
    'inputs are frozen',
    '"use strict"; function score(a) { try { a.list.push(9); } catch (e) { return e instanceof TypeError; } return false; }',
    gives(true),
  ],
  ['result that is no JSON', 'function score() { return () => 1; }', faults('shape')],
  ['a big integer', 'function score() { return 10n; }', faults('exception')],
  [
    '__proto__ in a result',
    'function score() { return JSON.parse(\'{"__proto__": {"polluted": 1}}\'); }',
    (result) => assert.equal(Reflect.get({}, 'polluted'), undefined, JSON.stringify(result)),
  ],
  [
    'replaced JSON',
    'JSON.stringify = () => "1"; JSON.parse = () => 1; function score(a) { return a.list; }',
    gives([1]),
  ],
  ['an entry that is no function', 'const score = 5;', faults('exception')],
];

for (const [name, source, check] of rows) {
  test(`javascript: ${name}`, async () => {
    check(await run(source, [{ list: [1] }], check.endless ? SOON_MS : LONG_MS));
    const next = await run('function score(a, b) { return a + b; }', [20, 22]);
    assert.equal(next.ok && next.value, 42, JSON.stringify(next));
  });
}

test('nothing is carried from one call to the next, and the same seed gives the same numbers', async () => {
  await run(
    'globalThis.left = 1; Array.prototype.left = 1; Math.random = () => 0.5; function score() { return 1; }',
  );
  const source =
    'function score() { return [typeof left, [].left === undefined, Math.random(), Math.random()]; }';
  const [first, second] = [await run(source), await run(source)];
  assert.ok(first.ok && second.ok);
  assert.deepEqual(first.value, second.value);
  assert.deepEqual(Array.isArray(first.value) && first.value.slice(0, 2), ['undefined', true]);
});

test('the library', async () => {
  const source =
    'function score(t) { return [rlar.normalize(" A\\u00a0b "), rlar.words("Ab, çd 3"), rlar.numbers("1,200 and −3.5"), rlar.sameNumber(0.1 + 0.2, 0.3)]; }';
  const result = await run(source);
  assert.deepEqual(
    result.ok && result.value,
    ['a b', ['ab', 'çd', '3'], [1200, -3.5], true],
    JSON.stringify(result),
  );
});

test('an entry that is more than a name is refused', async () => {
  const result = await sandbox.run({ source: '', entry: 'a;b', inputs: [] });
  assert.equal(!result.ok && result.error.code, 'shape');
});
