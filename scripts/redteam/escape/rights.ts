import type { EscapeAttack } from './attack.ts';
import { cpp, java, javascript, python } from './attempts.ts';

const LINKS = ['/root', '/proc/1/root/root', '/proc/self/root/root', '/proc/self/cwd/../root'];
const WRITABLE = ['/usr', '/etc', '', '/dev', '/opt', '/opt/worker', '/proc/sys/kernel'];
const NO_CALLS = 'it makes no system calls of its own';
/** Script that runs a line of shell, for what JavaScript and Java do through programs. */
const nodeShell = (line: string): string => `child.execSync(${JSON.stringify(line)}, { stdio: 'pipe' })`;
const javaShell = (line: string): string =>
  `new ProcessBuilder("/bin/sh", "-c", ${JSON.stringify(line)}).start().waitFor() == 0 ? 1 : -1`;

/** Attacks on the rights of a sandbox: what it may write, trace, mount, end, follow and hold open. */
export const RIGHTS: readonly EscapeAttack[] = [
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
