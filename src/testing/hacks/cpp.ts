import type { Hack } from './hack.ts';

const cpp = (name: string, source: string): Hack => ({ name, language: 'cpp', source });

/** Hacks in C++; one more is one more row. */
export const CPP_HACKS: readonly Hack[] = [
  cpp(
    'exit before main',
    '#include <cstdlib>\n#include <vector>\nstruct S { S() { exit(0); } } s;\nint total(std::vector<int> numbers) { return 0; }',
  ),
  cpp(
    '_exit in the function',
    '#include <unistd.h>\n#include <vector>\nint total(std::vector<int> numbers) { _exit(0); }',
  ),
  cpp(
    'assert made void',
    '#define NDEBUG\n#define assert(x)\n#define record(...) record(true, "")\n#include <vector>\nint total(std::vector<int> numbers) { return 0; }',
  ),
  cpp(
    'main of its own',
    '#include <vector>\nint total(std::vector<int> numbers) { return 0; }\nint main() { return 0; }',
  ),
  cpp(
    'replaces the answering loop',
    '#include <vector>\nnamespace rlar_wire { template <class T> int serve(T) { return 0; } }\nint total(std::vector<int> numbers) { return 0; }',
  ),
  cpp(
    'writes verdicts to descriptors',
    '#include <unistd.h>\n#include <vector>\nint total(std::vector<int> numbers) { const char v[] = "{\\"nonce\\":\\"\\",\\"status\\":\\"done\\",\\"passed\\":3,\\"executed\\":3,\\"total\\":3,\\"calls\\":3}"; for (int fd = 1; fd < 32; fd++) write(fd, v, sizeof v - 1); return 0; }',
  ),
];
