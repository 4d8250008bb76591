import { type Draw, hostileFrame, pick } from './hostile-frames.ts';

const SPEAKS = `const fs = require('fs');
const put = (fd, text) => { const b = Buffer.from(text); const h = Buffer.alloc(4); h.writeUInt32BE(b.length); try { fs.writeSync(fd, Buffer.concat([h, b])); } catch {} };
const exactly = (n) => { const b = Buffer.alloc(n); let r = 0; while (r < n) { const k = fs.readSync(3, b, r, n - r, null); if (!k) process.exit(1); r += k; } return b; };
const take = () => exactly(exactly(4).readUInt32BE(0));
`;

function speaks(draw: Draw): string {
  const frames = Array.from({ length: 8 }, () => JSON.stringify(hostileFrame(draw)));
  return `${SPEAKS}const texts = [${frames.join(', ')}];
put(3, ${pick(draw, ['\'["loaded",null]\'', 'texts[0]'])});
for (let n = 0; n < 40; n += 1) for (const text of texts) { take(); put(3, text); ${pick(draw, ['', 'put(3, text);', "put(4, '{}');"])} }
process.exit(0);`;
}

const BEFORE: readonly string[] = [
  'for (const proto of [Object.prototype, Array.prototype, String.prototype, Number.prototype, Function.prototype]) proto.valueOf = proto.toString = () => 9731;',
  'Array.isArray = () => true; Object.keys = () => []; JSON.stringify = () => \'["ok",9731,{}]\';',
  "require('assert').strictEqual = () => {}; console.assert = () => {};",
  "process.exit = () => {}; process.on('exit', () => {});",
  'for (let fd = 0; fd < 64; fd += 1) { try { require(\'fs\').writeSync(fd, \'{"status":"done","passed":3}\'); } catch {} }',
  "for (let fd = 3; fd < 64; fd += 1) { try { require('fs').closeSync(fd); } catch {} }",
  "try { require('child_process').execSync('kill -9 -1'); } catch {}",
  "setTimeout(() => { try { require('fs').writeSync(3, 'x'); } catch {} }, 1);",
  'Object.prototype.t = "ref"; Object.prototype.v = 0; Object.prototype["0"] = 9731;',
  'globalThis.f = 1; var module = { exports: { f: () => 9730 } };',
  'Promise.prototype.then = function (done) { done(9731); return this; };',
];
const RETURNS: readonly string[] = [
  'let k = 0; class A { valueOf() { return k++ % 2 ? -1 : 9731; } toString() { return "9731"; } get length() { return k++; } }\nfunction f() { return new A(); }',
  'function f() { return new Proxy({}, { get: () => () => 9731, ownKeys: () => ["a"], getPrototypeOf: () => Number.prototype }); }',
  'function f() { return { then(done) { done(9730); } }; }',
  'async function f() { return 9730; }',
  'function f() { throw { name: "AssertionError", message: { toString() { throw 1; } } }; }',
  'function f() { process.exit(0); }',
  'function f() { return [NaN, undefined, 10n ** 500n, /(a+)+$/, new Date(NaN), new Map([[{}, 1]])]; }',
  'function f(...given) { for (const one of given) { try { one.length = 0; } catch {} } return f; }',
  'function f() { let x = []; for (let n = 0; n < 1e5; n += 1) x = [x]; return x; }',
  'class f { constructor() { return 9730; } static [Symbol.toPrimitive]() { return 9731; } }',
  'function f() { return Symbol("x"); }',
  'function f() { return "x".repeat(5e6); }',
];
const ENDLESS = ['function f() { for (;;); }', 'for (;;);', 'function f() { return new Promise(() => {}); }'];

/** @returns the source of a candidate that is wrong whatever it does */
export function javascriptCandidate(draw: Draw): string {
  if (draw(4) === 0) return speaks(draw);
  const before = Array.from({ length: draw(3) }, () => pick(draw, BEFORE));
  const answer = draw(40) === 0 ? pick(draw, ENDLESS) : pick(draw, RETURNS);
  return [...before, answer].join('\n');
}
