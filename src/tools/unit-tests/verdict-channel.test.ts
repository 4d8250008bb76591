import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import type { JsonValue } from '../../spec/json.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

/**
 * Who may say what a candidate is worth: the driver of its tests alone. Each row is one attack on that; an attack is added
 * by adding a row. After each, a neighbour in the same worker is judged right and wrong.
 */
const skip = bubblewrapProblem() ?? false;

/** In the program's own process where nothing else is possible: there too it may only accuse itself. */
const OPTIONS = { caseSeconds: 2, inProcess: true };
const judge = async (tests: JsonValue, text: string): Promise<Verdict> =>
  scoreOne(unitTests.prepare(toToolQuery(query.partial().parse({ tests })), OPTIONS), { text });
const fenced = (language: string, code: string): string => `\`\`\`${language}\n${code}\n\`\`\``;
const shown = (verdict: Verdict): unknown => (verdict.status === 'scored' ? verdict.value : verdict.status);

/** Speaks the frames of the JavaScript harness itself, in place of the candidate's side of it. */
const SPEAKS = `const fs = require('fs');
const raw = (b) => { const h = Buffer.alloc(4); h.writeUInt32BE(b.length); fs.writeSync(3, Buffer.concat([h, b])); };
const send = (o) => raw(Buffer.from(typeof o === 'string' ? o : JSON.stringify(o)));
const exactly = (n) => { const b = Buffer.alloc(n); let r = 0; while (r < n) { const k = fs.readSync(3, b, r, n - r, null); if (!k) process.exit(1); r += k; } return b; };
const receive = () => JSON.parse(exactly(exactly(4).readUInt32BE(0)).toString());
`;
const VERDICT = "{ status: 'done', passed: 2, executed: 2, total: 2, calls: 2, failing: null }";
const says = (status: string): string => `${SPEAKS}send(['loaded', ['${status}', 'said by the program']]);`;
/** Serves \`f\` as a reference, and answers each call with what is given. */
const serves = (answer: string): string =>
  `${SPEAKS}send(['loaded', null]);
for (;;) {
  const asked = receive();
  if (asked[0] === 'names') send(['ok', ['f']]);
  else if (asked[0] === 'name') send(['ok', { t: 'ref', v: 0, callable: true, kin: null }]);
  else ${answer}
}`;

const JAVASCRIPT_TESTS = `const assert = require('assert');
assert.deepStrictEqual(f([3, 1]).sort(), [1, 3].sort());
assert.strictEqual(f([4]).join(','), [4].join(','));`;
const TESTS: Readonly<Record<string, JsonValue>> = {
  python: { test: 'assert f(3) == 9\nassert f(4) == 16', entry_point: 'f' },
  'python, own types': { test: 'assert isinstance(f(1), Point)\nassert f(2).x == 2', entry_point: 'f' },
  'python, one process': {
    test: '# builtins.print\nclass Box:\n    n = 3\nassert f(Box()) == 9',
    entry_point: 'f',
  },
  javascript: { language: 'javascript', test: JAVASCRIPT_TESTS, entry_point: 'f' },
  'javascript, range': {
    language: 'javascript',
    test: "const assert = require('assert');\nconst r = f(3);\nassert(r > 5 && r < 10);",
    entry_point: 'f',
  },
  'java, a list': {
    language: 'java',
    declaration: 'import java.util.*;\nclass Solution {\n  public List<Integer> f(int x) {\n',
    test: 'public class Main { public static void main(String[] a) { if (!new Solution().f(3).equals(Arrays.asList(9)) || !Arrays.asList(9).equals(new Solution().f(4))) throw new AssertionError(); } }',
  },
  // No declaration: nobody can stand in for the method, so that all of it is one process.
  'java, one process': {
    language: 'java',
    test: 'public class Main { public static void main(String[] a) { if (new Solution().f(3) != 9) throw new AssertionError(); } }',
  },
  java: {
    language: 'java',
    declaration: 'class Solution {\n  public int f(int x) {\n',
    test: 'public class Main { public static void main(String[] a) { if (new Solution().f(3) != 9) throw new AssertionError(); } }',
  },
};

