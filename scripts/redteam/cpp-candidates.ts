import { type Draw, pick } from './hostile-frames.ts';

const HEADERS = `#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>
`;
/** Bytes of a frame as the harness of C++ has them, or nearly: a length, then tags with numbers and counts. */
function frame(draw: Draw): string {
  const tags = ['k', 'x', 'i', 'f', 's', 'l', '0', 'a', 'ready', '\\xff'];
  const sizes = ['0', '1', '9731', '0x7fffffff', '0xffffffff', '-1', '16', '4294967297ll'];
  const parts = Array.from({ length: 1 + draw(5) }, () =>
    draw(2) === 0
      ? `body += "${pick(draw, tags)}";`
      : `{ ${pick(draw, ['int64_t', 'uint32_t', 'double'])} n = ${pick(draw, sizes)}; body.append((char*)&n, sizeof n); }`,
  );
  const length = pick(draw, [
    'body.size()',
    'body.size()',
    '0',
    '0xffffffffu',
    '16u << 20',
    'body.size() + 9',
  ]);
  return `{ std::string body; ${parts.join(' ')} uint32_t size = ${length}; if (write(3, &size, 4)) {} if (write(3, body.data(), body.size())) {} }`;
}

const early = (body: string): string =>
  `static int early() { ${body} return 0; }\nstatic int begun = early();\n`;
const VERDICT =
  '{\\"nonce\\":\\"\\",\\"status\\":\\"done\\",\\"passed\\":3,\\"executed\\":3,\\"total\\":3,\\"calls\\":3}';
const BEFORE: readonly ((draw: Draw) => string)[] = [
  (draw) => early(Array.from({ length: 1 + draw(6) }, () => frame(draw)).join(' ')),
  () =>
    early(
      `const char v[] = "${VERDICT}"; for (int fd = 1; fd < 32; fd++) if (write(fd, v, sizeof v - 1)) {}`,
    ),
  () => early('for (int fd = 3; fd < 32; fd++) close(fd);'),
  (draw) =>
    early(`${pick(draw, ['exit(0)', '_exit(0)', 'abort()', 'raise(SIGSTOP)', 'kill(-1, SIGKILL)'])};`),
  () =>
    early(
      'if (fork() == 0) { for (int n = 0; n < 50; ++n) { if (write(3, "\\0\\0\\0\\0", 4)) {} usleep(100); } _exit(0); }',
    ),
  () => '#define assert(...)\n#define record(...) record(true, "")\n#define call(...) serve\n',
  () => '#undef main\n#define main(...) rlar_other(__VA_ARGS__)\n',
  () => 'namespace rlar_wire { template <class T> int serve(T) { return 0; } }\n',
  () => 'namespace std { inline bool operator==(const vector<int>&, int) { return true; } }\n',
  (draw) =>
    `#include "${pick(draw, ['driver.hpp', '/tmp/job.txt', '/proc/self/environ', '/etc/passwd', 'main.cpp', '/dev/zero'])}"\n`,
  () => 'static int later = std::atexit([] { _exit(0); });\n',
  () => 'int main() { return 0; }\n',
];
const BODIES: readonly string[] = [
  'return {};',
  'return x;',
  'return std::vector<int>(1 << 24, 9731);',
  'exit(0);',
  '_exit(0);',
  'throw 9731;',
  'throw std::string("assert");',
  'int* p = nullptr; *p = 9731; return x;',
  'static int n = 0; return {n++};',
  'fork(); return x;',
  'x.clear(); return f(x);',
  'std::thread([] { _exit(0); }).detach(); return x;',
  'static jmp_buf b; longjmp(b, 1);',
  'std::terminate();',
  'return *(std::vector<int>*)&x;',
  'if (dup2(2, 3)) {} return x;',
];
const ENDLESS = ['for (volatile int n = 0;;) ++n;', 'sleep(600); return x;'];

/** @returns the source of a C++ candidate that is wrong whatever it does */
export function cppCandidate(draw: Draw): string {
  const before = Array.from({ length: draw(3) }, () => pick(draw, BEFORE)(draw));
  const inside = draw(3) === 0 ? frame(draw) : '';
  const body = draw(40) === 0 ? pick(draw, ENDLESS) : pick(draw, BODIES);
  return `${HEADERS}${before.join('')}std::vector<int> f(std::vector<int> x) { ${inside} ${body} }`;
}
