import { type Draw, hostileFrame, pick } from './hostile-frames.ts';

const RETURNS: readonly string[] = [
  'float("nan")',
  '10 ** 400',
  '"1"',
  '[1] * 10 ** 6',
  '{"score": 1, **{str(n): n for n in range(10 ** 5)}}',
  '{"score": {"score": 1}}',
  'type("N", (float,), {"__float__": lambda s: 1 / 0})()',
  'iter(int, 1)',
  'lambda: 1',
  'globals()',
  '"\\ud800"',
];
const BODIES: readonly ((draw: Draw) => string)[] = [
  (draw) => `return ${pick(draw, RETURNS)}`,
  (draw) =>
    `import os\n    data = ${JSON.stringify(hostileFrame(draw))}.encode("utf-8", "replace")\n    for fd in range(32):\n        try: os.write(fd, len(data).to_bytes(4, "big") + data)\n        except OSError: pass\n    return 1`,
  (draw) =>
    `import os\n    os.${pick(draw, ['_exit(0)', 'abort()', 'kill(os.getppid(), 9)', 'kill(-1, 9)', 'closerange(0, 64)'])}`,
  () => 'import sys\n    sys.modules["__main__"].write_frame = lambda *a: None\n    return 1',
  () =>
    'import sys\n    sys.modules["__main__"].answer = lambda *a: {"kind": "value", "value": 1e999}\n    return 1',
  () => 'import json\n    json.dumps = lambda *a, **k: "[" * 100000\n    return 1',
  () => 'raise type("E", (BaseException,), {"__str__": lambda s: s.x})()',
  () => 'x = []\n    while True: x.append(bytearray(10 ** 7))',
  () =>
    'import os\n    for _ in range(200):\n        try: os.fork()\n        except OSError: break\n    return 1',
];

/** @returns a reward function that tries to spoil what asks it */
export function functionCandidate(draw: Draw): string {
  const early =
    draw(5) === 0
      ? `import os\n${pick(draw, ['os._exit(0)', 'os.write(1, b"x" * 99)', 'raise SystemExit'])}\n`
      : '';
  return `${early}def score(prompt, response):\n    ${pick(draw, BODIES)(draw)}\n`;
}

const SCRIPTS: readonly string[] = [
  'function attack() { return globalThis; }',
  'function attack() { return { toJSON() { return { toJSON: this.toJSON, x: "x".repeat(1e5) }; } }; }',
  'Object.defineProperty(Object.prototype, "then", { get() { throw 1; } }); function attack() { return {}; }',
  'JSON.stringify = () => { throw new Error("x".repeat(1e6)); }; function attack() { return 1; }',
  'Array.prototype.toJSON = function () { return this; }; function attack() { const a = []; a.push(a); return a; }',
  'function attack() { let x = {}; for (let n = 0; n < 1e5; n += 1) x = { x }; return x; }',
  'function attack() { return new Proxy({}, { ownKeys() { throw new Proxy({}, {}); } }); }',
  'function attack() { throw null; }',
  'function attack(...given) { given[0].list.__proto__.push.call(given[0].list, 1); return given; }',
  'class attack { constructor() { return 5; } }',
  'function attack() { return "\\ud800".repeat(9999); }',
  'function attack() { return [NaN, Infinity, -0, undefined]; }',
  'async function* attack() { yield 1; }',
  'function attack() { const x = []; for (;;) x.push(new ArrayBuffer(1e6)); }',
  'function attack() { return "a".repeat(1e7); }',
];

/** @returns a function of an agent that tries to spoil what asks it */
export function scriptCandidate(draw: Draw): string {
  const first = draw(3) === 0 ? 'Object.freeze = Object.keys = () => null; ' : '';
  return first + pick(draw, SCRIPTS);
}
