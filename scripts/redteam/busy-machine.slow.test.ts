import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { bubblewrapProblem } from '../../src/sandbox/program/bubblewrap.ts';
import { closeSandboxes } from '../../src/sandbox/program/close-sandboxes.ts';
import { missingToolchain } from '../../src/sandbox/program/toolchains.ts';
import type { Language } from '../../src/sandbox/program/types.ts';
import type { JsonValue } from '../../src/spec/json.ts';
import { judged } from './escape/candidates.ts';

/**
 * Programs without an end, on a machine whose processors others keep busy: each gets the verdict that is due, 0. That
 * a program may choose to have no verdict at all would be a way out for a policy.
 */
const BUSY = 4;
const busy: ChildProcess[] = [];
const skip = bubblewrapProblem() ?? false;

before(() => {
  for (let made = 0; made < BUSY; made += 1)
    busy.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
});
after(async () => {
  for (const child of busy) child.kill('SIGKILL');
  await closeSandboxes();
});

const TESTS: Readonly<Record<Language, JsonValue>> = {
  python: { test: 'assert f(1) == 2', entry_point: 'f' },
  javascript: {
    language: 'javascript',
    test: "const assert = require('assert');\nassert.strictEqual(f(1), 2);",
    entry_point: 'f',
  },
  cpp: {
    language: 'cpp',
    declaration: 'using namespace std;\nint f(int x){\n',
    test: '#include <assert.h>\nint main(){\n  assert(f(1) == 2);\n}\n',
  },
  java: {
    language: 'java',
    declaration: 'class Solution {\n    public int f(int x) {\n',
    test: 'public class Main {\n  public static void main(String[] args) {\n    if (new Solution().f(1) != 2) throw new AssertionError();\n  }\n}\n',
  },
};

/** Statements without an end, by what they do. */
const ENDLESS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  python: {
    loop: 'while True: pass',
    sleep: 'import time; time.sleep(3600)',
    'short sleeps': 'import time\nwhile True: time.sleep(0.01); sum(range(100000))',
    processes: 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass',
    'short processes':
      'import os\nwhile True:\n    try:\n        if os.fork() == 0: os._exit(0)\n        os.wait()\n    except OSError: pass',
    threads:
      'import threading\ndef spin():\n    while True: sum(range(1000))\nfor _ in range(30):\n    try: threading.Thread(target=spin).start()\n    except RuntimeError: pass\nspin()',
  },
  javascript: {
    loop: 'for (;;);',
    sleep: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
    'short sleeps':
      'for (;;) { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10); for (let n = 0; n < 1e6; n += 1); }',
    'a regular expression': '/^(a+)+$/.test("a".repeat(60) + "b");',
  },
  cpp: {
    loop: 'volatile int n = 0; for (;;) ++n;',
    sleep: 'for (;;) pause();',
    processes: 'for (;;) fork();',
    threads:
      'for (int n = 0; n < 30; ++n) if (fork() == 0) for (volatile int k = 0;;) ++k; for (volatile int k = 0;;) ++k;',
  },
  java: {
    loop: 'for (;;);',
    sleep: 'for (;;) try { Thread.sleep(1000); } catch (InterruptedException e) { }',
    threads: 'for (int n = 0; n < 20; n++) new Thread(() -> { for (;;); }).start(); for (;;);',
  },
};

/** Their limit while loading is that of a compiler, so one kind alone is tried there. */
const COMPILED: ReadonlySet<string> = new Set(['cpp', 'java']);

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');
/** Where the statements stand: in the function that is called, or in what runs while the program is loaded. */
const PLACES: Readonly<Record<Language, Readonly<Record<'called' | 'loading', (body: string) => string>>>> = {
  python: {
    called: (body) => `def f(x):\n${indented(body)}`,
    loading: (body) => `${body}\ndef f(x): return 2`,
  },
  javascript: {
    called: (body) => `function f(x) { ${body} }`,
    loading: (body) => `${body}\nfunction f(x) { return 2; }`,
  },
  cpp: {
    called: (body) => `#include <unistd.h>\nint f(int x) { ${body} return 2; }`,
    loading: (body) =>
      `#include <unistd.h>\nstatic int early() { ${body} return 0; }\nstatic int begun = early();\nint f(int x) { return 2; }`,
  },
  java: {
    called: (body) =>
      `class Solution { public int f(int x) { if (x > 0) { ${body} } return 2; } }`.replace(
        'for (;;);',
        'for (;x > 0;);',
      ),
    loading: (body) =>
      `class Solution { static { if (System.nanoTime() != 0) { ${body.replace('for (;;);', 'for (;System.nanoTime() != 0;);')} } } public int f(int x) { return 2; } }`,
  },
};

for (const [language, kinds] of Object.entries(ENDLESS) as [Language, Record<string, string>][])
  for (const [kind, body] of Object.entries(kinds))
    for (const [place, wrap] of Object.entries(PLACES[language]).filter(
      ([at]) => at === 'called' || kind === 'loop' || !COMPILED.has(language),
    ))
      test(`${language}, endless ${kind} where it is ${place}: 0 beside ${BUSY} busy processes`, {
        skip: skip || (missingToolchain(language) ?? false),
      }, async () => {
        const verdict = await judged(TESTS[language], wrap(body), { caseSeconds: 0.5 });
        assert.equal(verdict.status === 'scored' && verdict.value, 0, JSON.stringify(verdict));
      });