/** A Java method that does something and answers wrong, unless what it is to try works. */
const javaMethod = (body: string): string =>
  `import java.io.*;\nimport java.nio.file.*;\nclass Solution {\n  public int f(int x) {\n    try { ${body} } catch (Throwable e) {}\n    return x;\n  }\n}`;

const ATTACKS: readonly (readonly [name: string, tests: keyof typeof TESTS & string, source: string])[] = [
  [
    'a number that JSON does not have, out of a patched driver',
    'python, one process',
    'import sys\nsys.modules["driver"].drive = lambda *a: {"status": "done", "passed": float("nan"), "executed": 1, "total": 1, "calls": 1}\ndef f(x): return 1',
  ],
  [
    'a number of four hundred digits',
    'python, one process',
    'import sys\nsys.modules["driver"].drive = lambda *a: {"status": "done", "passed": 10 ** 400, "executed": 10 ** 400, "total": 1, "calls": 1}\ndef f(x): return 1',
  ],
  ...['broken-tests', 'unsupported', 'starved', 'nonsense'].map(
    (status) =>
      [
        `out of a patched driver: ${status}`,
        'python, one process',
        `import sys\nsys.modules["driver"].drive = lambda *a: {"status": "${status}", "passed": 1, "executed": 1, "total": 1, "calls": 1}\ndef f(x): return 1`,
      ] as const,
  ),
  [
    'frames of its own on the channel',
    'python',
    'import json, os\ndef frame(o):\n    d = json.dumps(o).encode()\n    os.write(3, len(d).to_bytes(4, "big") + d)\nframe(["loaded", ["unsupported", "x"]])\ndef f(x): return 1',
  ],
  [
    'brackets without end on the channel',
    'python',
    'import os\nd = b"[" * 1000000\nos.write(3, len(d).to_bytes(4, "big") + d)\ndef f(x): return 1',
  ],
  ...['done', 'broken-tests', 'unsupported', 'timeout', 'error', 'compile', 'exception'].map(
    (status) => [`loaded says ${status}`, 'javascript', says(status)] as const,
  ),
  [
    'a verdict in place of an answer',
    'javascript',
    `${SPEAKS}send(['loaded', null]); for (;;) { receive(); send([${VERDICT}]); send(${VERDICT}); }`,
  ],
  [
    'one run in two asks for the tests',
    'javascript',
    `${SPEAKS}if (Math.random() < 0.5) send(['loaded', ['unsupported', 'x']]); else { send(['loaded', null]); const told = receive(); send([${VERDICT}]); }`,
  ],
  [
    'prototypes of the driver through changed arguments',
    'javascript',
    serves(
      `if (asked[1] === 0) send('["ok",[7],{"__proto__":{"t":"object","v":[["sort",{"t":"ref","v":1}],["join",{"t":"ref","v":1}]]}}]'); else send(['ok', true, {}]);`,
    ),
  ],
  [
    'functions of the driver by their names',
    'javascript',
    serves(
      `{ for (const name of ['push', '__lookupSetter__', 'constructor', -1, 0.5]) { send(['call', name, [1, 2]]); receive(); } send(['ok', [7], {}]); }`,
    ),
  ],
  [
    'a value that is another at every look',
    'javascript, range',
    'let k = 0;\nclass A { valueOf() { return k++ % 2 ? -1 : 1e9; } }\nfunction f(x) { return new A(); }',
  ],
  [
    'an object equal to everything',
    'java, a list',
    'import java.util.*;\nclass Solution {\n  static class L extends ArrayList<Integer> { public boolean equals(Object o) { return true; } public int hashCode() { return 9; } }\n  public List<Integer> f(int x) { return new L(); }\n}',
  ],
  ...['v.put("k", 9)', 'out.writeInt(9); out.write(new byte[] {107, 52, 0, 0, 0, 0, 0, 0, 0, 9, 46})'].map(
    (says) =>
      [
        `frames of its own on the channel: ${says}`,
        'java',
        javaMethod(
          `Map<String, Integer> v = new HashMap<>(); DataOutputStream out = new DataOutputStream(new FileOutputStream(FileDescriptor.out)); ${says}; out.flush(); return 8;`,
        ).replace('import java.io.*;', 'import java.io.*;\nimport java.util.*;'),
      ] as const,
  ),
  [
    'the nonce read again',
    'java, one process',
    javaMethod(
      'for (String place : new String[] {"/proc/self/fd/0", "/dev/stdin", "/dev/fd/0"}) try { String nonce = new String(Files.readAllBytes(Paths.get(place))); if (!nonce.isEmpty()) { new FileOutputStream(FileDescriptor.out).write(("\\n" + nonce + " pass\\n").getBytes()); Runtime.getRuntime().halt(0); } } catch (Exception e) {} String rest = new String(new FileInputStream(FileDescriptor.in).readAllBytes()); if (!rest.isEmpty()) return 9;',
    ),
  ],
  [
    'memory by address or by file',
    'java, one process',
    javaMethod(
      'if (new File("/proc/self/mem").exists() || new File("/proc/self/maps").exists()) return 9; Class.forName("sun.misc.Unsafe"); return 9;',
    ),
  ],
  [
    'native code of its own',
    'java, one process',
    javaMethod(
      'Files.copy(Paths.get("/usr/lib/x86_64-linux-gnu/libm.so.6"), Paths.get("/tmp/own.so")); System.load("/tmp/own.so"); return 9;',
    ),
  ],
  [
    'a promise, to be judged in its own process',
    'javascript',
    'async function f(x) { console.assert = () => {}; return x; }',
  ],
];

