import type { EscapeAttack } from './attack.ts';
import { cpp, java, javascript, python } from './attempts.ts';

const FILES = ['/etc/passwd', '/etc/shadow', '/opt/node/../../etc/hostname'];
const quoted = (text: string): string => JSON.stringify(text);
const NO_CALLS = 'it makes no system calls of its own';
/** Script that runs a line of shell, for what JavaScript and Java do through programs. */
const nodeShell = (line: string): string => `child.execSync(${quoted(line)}, { stdio: 'pipe' })`;

/** Attacks on what lies outside of a sandbox: network, memory, files, processes. */
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
];
