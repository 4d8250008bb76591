import type { EscapeAttack } from './attack.ts';
import { cpp, cppBody, java, javaBody, javascript, javascriptBody, python, pythonBody } from './attempts.ts';

const NO_CALLS = 'it makes no system calls of its own';
/** Shell that does a thing to every process that can be named but the shell itself. */
const everyOther = (line: string): string =>
  `for p in 1 $PPID $(ls /proc | grep '^[0-9]*$'); do [ "$p" = "$$" ] || ${line}; done 2>/dev/null`;
const nodeShell = (line: string): string =>
  javascriptBody(
    `try { require("node:child_process").execSync(${JSON.stringify(line)}, { stdio: "ignore" }); } catch {} return "held";`,
  );
const javaShell = (line: string): string =>
  javaBody(`new ProcessBuilder("/bin/sh", "-c", ${JSON.stringify(line)}).start().waitFor(); return "held";`);
const CPP_EVERY = 'std::vector<int> all = {1, getppid()}; for (int p = 2; p < 300; ++p) all.push_back(p);';

/** Attacks on the processes beside a program: its parent, its keeper, and what starts the next one. */
export const BESIDE: readonly EscapeAttack[] = [
  {
    name: 'limits, priorities and places of others',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import ctypes, os, resource\nlibc = ctypes.CDLL(None)\nfor pid in [os.getppid(), 1, *range(2, 300)]:\n    if pid == os.getpid(): continue\n    for kind in range(16):\n        try: resource.prlimit(pid, kind, (0, 0))\n        except (OSError, ValueError): pass\n    for call in (lambda: os.setpriority(os.PRIO_PROCESS, pid, 19), lambda: os.sched_setaffinity(pid, {0}), lambda: os.sched_setscheduler(pid, os.SCHED_IDLE, os.sched_param(0)), lambda: open(f"/proc/{pid}/oom_score_adj", "w").write("1000"), lambda: open(f"/proc/{pid}/timerslack_ns", "w").write("999999999")):\n        try: call()\n        except OSError: pass\n    libc.syscall(251, 1, pid, 3 << 13)\nfor which in (os.PRIO_PGRP, os.PRIO_USER):\n    try: os.setpriority(which, 0, 19)\n    except OSError: pass\nreturn "held"',
      ),
      javascript: nodeShell(
        `${everyOther('{ renice -n 19 -p $p; prlimit --pid $p --nofile=0 --cpu=0 --fsize=0; taskset -p 1 $p; echo 1000 > /proc/$p/oom_score_adj; }')}; renice -n 19 -u 1000`,
      ),
      cpp: cppBody(
        `${CPP_EVERY} rlimit none{0, 0}; for (int p : all) if (p != getpid()) { for (int k = 0; k < 16; ++k) prlimit(p, (__rlimit_resource)k, &none, nullptr); setpriority(PRIO_PROCESS, p, 19); cpu_set_t one; CPU_ZERO(&one); CPU_SET(0, &one); sched_setaffinity(p, sizeof one, &one); sched_param zero{}; sched_setscheduler(p, SCHED_IDLE, &zero); } setpriority(PRIO_USER, 0, 19); return "held";`,
      ),
      java: javaShell(
        everyOther('{ renice -n 19 -p $p; prlimit --pid $p --nofile=0 --cpu=0; taskset -p 1 $p; }'),
      ),
    },
    otherwise: 'it names no processes',
  },
  {
    name: 'stopping all that it can name',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os, signal\nfor pid in [os.getppid(), 1, *range(2, 300)]:\n    for sign in (signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN):\n        try: pid == os.getpid() or os.kill(pid, sign)\n        except OSError: pass\nreturn "held"',
      ),
      javascript: javascriptBody(
        'for (const pid of [process.ppid, 1, ...Array(300).keys()]) { try { if (pid > 0 && pid !== process.pid) process.kill(pid, "SIGSTOP"); } catch {} } return "held";',
      ),
      cpp: cppBody(`${CPP_EVERY} for (int p : all) if (p != getpid()) kill(p, SIGSTOP); return "held";`),
      java: javaShell(everyOther('kill -STOP $p')),
    },
    otherwise: 'it names no processes',
  },
  {
    name: 'memory and descriptors of others through /proc',
    expected: 'held',
    forms: {
      python: python(
        ...['fd/0', 'fd/1', 'mem', 'environ', 'cmdline', 'maps', 'root/usr', 'cwd'].map(
          (name) =>
            `[pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) != os.getpid() and os.access(f"/proc/{pid}/${name}", os.R_OK)] or None`,
        ),
        'os.getpid() != 1 and os.open("/proc/1/mem", os.O_RDWR)',
        'os.open(f"/proc/{os.getppid()}/mem", os.O_RDWR) if os.getppid() else None',
        'os.listdir(f"/proc/{os.getppid()}/fd") if os.getppid() else None',
      ),
      javascript: javascript(
        ...['fd', 'task', 'root/usr'].map(
          (name) => `process.pid === 1 ? null : fs.readdirSync("/proc/1/${name}")`,
        ),
        ...['mem', 'fd/1', 'cmdline'].map(
          (name) => `process.pid === 1 ? null : fs.openSync("/proc/1/${name}", "r")`,
        ),
        'process.ppid ? fs.openSync(`/proc/${process.ppid}/mem`, "r+") : null',
      ),
      cpp: cpp(
        ...['mem', 'fd/1', 'cmdline'].map((name) => `getpid() == 1 ? -1 : open("/proc/1/${name}", O_RDONLY)`),
        'getppid() == 0 ? -1 : open(("/proc/" + std::to_string(getppid()) + "/mem").c_str(), O_RDWR)',
        'getppid() == 0 ? -1 : lists(("/proc/" + std::to_string(getppid()) + "/fd").c_str())',
      ),
      java: java(
        ...['fd', 'task', 'root/usr'].map(
          (name) => `ProcessHandle.current().pid() == 1 ? null : new File("/proc/1/${name}").list()`,
        ),
        'ProcessHandle.current().pid() == 1 ? null : new RandomAccessFile("/proc/1/mem", "rw")',
      ),
    },
    otherwise: 'it sees no processes',
  },
  {
    name: 'the kernel itself',
    expected: 'held',
    forms: {
      python: python(
        'libc.klogctl(3, ctypes.create_string_buffer(4096), 4096) > 0',
        'libc.klogctl(10, None, 0) > 0',
        ...[
          '/dev/mem',
          '/dev/kmsg',
          '/proc/kmsg',
          '/proc/kcore',
          '/dev/fuse',
          '/dev/kvm',
          '/dev/net/tun',
        ].map((path) => `open("${path}", "rb").read(1) or None`),
        ...['/proc/sysrq-trigger', '/proc/sys/vm/drop_caches', '/proc/sys/kernel/core_pattern'].map(
          (path) => `os.write(os.open("${path}", os.O_WRONLY), b"1")`,
        ),
        'os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000")',
        'os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(9)) is None',
        'os.setpriority(os.PRIO_PROCESS, 0, -20) is None',
        'libc.iopl(3) == 0',
        'libc.acct(0) == 0',
        'libc.fanotify_init(0, 0)',
        'libc.adjtimex(ctypes.create_string_buffer(b"\\1" + bytes(400))) >= 0',
        'os.listdir("/sys")',
        'libc.quotactl(0, b"/", 0, 0) == 0',
      ),
      cpp: cpp(
        ...['/dev/mem', '/dev/kmsg', '/proc/kmsg', '/proc/kcore'].map((path) => `reads("${path}")`),
        ...['/proc/sysrq-trigger', '/proc/sys/vm/drop_caches'].map((path) => `open("${path}", O_WRONLY)`),
        '[] { char b[4096]; long n = syscall(103, 3, b, sizeof b); return n > 0 ? n : -1; }()',
        '[] { sched_param p{}; p.sched_priority = 9; return sched_setscheduler(0, SCHED_FIFO, &p); }()',
        'setpriority(PRIO_PROCESS, 0, -20)',
        'lists("/sys")',
      ),
      javascript: javascript(
        'fs.readFileSync("/dev/kmsg")',
        'fs.openSync("/proc/kcore", "r")',
        'fs.readdirSync("/sys")',
        'require("node:os").setPriority(-20) === undefined && require("node:os").getPriority() < 0',
      ),
    },
    otherwise: NO_CALLS,
  },
  {
    name: 'folders that are closed, and names that the next one needs',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os\nfor folder in ("/tmp", "/box", "/dev/shm"):\n    for name in ("main.py", "main.js", "job.txt", "program", "candidate", "tests.py", "json.py", "struct.py", "sitecustomize.py", "node_modules"):\n        try: os.mkfifo(f"{folder}/{name}")\n        except OSError:\n            try: os.unlink(f"{folder}/{name}"); os.mkfifo(f"{folder}/{name}")\n            except OSError: pass\n    try: os.chmod(folder, 0)\n    except OSError: pass\nreturn "held"',
      ),
      javascript: nodeShell(
        'for d in /tmp /box /dev/shm; do for n in main.js main.py program package.json; do rm -f $d/$n; mkfifo $d/$n; done; chmod 0 $d; done',
      ),
      cpp: cppBody(
        'for (const char* folder : {"/tmp", "/box", "/dev/shm"}) { for (const char* name : {"main.py", "program", "main.cpp"}) mkfifo((std::string(folder) + "/" + name).c_str(), 0); chmod(folder, 0); } return "held";',
      ),
      java: javaShell('for d in /tmp /box /dev/shm; do mkfifo $d/Main.java $d/Main.class; chmod 0 $d; done'),
    },
    otherwise: 'it has no files',
  },
  {
    name: 'inodes without end',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os\nmade = 0\ntry:\n    for n in range(200_000):\n        os.close(os.open(f"/tmp/{n}", os.O_CREAT, 0o600)); made = n\nexcept OSError: return "held"\nreturn "held"',
      ),
      cpp: cppBody(
        'for (int n = 0; n < 200000; ++n) { std::string at = "/dev/shm/" + std::to_string(n); if (symlink(std::string(4000, 120).c_str(), at.c_str())) break; } return "held";',
      ),
    },
    otherwise: 'it has no files, or makes them slowly',
  },
  {
    name: 'buffers of sockets and pipes',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os, socket\nkept = []\ntry:\n    while True:\n        left, right = socket.socketpair(); left.setblocking(False)\n        left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 24)\n        kept += [left, right]\n        try:\n            while True: left.send(bytes(65536))\n        except BlockingIOError: pass\nexcept OSError: pass\ntry:\n    while True:\n        read, write = os.pipe(); kept.append((read, write)); os.set_blocking(write, False)\n        try:\n            while True: os.write(write, bytes(65536))\n        except BlockingIOError: pass\nexcept OSError: pass\nreturn "held"',
      ),
      cpp: cppBody(
        'std::vector<char> block(65536); for (int n = 0; n < 120; ++n) { int two[2]; if (socketpair(AF_UNIX, SOCK_STREAM, 0, two)) break; fcntl(two[0], F_SETFL, O_NONBLOCK); while (write(two[0], block.data(), block.size()) > 0) {} } return "held";',
      ),
    },
    otherwise: NO_CALLS,
  },
  {
    name: 'children that nobody waits for',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os\nfor _ in range(300):\n    try:\n        if os.fork() == 0: os._exit(0)\n    except OSError: break\nreturn "held"',
      ),
      cpp: cppBody(
        'for (int n = 0; n < 300; ++n) { int p = fork(); if (p == 0) _exit(0); if (p < 0) break; } return "held";',
      ),
      javascript: javascriptBody(
        'const c = require("node:child_process"); for (let n = 0; n < 60; n += 1) { try { c.spawn("/bin/true", { stdio: "ignore" }).on("error", () => {}); } catch {} } return "held";',
      ),
    },
    otherwise: 'it starts no processes',
  },
  {
    name: 'its own streams closed, exchanged, or of a kind that nobody reads',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import os, sys, termios\nfor fd in (0, 1, 2):\n    try: os.set_blocking(fd, False)\n    except OSError: pass\n    try: os.dup2(os.open("/dev/zero", os.O_RDWR), fd)\n    except OSError: pass\nos.closerange(0, 3)\nsys.stdout = sys.stderr = None\nreturn "held"',
      ),
      javascript: javascriptBody(
        'const fs = require("node:fs"); for (const fd of [0, 1, 2]) { try { fs.closeSync(fd); } catch {} } return "held";',
      ),
      cpp: cppBody(
        'for (int fd = 0; fd < 3; ++fd) { dup2(open("/dev/zero", O_RDWR), fd); close(fd); } return "held";',
      ),
      java: javaBody('System.in.close(); System.out.close(); System.err.close(); return "held";'),
    },
    otherwise: 'it has no streams',
  },
  {
    name: 'address space that is only reserved',
    expected: 'either',
    forms: {
      python: pythonBody(
        'import mmap\nkept = []\ntry:\n    for _ in range(2_000): kept.append(mmap.mmap(-1, 1 << 32))\nexcept (OSError, ValueError): pass\nreturn "held"',
      ),
      cpp: cppBody(
        'for (int n = 0; n < 2000; ++n) if (mmap(nullptr, 1ul << 32, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) == MAP_FAILED) break; mlockall(MCL_CURRENT | MCL_FUTURE); return "held";',
      ),
      javascript: javascriptBody(
        'const kept = []; try { for (let n = 0; n < 200; n += 1) kept.push(new WebAssembly.Memory({ initial: 0, maximum: 65536 }), new SharedArrayBuffer(8, { maxByteLength: 1e9 })); } catch {} return "held";',
      ),
      quickjs: javascriptBody(
        'const kept = []; try { for (let n = 0; n < 1e6; n += 1) kept.push(new ArrayBuffer(8, { maxByteLength: 1e9 })); } catch { return "held"; } return "held";',
      ),
    },
    otherwise: 'it reserves no memory by itself',
  },
];