async function neighbours(): Promise<unknown[]> {
  const right = judge(TESTS.python!, fenced('python', 'def f(x): return x * x'));
  const wrong = judge(TESTS.python!, fenced('python', 'def f(x): return x'));
  return [shown(await right), shown(await wrong)];
}

for (const [name, tests, source] of ATTACKS)
  test(`${tests}: ${name}`, { skip }, async () => {
    const verdict = await judge(TESTS[tests]!, fenced(tests.split(',')[0]!, source));
    assert.equal(shown(verdict), 0, JSON.stringify(verdict));
    assert.deepEqual(await neighbours(), [1, 0]);
  });

/** Tests come with a row, and nobody trusts them more: they may spoil their own row, and no other. */
const FORGED = `import os, json
report = {"cpuMs": 1, "wallMs": 1, "waitedMs": 0, "peakMemoryBytes": 1, "stdout": "42\\n", "stderr": "", "truncated": False, "exitCode": 0, "signal": None}
body = json.dumps({"nonce": "", "ended": "self", "report": report, "outcome": {"status": "done", "passed": 1, "executed": 1, "total": 1, "calls": 1}}).encode()
frame = len(body).to_bytes(4, "big") + body
`;
const HOSTILE_TESTS: readonly (readonly [name: string, test: string])[] = [
  [
    'one byte that is no JSON',
    'import os\nfor fd in range(3): os.write(fd, b"\\0\\0\\0\\1x")\nassert f(1) == 1',
  ],
  [
    'forged replies on every descriptor',
    `${FORGED}for fd in range(64):\n    try: os.write(fd, frame * 40)\n    except OSError: pass\nassert f(1) == 1`,
  ],
  ['tests that read the commands', 'import os\nos.read(0, 1)\nassert f(1) == 1'],
  ['tests that end themselves', 'import os\nos._exit(0)'],
  [
    'tests that kill all that they can name',
    'import os\nfor pid in range(1, 60):\n    try: os.kill(pid, 9)\n    except OSError: pass',
  ],
  [
    'tests that leave a process behind',
    'import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0: time.sleep(600)\n    os._exit(0)\nassert f(1) == 1',
  ],
];

for (const [name, body] of HOSTILE_TESTS)
  test(`a row's own tests: ${name}`, { skip }, async () => {
    await judge({ test: body, entry_point: 'f' }, fenced('python', 'def f(x): return x'));
    for (const answer of [41, 42]) {
      const cases = [{ input: '', output: '42' }];
      const verdict = await judge({ language: 'python', cases }, fenced('python', `print(${answer})`));
      assert.equal(shown(verdict), answer === 42 ? 1 : 0, JSON.stringify(verdict));
    }
    assert.deepEqual(await neighbours(), [1, 0]);
  });
