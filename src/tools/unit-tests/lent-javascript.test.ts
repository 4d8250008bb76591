import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

/** Objects of JavaScript tests that a program is given: the right program is paid, and no forger is. */
const skip = bubblewrapProblem() ?? false;

interface Row {
  readonly name: string;
  readonly tests: string;
  readonly right: string;
  readonly wrong: readonly string[];
}

/** Sends requests of its own, in place of the candidate's side of the channel. */
const SENDS = `const fs = require('fs');
const ask = (...asked) => { const b = Buffer.from(JSON.stringify(asked)); const h = Buffer.alloc(4); h.writeUInt32BE(b.length); fs.writeSync(3, Buffer.concat([h, b])); const n = Buffer.alloc(4); fs.readSync(3, n, 0, 4, null); const r = Buffer.alloc(n.readUInt32BE(0)); fs.readSync(3, r, 0, r.length, null); return JSON.parse(r.toString()); };
`;
const FORGERIES: readonly string[] = [
  ...[
    "x.constructor.constructor('process.exit(0)')()",
    "x.__proto__.constructor('return process')()",
    'Object.getPrototypeOf(x).constructor.prototype.total = () => 7',
    'x.total = () => 7',
    'x.constructor.prototype.total = () => 7',
    "x.__defineGetter__('n', () => 7)",
    'Object.setPrototypeOf(x, Number.prototype)',
  ].map((reach) => `function f(x) { try { ${reach}; } catch {} return x; }`),
  ...[
    "'get', 0, 'constructor'",
    "'get', 0, '__proto__'",
    "'get', 0, '__defineGetter__'",
    "'set', 0, 'constructor', 7",
    "'set', 0, '__proto__', { t: 'object', v: [] }",
    "'set', 0, 'total', 7",
    "'set', 0, 'toString', 7",
    "'new', 0, []",
    "'call', 0, []",
    "'get', -1, 'n'",
    "'get', '__proto__', 'n'",
    "'put', 0, 'constructor', 7",
    "'items', 0",
    "'nothing', 0",
  ].map(
    (asked) =>
      `${SENDS}function f(x) { const told = ask('lent', ${asked}); if (told[1] && told[1].t === 'ref') { ask('call', told[1].v, ['return process.exit(0)']); ask('call', told[1].v + 1, []); } return x; }`,
  ),
  'for (const p of [Object.prototype, Array.prototype, Map.prototype, Function.prototype]) for (const k of Object.getOwnPropertyNames(p)) { if (k === "constructor" || k === "__proto__") continue; try { p[k] = () => 7; } catch {} }\nfunction f(x) { return 7; }',
];

const ROWS: readonly Row[] = [
  {
    name: 'an object of a class, its method and its class',
    tests:
      'class Box { constructor(n) { this.n = n; } total() { return this.n * 2; } }\nconst r = f(new Box(3));\nassert(r instanceof Box);\nassert.equal(r.total(), 14);\nassert.equal(f(new Box(1)).n, 7);',
    right:
      'function f(x) { if (x.total() !== 2 * x.n || x.constructor.name !== "Box" || Object.keys(x).join() !== "n" || !("total" in x)) throw new Error("no"); return new x.constructor(7); }',
    wrong: FORGERIES,
  },
  {
    name: 'a tree that is changed in place',
    tests:
      'class Tree { constructor(v) { this.v = v; this.kids = []; } total() { return this.v + this.kids.reduce((s, k) => s + k.total(), 0); } }\nconst t = new Tree(1);\nt.kids.push(new Tree(2));\nassert.strictEqual(f(t, Tree), t);\nassert.equal(t.total(), 30);\nassert.deepEqual(t.kids.map((k) => k.v), [20, 9]);',
    right:
      'function f(t, Tree) { t.kids[0].v = 20; t.kids.push(new Tree(9)); if (t.kids.length !== 2 || t.total() !== 30) throw new Error("no"); return t; }',
    wrong: ['function f(t) { return t; }', 'function f(t) { t.total = () => 30; return t; }', ...FORGERIES],
  },
  {
    name: 'a subclass, an iterable, a getter and a number',
    tests:
      'class Shape { area() { throw new TypeError("abstract"); } }\nclass Square extends Shape { constructor(s) { super(); this.s = s; } area() { return this.s ** 2; } get side() { return this.s; } valueOf() { return this.s; } }\nclass Bag { constructor(items) { this.items = items; } *[Symbol.iterator]() { yield* this.items; } }\nassert.equal(f(new Bag([new Square(2), new Square(3)]), Shape), 4 + 9 + 5);\nassert.throws(() => f(new Bag([new Shape()]), Shape), TypeError);',
    right:
      'function f(bag, Shape) { let s = 0; for (const one of bag) { if (!(one instanceof Shape)) throw new Error("no"); s += one.area() + one.side; } return s; }',
    wrong: ['function f(bag) { return 18; }', 'function f() { throw new TypeError("abstract"); }'],
  },
  {
    name: 'an object with methods, and errors of the tests',
    tests:
      'class Bad extends Error { constructor(code) { super("bad " + code); this.code = code; } }\nconst counter = { n: 0, inc() { this.n += 1; if (this.n > 2) throw new Bad(this.n); return this.n; } };\nassert.equal(f(counter, Bad), -3);\nassert.equal(counter.n, 3);\nassert.throws(() => f(counter, null), (e) => e instanceof Bad && e.code === 4);',
    right:
      'function f(c, Bad) { try { for (;;) c.inc(); } catch (e) { if (Bad === null) throw e; if (!(e instanceof Bad) || e.message !== "bad 3") throw new Error("no"); return -e.code; } }',
    wrong: [
      'function f(c) { return -3; }',
      'function f(c) { c.n = 3; return -3; }',
      ...FORGERIES.slice(0, 7),
    ],
  },
];

for (const { name, tests, right, wrong } of ROWS)
  test(`${name}: the right program is paid, and none of ${wrong.length} others`, { skip }, async () => {
    const test = `const assert = require('node:assert');\n${tests}`;
    const asked = query.partial().parse({ tests: { language: 'js', declaration: '', test } });
    const judge = unitTests.prepare(toToolQuery(asked), { inProcess: false, caseSeconds: 1 });
    const judged = async (program: string) => {
      const verdict = await scoreOne(judge, { text: `\`\`\`javascript\n${program}\n\`\`\`` });
      const shown = verdict.status === 'scored' ? verdict.value : verdict.status;
      return { shown, why: `${program}\n${JSON.stringify(verdict)}` };
    };
    const told = await judged(right);
    assert.equal(told.shown, 1, told.why);
    for (const program of wrong) {
      const verdict = await judged(program);
      assert.equal(verdict.shown, 0, verdict.why);
    }
  });
