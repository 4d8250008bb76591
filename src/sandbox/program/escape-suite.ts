import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { bubblewrapProblem } from './bubblewrap.ts';
import type { ProgramLimits, SandboxResult } from './types.ts';
import { workerPool } from './worker-pool.ts';

/**
 * The escape suite: what a program may try, on every path on which one can come to run. After every row the next program
 * is answered, and at the end no process of ours is left. Bounded by small limits.
 */
const skip = bubblewrapProblem() ?? false;
export const LIMITS = {
  wallMs: 10_000,
  cpuSeconds: 2,
  memoryBytes: 160 * 1024 * 1024,
  processes: 24,
  diskBytes: 4 * 1024 * 1024,
  outputBytes: 20_000,
} satisfies Partial<ProgramLimits>;
/** For what is to be ended: all else may take as long as a busy machine needs. */
const SOON_MS = 900;
const server = createServer((socket) => socket.end('reached'));
let port = 0;

before(async () => {
  process.env.RLAR_ESCAPE_PROBE = 'secret-of-the-service';
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

/** Ids of processes that are in a control group of this process: all that runs in its sandboxes. */
function sandboxed(): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/cgroup`, 'utf8').includes(`/rlar-${process.pid}/`);
    } catch {
      return false;
    }
  });
}

after(async () => {
  server.close();
  workerPool().close();
  for (let left = 400; left > 0 && sandboxed().length > 0; left -= 1) await pause(50);
  assert.deepEqual(sandboxed(), [], 'processes are left');
});

/** Tries each expression; prints those that worked. */
const attempts = (...expressions: string[]): string => `
import os, sys, ctypes, socket, signal, resource
libc = ctypes.CDLL(None, use_errno=True)
def works(call):
    try:
        return call()
    except BaseException:
        return None
found = [name for name, call in [
${expressions.map((text) => `    (${JSON.stringify(text)}, lambda: ${text}),`).join('\n')}
] if works(call) not in (None, -1, False)]
print("worked:", found)
`;

type Check = ((run: SandboxResult, path: string) => void) & { readonly endless?: boolean };
const nothingWorked: Check = (run) => assert.match(run.stdout, /^worked: \[\]$/m, run.stdout + run.stderr);
const faults = (...codes: string[]): Check =>
  Object.assign(
    (run: SandboxResult) =>
      assert.ok(
        !run.ok && run.error.boundary === 'program' && codes.includes(run.error.code),
        JSON.stringify(run),
      ),
    { endless: codes.includes('wall-time') },
  );
const says =
  (pattern: RegExp): Check =>
  (run) =>
    assert.match(run.stdout, pattern, run.stderr);

const rows: readonly (readonly [string, () => string, Check])[] = [
  [
    'fork bomb',
    () => 'import os\nwhile True:\n    try: os.fork()\n    except BaseException: pass',
    // Whichever bound it meets first is as good an end.
    faults('wall-time', 'cpu-time', 'memory', 'signal'),
  ],
  [
    'double fork daemon',
    () =>
      'import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        os.closerange(0, 9)\n        time.sleep(600)\n    os._exit(0)\nprint("left")',
    says(/left/),
  ],
  [
    'daemon that ignores signals',
    () =>
      'import os, signal, time\nfor n in range(1, 64):\n    try: signal.signal(n, signal.SIG_IGN)\n    except Exception: pass\nif os.fork() == 0:\n    while True: time.sleep(1)\nprint("left")',
    says(/left/),
  ],
  [
    'memory in one process',
    () => 'x = []\nwhile True: x.append(bytearray(10_000_000))',
    faults('exit', 'memory', 'signal'),
  ],
  [
    'memory in many processes',
    () =>
      'import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        x = bytearray(60_000_000)\n        time.sleep(5)\ntime.sleep(5)',
    faults('memory', 'wall-time'),
  ],
  [
    'disk fill',
    () =>
      'try:\n    for n in range(64):\n        with open(f"/tmp/f{n}", "wb") as f: f.write(bytes(2_000_000))\nexcept OSError: print("stopped at", n)',
    says(/stopped at [0-3]$/m),
  ],
  [
    'one large file',
    () => 'try:\n    open("/tmp/f", "wb").write(bytes(50_000_000))\nexcept OSError: print("stopped")',
    says(/stopped/),
  ],
  [
    'output flood',
    () => 'import sys\nwhile True: sys.stdout.write("x" * 65536)',
    faults('output', 'wall-time', 'exit'),
  ],
  ['endless loop', () => 'while True: pass', faults('wall-time', 'cpu-time')],
  [
    'loop that swallows interrupts',
    () =>
      'import signal\nfor n in (2, 15, 24): signal.signal(n, lambda *a: None)\nwhile True:\n    try:\n        while True: pass\n    except BaseException: pass',
    // Whichever bound it meets first is as good an end.
    faults('wall-time', 'cpu-time', 'memory', 'signal'),
  ],
  ['sleep', () => 'import time\ntime.sleep(600)', faults('wall-time')],
  [
    'catastrophic regular expression',
    () => 'import re\nre.match(r"(a+)+$", "a" * 60 + "b")',
    faults('wall-time', 'cpu-time'),
  ],
  [
    'deep recursion in C',
    () => 'import sys\nsys.setrecursionlimit(10**9)\ndef f(): f()\nf()',
    faults('signal', 'exit', 'memory', 'wall-time'),
  ],
  [
    'network',
    () =>
      attempts(
        `socket.create_connection(("127.0.0.1", ${port}), 0.3)`,
        'socket.create_connection(("1.1.1.1", 53), 0.3)',
        'socket.getaddrinfo("example.com", 80)',
      ),
    nothingWorked,
  ],
  [
    'sockets that reach around the network namespace',
    () =>
      attempts(
        ...[16, 17, 38, 40, 44].flatMap((family) =>
          [1, 2, 3].map((type) => `socket.socket(${family}, ${type})`),
        ),
      ),
    nothingWorked,
  ],
  [
    'memory that no limit counts',
    () =>
      attempts(
        'os.memfd_create("x")',
        'libc.shmget(1, 4096, 0o1666)',
        'libc.msgget(1, 0o1666)',
        'libc.semget(1, 1, 0o1666)',
        'libc.syscall(447, 0)',
      ),
    nothingWorked,
  ],
  [
    'reading the host',
    () =>
      attempts(
        'os.listdir("/root")',
        'os.listdir("/home")',
        'open("/etc/passwd").read()',
        'open("/etc/shadow").read()',
        'os.listdir("/var")',
        `os.listdir(${JSON.stringify(process.cwd())})`,
        'open("/opt/node/../../etc/hostname").read()',
      ),
    nothingWorked,
  ],
  [
    'processes of others',
    () =>
      attempts(
        `open("/proc/${process.pid}/cmdline").read()`,
        `open("/proc/${process.ppid}/environ").read()`,
        '[p for p in os.listdir("/proc") if p.isdigit() and int(p) > 9] or None',
      ),
    nothingWorked,
  ],
  [
    'environment',
    () => 'import os\nprint(sorted(os.environ.items()))',
    (run) => assert.doesNotMatch(run.stdout, /secret|RLAR|TOKEN|KEY/),
  ],
  [
    'environment of the first process',
    () =>
      attempts(
        'b"secret-of" in open("/proc/1/environ", "rb").read()',
        'b"secret-of" in open("/proc/self/environ", "rb").read()',
      ),
    nothingWorked,
  ],
  [
    'writing outside',
    () =>
      attempts(
        ...['/usr', '/etc', '', '/dev', '/opt', '/opt/worker', '/proc/sys/kernel'].map(
          (folder) => `open("${folder}/escape", "w")`,
        ),
        'open("/proc/sys/kernel/hostname", "w").write("x")',
        'open("/opt/node/node", "r+b")',
        'os.chmod("/usr/bin/env", 0o777)',
      ),
    nothingWorked,
  ],
  [
    'tracing and reading memory',
    () =>
      attempts(
        'libc.ptrace(16, 1, 0, 0) == 0',
        'libc.ptrace(0, 0, 0, 0) == 0',
        'libc.process_vm_readv(1, 0, 0, 0, 0, 0) == 0',
        `open("/proc/${process.pid}/mem", "rb")`,
      ),
    nothingWorked,
  ],
  [
    'namespaces, mounts, rights',
    () =>
      attempts(
        'libc.unshare(0x10000000) == 0',
        'libc.unshare(0x00020000) == 0',
        'libc.mount(b"tmpfs", b"/tmp", b"tmpfs", 0, 0) == 0',
        'libc.umount2(b"/tmp", 2) == 0',
        'libc.chroot(b"/tmp") == 0',
        'os.setuid(0) is None and os.getuid() == 0',
        'libc.syscall(435, 0, 0) >= 0',
        'libc.syscall(321, 0, 0, 0) >= 0',
        'libc.syscall(425, 1, 0) >= 0',
        'resource.setrlimit(resource.RLIMIT_NPROC, (9999, 9999)) is None',
        'os.mknod("/tmp/sda", 0o60600, os.makedev(8, 0)) is None',
        'libc.sethostname(b"x", 1) == 0',
      ),
    nothingWorked,
  ],
  [
    'killing all that it can name',
    () =>
      'import os, signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nfor pid in [os.getppid(), 1, *range(2, 200), 0, -1]:\n    try: os.kill(pid, signal.SIGKILL if pid != os.getpid() else signal.SIGTERM)\n    except OSError: pass\nprint("done")',
    () => {},
  ],
  [
    'links out of the work folder',
    () =>
      attempts(
        ...[
          '/root',
          '/proc/1/root/root',
          '/proc/self/root/root',
          '/proc/self/cwd/../root',
          `/proc/${process.pid}/root`,
        ].map(
          (path, index) => `os.symlink("${path}", "/tmp/link${index}") or os.listdir("/tmp/link${index}")`,
        ),
      ),
    nothingWorked,
  ],
  [
    'descriptors of the sandbox',
    () =>
      attempts(
        '[fd for fd in range(3, 256) if works(lambda: os.readlink(f"/proc/self/fd/{fd}")[:4] in ("sock", "pipe"))] or None',
      ),
    nothingWorked,
  ],
];

/** A way in which Python comes to run. */
export type EscapePath = (source: string, wallMs?: number) => Promise<SandboxResult>;

/** Tries every row on every path, but those that do not hold there. */
export function escapeSuite(
  paths: Readonly<Record<string, EscapePath>>,
  without: readonly string[] = [],
): void {
  for (const [path, run] of Object.entries(paths)) {
    for (const [name, source, check] of rows.filter(([row]) => !without.includes(row))) {
      test(`${path}: ${name}`, { skip }, async () => {
        check(await run(source(), check.endless ? SOON_MS : undefined), path);
        const next = await run('print(6 * 7)');
        assert.equal(next.stdout, '42\n', `the next program is not answered: ${JSON.stringify(next)}`);
      });
    }

    test(`${path}: nothing is carried from one program to the next`, { skip }, async () => {
      await run(
        'import ctypes, random, builtins\nopen("/tmp/left", "w").write("x")\nopen("/dev/shm/left", "w") if 0 else None\nbuiltins.left = 1\nctypes.CDLL(None).shmget(4711, 4096, 0o1666)\nrandom.seed(5)',
      );
      const next = await run(
        'import ctypes, os, builtins\nprint(os.listdir("/tmp"), hasattr(builtins, "left"), ctypes.CDLL(None).shmget(4711, 0, 0))',
      );
      assert.equal(next.stdout, '[] False -1\n', next.stderr);
    });

    test(`${path}: a neighbour of a fork bomb is answered`, { skip }, async () => {
      const bomb = run('import os\nwhile True:\n    try: os.fork()\n    except BaseException: pass', SOON_MS);
      const neighbours = await Promise.all([1, 2, 3].map(() => run('print(sum(range(1000)))')));
      for (const neighbour of neighbours)
        assert.equal(neighbour.stdout, '499500\n', JSON.stringify(neighbour));
      assert.equal((await bomb).ok, false);
    });
  }
}
