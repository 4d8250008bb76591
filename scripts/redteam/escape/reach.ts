import type { EscapeAttack } from './attack.ts';
import { cpp, java, javascript, python } from './attempts.ts';

const FILES = ['/etc/passwd', '/etc/shadow', '/opt/node/../../etc/hostname'];
const LINKS = ['/root', '/proc/1/root/root', '/proc/self/root/root', '/proc/self/cwd/../root'];
const WRITABLE = ['/usr', '/etc', '', '/dev', '/opt', '/opt/worker', '/proc/sys/kernel'];
const quoted = (text: string): string => JSON.stringify(text);
const NO_CALLS = 'it makes no system calls of its own';
/** Script that runs a line of shell, for what JavaScript and Java do through programs. */
const nodeShell = (line: string): string => `child.execSync(${quoted(line)}, { stdio: 'pipe' })`;
const javaShell = (line: string): string =>
  `new ProcessBuilder("/bin/sh", "-c", ${quoted(line)}).start().waitFor() == 0 ? 1 : -1`;

/** Attacks on what lies outside of a sandbox: network, files, processes, rights. */
export const REACH: readonly EscapeAttack[] = [
  {
    name: 'network',
    expected: 'held',
    forms: {
      python: ({ port }) =>
        python(
          `socket.create_connection(("127.0.0.1", ${port}), 0.3)`,
          'socket.create_connection(("1.1.1.1", 53), 0.3)',
          'socket.getaddrinfo("example.com", 80)',
        ),
      javascript: ({ port }) =>
        javascript(
          nodeShell(`exec 9<>/dev/tcp/127.0.0.1/${port}`),
          `child.execFileSync(process.execPath, ['-e', "require('net').connect(${port}, '127.0.0.1').on('error', () => process.exit(1)).on('connect', () => process.exit(0)); setTimeout(() => process.exit(2), 2000)"], { stdio: 'pipe' })`,
        ),
      cpp: ({ port }) =>
        cpp(
          `connects("127.0.0.1", ${port})`,
          'connects("1.1.1.1", 53)',
          'gethostbyname("example.com") ? 0 : -1',
        ),
      java: ({ port }) =>
        java(
          `new Socket("127.0.0.1", ${port})`,
          'new Socket("1.1.1.1", 53)',
          'InetAddress.getByName("example.com")',
        ),
    },
    otherwise: 'it has no sockets',
  },
  {
    name: 'sockets that reach around the network namespace',
    expected: 'held',
    forms: {
      python: python(
        ...[16, 17, 38, 40, 44].flatMap((family) =>
          [1, 2, 3].map((type) => `socket.socket(${family}, ${type})`),
        ),
      ),
      cpp: cpp(
        ...[16, 17, 38, 40, 44].flatMap((family) => [1, 2, 3].map((type) => `socket(${family}, ${type}, 0)`)),
      ),
    },
    otherwise: NO_CALLS,
  },
  {
    name: 'memory that no limit counts',
    expected: 'held',
    forms: {
      python: python(
        'os.memfd_create("x")',
        'libc.shmget(1, 4096, 0o1666)',
        'libc.msgget(1, 0o1666)',
        'libc.semget(1, 1, 0o1666)',
        'libc.syscall(447, 0)',
      ),
      cpp: cpp(
        'syscall(SYS_memfd_create, "x", 0)',
        'shmget(1, 4096, 01666)',
        'msgget(1, 01666)',
        'semget(1, 1, 01666)',
        'syscall(447, 0)',
      ),
    },
    otherwise: NO_CALLS,
  },
  {
    name: 'reading the host',
    expected: 'held',
    forms: {
      python: ({ folder }) =>
        python(
          ...FILES.map((file) => `open(${quoted(file)}).read() or None`),
          ...['/root', '/home', '/var', folder].map((place) => `os.listdir(${quoted(place)})`),
        ),
      javascript: ({ folder }) =>
        javascript(
          ...FILES.map((file) => `fs.readFileSync(${quoted(file)}, 'utf8') || null`),
          ...['/root', '/home', '/var', folder].map((place) => `fs.readdirSync(${quoted(place)})`),
        ),
      cpp: ({ folder }) =>
        cpp(
          ...FILES.map((file) => `reads(${quoted(file)})`),
          ...['/root', '/home', '/var', folder].map((place) => `lists(${quoted(place)})`),
        ),
      java: ({ folder }) =>
        java(
          ...FILES.map(
            (file) =>
              `Files.readAllBytes(Paths.get(${quoted(file)})).length > 0 ? (Object) 1 : (Object) (-1)`,
          ),
          ...['/root', '/home', '/var', folder].map((place) => `new File(${quoted(place)}).list()`),
        ),
      quickjs:
        'function attack() { return ["require", "process", "module", "fetch", "Buffer", "std", "os", "Worker", "WebAssembly"].filter((name) => typeof globalThis[name] !== "undefined").join(", ") || "held"; }',
    },
  },
  {
    name: 'processes of others',
    expected: 'held',
    forms: {
      python: ({ pid, parent }) =>
        python(
          `open("/proc/${pid}/cmdline").read()`,
          `open("/proc/${parent}/environ").read()`,
          '[p for p in os.listdir("/proc") if p.isdigit() and int(p) > 99] or None',
        ),
      javascript: ({ pid, parent }) =>
        javascript(
          `fs.readFileSync("/proc/${pid}/cmdline")`,
          `fs.readFileSync("/proc/${parent}/environ")`,
          `process.kill(${pid}, 0)`,
        ),
      cpp: ({ pid, parent }) =>
        cpp(`reads("/proc/${pid}/cmdline")`, `reads("/proc/${parent}/environ")`, `kill(${pid}, 0)`),
      java: ({ pid, parent }) =>
        java(
          `Files.readAllBytes(Paths.get("/proc/${pid}/cmdline"))`,
          `ProcessHandle.of(${parent}L).isPresent() ? (Object) 1 : (Object) (-1)`,
        ),
    },
    otherwise: 'it sees no processes',
  },
  {
    name: 'environment',
    expected: 'held',
    forms: {
      python: python(
        '[name for name in os.environ if any(word in name for word in ("RLAR", "TOKEN", "KEY", "SECRET"))] or None',
        'b"secret-of" in open("/proc/self/environ", "rb").read()',
        'b"secret-of" in open("/proc/1/environ", "rb").read()',
      ),
      javascript: javascript(
        'Object.keys(process.env).filter((name) => /RLAR|TOKEN|KEY|SECRET/.test(name)).join() || null',
        "fs.readFileSync('/proc/self/environ', 'utf8').includes('secret-of')",
        "fs.readFileSync('/proc/1/environ', 'utf8').includes('secret-of')",
      ),
      cpp: cpp('getenv("RLAR_ESCAPE_PROBE") ? 0 : -1', 'getenv("RLAR_TOKEN") ? 0 : -1'),
      java: java('System.getenv("RLAR_ESCAPE_PROBE")', 'System.getProperty("RLAR_ESCAPE_PROBE")'),
      quickjs:
        'function attack() { return typeof process === "undefined" && typeof env === "undefined" ? "held" : "an environment"; }',
    },
  },
  {
    name: 'writing outside',
    expected: 'held',
    forms: {
      python: python(
        ...WRITABLE.map((folder) => `open("${folder}/escape", "w")`),
        'open("/proc/sys/kernel/hostname", "w").write("x")',
        'open("/opt/node/node", "r+b")',
        'os.chmod("/usr/bin/env", 0o777)',
      ),
      javascript: javascript(
        ...WRITABLE.map((folder) => `fs.openSync("${folder}/escape", "w")`),
        'fs.openSync("/opt/node/node", "r+")',
        'fs.chmodSync("/usr/bin/env", 0o777) === undefined',
      ),
      cpp: cpp(
        ...WRITABLE.map((folder) => `writes("${folder}/escape")`),
        'open("/opt/node/node", O_RDWR)',
        'chmod("/usr/bin/env", 0777)',
      ),
      java: java(
        ...WRITABLE.map((folder) => `new FileOutputStream("${folder}/escape")`),
        'new RandomAccessFile("/opt/node/node", "rw")',
      ),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'tracing and reading memory',
    expected: 'held',
    forms: {
      python: ({ pid }) =>
        python(
          'libc.ptrace(16, 1, 0, 0) == 0',
          'libc.ptrace(0, 0, 0, 0) == 0',
          'libc.process_vm_readv(1, 0, 0, 0, 0, 0) == 0',
          `open("/proc/${pid}/mem", "rb")`,
        ),
      cpp: ({ pid }) =>
        cpp(
          'ptrace(PTRACE_ATTACH, 1, 0, 0)',
          'ptrace(PTRACE_TRACEME, 0, 0, 0)',
          'process_vm_readv(1, nullptr, 0, nullptr, 0, 0)',
          `reads("/proc/${pid}/mem")`,
        ),
      java: java('new RandomAccessFile("/proc/1/mem", "r").read()'),
    },
    otherwise: NO_CALLS,
  },
  {
    name: 'namespaces, mounts, rights',
    expected: 'held',
    forms: {
      python: python(
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
      javascript: javascript(
        'process.setuid(0) === undefined && process.getuid() === 0',
        nodeShell('mount -t tmpfs tmpfs /tmp'),
        nodeShell('unshare -U true'),
      ),
      cpp: cpp(
        'unshare(CLONE_NEWUSER)',
        'unshare(CLONE_NEWNS)',
        'mount("tmpfs", "/tmp", "tmpfs", 0, nullptr)',
        'umount2("/tmp", 2)',
        'chroot("/tmp")',
        'setuid(0) == 0 && getuid() == 0 ? 0 : -1',
        'syscall(435, 0, 0)',
        'syscall(321, 0, 0, 0)',
        'syscall(425, 1, 0)',
        'mknod("/tmp/sda", S_IFBLK | 0600, 2048)',
        'sethostname("x", 1)',
      ),
      java: java(javaShell('mount -t tmpfs tmpfs /tmp'), javaShell('unshare -U true')),
    },
    otherwise: 'it has no rights to give',
  },
  {
    name: 'killing all that it can name',
    expected: 'either',
    forms: {
      python:
        'def attack():\n    import os, signal\n    signal.signal(signal.SIGTERM, signal.SIG_IGN)\n    for pid in [os.getppid(), 1, *range(2, 200), 0, -1]:\n        try: os.kill(pid, signal.SIGKILL if pid != os.getpid() else signal.SIGTERM)\n        except OSError: pass\n    return "held"\n',
      javascript:
        'function attack() { for (const pid of [process.ppid, 1, ...Array(200).keys(), 0, -1]) { try { if (pid !== process.pid) process.kill(pid, "SIGKILL"); } catch {} } return "held"; }',
      cpp: '#include <signal.h>\n#include <unistd.h>\n#include <string>\nstd::string attack() { for (int pid = -1; pid < 200; ++pid) if (pid != getpid()) kill(pid, SIGKILL); return "held"; }',
      java: `class Attack { static String attack() { try { new ProcessBuilder("/bin/sh", "-c", "kill -9 -1; kill -9 1").start().waitFor(); } catch (Exception e) { } return "held"; } }\n`,
    },
    otherwise: 'it names no processes',
  },
  {
    name: 'links out of the work folder',
    expected: 'held',
    forms: {
      python: python(
        ...LINKS.map((path, at) => `os.symlink("${path}", "/tmp/link${at}") or os.listdir("/tmp/link${at}")`),
      ),
      javascript: javascript(
        ...LINKS.map(
          (path, at) => `(fs.symlinkSync("${path}", "/tmp/link${at}"), fs.readdirSync("/tmp/link${at}"))`,
        ),
      ),
      cpp: cpp(...LINKS.map((path, at) => `symlink("${path}", "/tmp/link${at}") + lists("/tmp/link${at}")`)),
      java: java(
        ...LINKS.map(
          (path, at) =>
            `Files.list(Files.createSymbolicLink(Paths.get("/tmp/link${at}"), Paths.get("${path}")))`,
        ),
      ),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'descriptors of the sandbox',
    expected: 'held',
    forms: {
      // A candidate has one, 3, which is its channel to its tests.
      python: python(
        '[fd for fd in range(4, 256) if os.path.exists(f"/proc/self/fd/{fd}") and os.readlink(f"/proc/self/fd/{fd}")[:4] in ("sock", "pipe")] or None',
      ),
      cpp: cpp(
        '[] { struct stat at; for (int fd = 4; fd < 256; ++fd) if (fstat(fd, &at) == 0 && (S_ISSOCK(at.st_mode) || S_ISFIFO(at.st_mode))) return fd; return -1; }()',
      ),
    },
    notInFunction: 'what asks it and what it answers go through descriptors of its own',
    otherwise: 'its runtime opens descriptors of its own',
  },
];
