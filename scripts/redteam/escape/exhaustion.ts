import type { EscapeAttack } from './attack.ts';
import { cppBody, javaBody, javascriptBody, pythonBody } from './attempts.ts';

const LOOP = 'for (;;) {}';
const SWALLOWS = 'for (;;) { try { for (;;); } catch {} finally { continue; } }';
const REGEXP = 'return String(/^(a+)+$/.test("a".repeat(60) + "b"));';

/** Attacks on what a machine has: processes, memory, disk, output, time. */
export const EXHAUSTION: readonly EscapeAttack[] = [
  {
    name: 'fork bomb',
    expected: 'ended',
    forms: {
      python: pythonBody('import os\nwhile True:\n    try: os.fork()\n    except BaseException: pass'),
      javascript: javascriptBody(
        'const c = require("node:child_process"); for (;;) { try { c.spawn(process.execPath, ["-e", "for (;;) require(\'node:child_process\').spawnSync(process.execPath, [\'-v\'])"], { stdio: "ignore" }).on("error", () => {}); } catch {} }',
      ),
      cpp: cppBody('for (;;) fork();'),
      java: javaBody('for (;;) try { new Thread(() -> { for (;;); }).start(); } catch (Throwable t) { }'),
    },
    otherwise: 'it has neither processes nor threads',
  },
  {
    name: 'daemon that leaves its session',
    expected: 'held',
    forms: {
      python: pythonBody(
        'import os, signal, time\nfor n in range(1, 64):\n    try: signal.signal(n, signal.SIG_IGN)\n    except Exception: pass\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.closerange(0, 9)\n        time.sleep(600)\n    os._exit(0)\nreturn "held"',
      ),
      javascript: javascriptBody(
        'const c = require("node:child_process").spawn("/bin/sleep", ["600"], { detached: true, stdio: "ignore" }); c.on("error", () => {}); c.unref(); return "held";',
      ),
      cpp: cppBody(
        'if (fork() == 0) { setsid(); if (fork() == 0) { for (int fd = 0; fd < 9; ++fd) close(fd); sleep(600); } _exit(0); } return "held";',
      ),
      java: javaBody('new ProcessBuilder("/bin/sleep", "600").start(); return "held";'),
    },
    otherwise: 'it starts no processes',
  },
  {
    name: 'memory in one process',
    expected: 'ended',
    forms: {
      python: pythonBody('x = []\nwhile True: x.append(bytearray(10_000_000))'),
      javascript: javascriptBody('const x = []; for (;;) x.push(Buffer.alloc(10_000_000, 1));'),
      cpp: cppBody(
        'for (;;) { char* p = (char*)malloc(10000000); if (!p) abort(); memset(p, 1, 10000000); }',
      ),
      java: javaBody('List<byte[]> x = new ArrayList<>(); for (;;) x.add(new byte[10_000_000]);').replace(
        'catch (Exception problem) { return "held"; }',
        'finally { }',
      ),
      quickjs: javascriptBody('const x = []; for (;;) x.push(new Uint8Array(1e6));'),
    },
  },
  {
    name: 'memory in many processes',
    expected: 'ended',
    forms: {
      python: pythonBody(
        'import os, time\nfor _ in range(12):\n    if os.fork() == 0:\n        x = bytearray(60_000_000)\n        time.sleep(600)\ntime.sleep(600)',
      ),
      cpp: cppBody(
        'for (int n = 0; n < 12; ++n) if (fork() == 0) { void* p = malloc(60000000); memset(p, 1, 60000000); sleep(600); } sleep(600); return "x";',
      ),
    },
    otherwise: 'it does not fork',
  },
  {
    name: 'disk',
    expected: 'held',
    forms: {
      python: pythonBody(
        'try:\n    for n in range(64):\n        with open(f"/tmp/f{n}", "wb") as f: f.write(bytes(2_000_000))\nexcept OSError: return "held"\nreturn "wrote all"',
      ),
      javascript: javascriptBody(
        'const fs = require("node:fs"); try { for (let n = 0; n < 64; n += 1) fs.writeFileSync(`/tmp/f${n}`, Buffer.alloc(2_000_000)); } catch { return "held"; } return "wrote all";',
      ),
      cpp: cppBody(
        'std::vector<char> block(2000000); for (int n = 0; n < 64; ++n) { std::ofstream f("/tmp/f" + std::to_string(n)); f.write(block.data(), block.size()); f.flush(); if (!f) return "held"; } return "wrote all";',
      ),
      java: javaBody(
        'for (int n = 0; n < 64; n++) Files.write(Paths.get("/tmp/f" + n), new byte[2_000_000]); return "wrote all";',
      ),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'one large file',
    expected: 'either',
    forms: {
      python: pythonBody(
        'try: open("/tmp/f", "wb").write(bytes(50_000_000))\nexcept OSError: return "held"\nreturn "wrote all"',
      ),
      javascript: javascriptBody(
        'try { require("node:fs").writeFileSync("/tmp/f", Buffer.alloc(50_000_000)); } catch { return "held"; } return "wrote all";',
      ),
      cpp: cppBody(
        'std::vector<char> block(50000000); std::ofstream f("/tmp/f"); f.write(block.data(), block.size()); f.flush(); return f ? "wrote all" : "held";',
      ),
      java: javaBody('Files.write(Paths.get("/tmp/f"), new byte[50_000_000]); return "wrote all";'),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'output flood',
    expected: 'ended',
    forms: {
      python: pythonBody('import os\nwhile True: os.write(1, b"x" * 65536)'),
      javascript: javascriptBody('for (;;) require("node:fs").writeSync(1, "x".repeat(65536));'),
      cpp: cppBody("std::string s(65536, 'x'); for (;;) if (write(1, s.data(), s.size()) < 0) abort();"),
      java: javaBody(
        'FileOutputStream out = new FileOutputStream(FileDescriptor.out); byte[] s = new byte[65536]; for (;;) out.write(s);',
      ).replace('return "held"', 'throw new Error(problem)'),
      quickjs: javascriptBody('return "x".repeat(1e6);'),
    },
  },
  {
    name: 'endless loop',
    expected: 'ended',
    forms: {
      python: pythonBody('while True: pass'),
      javascript: javascriptBody(LOOP),
      cpp: cppBody('volatile int n = 0; for (;;) ++n;'),
      java: javaBody('for (;;);').replace('catch (Exception problem) { return "held"; }', 'finally { }'),
      quickjs: javascriptBody(LOOP),
    },
  },
  {
    name: 'endless loop while loading',
    expected: 'ended',
    forms: {
      python: 'while True: pass\ndef attack(): return "held"',
      javascript: 'for (;;);\nfunction attack() { return "held"; }',
      cpp: `#include <string>\nstatic int early() { volatile int n = 0; for (;;) ++n; }\nstatic int begun = early();\nstd::string attack() { return "held"; }\n`,
      java: 'class Attack { static int begun = early(); static int early() { for (;;); } static String attack() { return "held"; } }\n',
      quickjs: 'for (;;);\nfunction attack() { return "held"; }',
    },
  },
  {
    name: 'loop that swallows interrupts',
    expected: 'ended',
    forms: {
      python: pythonBody(
        'import signal\nfor n in (2, 15, 24):\n    try: signal.signal(n, lambda *a: None)\n    except ValueError: pass\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass',
      ),
      javascript: javascriptBody(`process.on("SIGTERM", () => {}); ${SWALLOWS}`),
      cpp: cppBody('for (int n = 1; n < 64; ++n) signal(n, SIG_IGN); volatile int n = 0; for (;;) ++n;'),
      java: javaBody('for (;;) try { for (;;) Thread.sleep(1); } catch (Throwable t) { }'),
      quickjs: javascriptBody(SWALLOWS),
    },
  },
  {
    name: 'sleep',
    expected: 'ended',
    forms: {
      python: pythonBody('import time\ntime.sleep(600)'),
      javascript: javascriptBody('Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600_000);'),
      cpp: cppBody('sleep(600); return "x";'),
      java: javaBody('Thread.sleep(600_000); return "x";'),
    },
    otherwise: 'it cannot wait',
  },
  {
    name: 'catastrophic regular expression',
    expected: 'ended',
    forms: {
      python: pythonBody('import re\nre.match(r"(a+)+$", "a" * 60 + "b")'),
      javascript: javascriptBody(REGEXP),
      java: javaBody(
        'return String.valueOf(("a".repeat(2000) + "b").matches("(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)(.*)c"));',
      ),
      quickjs: javascriptBody(REGEXP),
    },
    otherwise: 'its library has none that takes so long before its stack ends',
  },
  {
    name: 'recursion without end',
    expected: 'ended',
    forms: {
      python: 'import sys\nsys.setrecursionlimit(10**9)\ndef attack(): return attack() + attack()',
      javascript: 'function attack() { return attack() + 1; }',
      cpp: '#include <string>\nvolatile int deep = 0;\nstd::string attack() { ++deep; return attack() + "x"; }',
      java: 'class Attack { static String attack() { return attack() + "x"; } }\n',
      quickjs: 'function attack() { return attack() + 1; }',
    },
  },
];
