/** Each tries its expressions, and says which of them gave anything but nothing, false, -1 or an error. */

/** @returns Python */
export const python = (...calls: string[]): string => `import os, sys, ctypes, socket, signal, resource
libc = ctypes.CDLL(None, use_errno=True)
def attack():
    worked = []
    for name, call in [
${calls.map((text) => `        (${JSON.stringify(text)}, lambda: ${text}),`).join('\n')}
    ]:
        try: got = call()
        except BaseException: continue
        if got is not None and got is not False and got != -1: worked.append(name)
    return ", ".join(worked) or "held"
`;

/** @returns JavaScript for Node */
export const javascript = (...calls: string[]): string => `const fs = require('node:fs');
const child = require('node:child_process');
function attack() {
  const worked = [];
  for (const [name, call] of [
${calls.map((text) => `    [${JSON.stringify(text)}, () => ${text}],`).join('\n')}
  ]) {
    let got;
    try { got = call(); } catch { continue; }
    if (got !== null && got !== undefined && got !== false && got !== -1) worked.push(name);
  }
  return worked.join(', ') || 'held';
}
`;

const CPP_HEADERS =
  'cstdio cstdlib cstring fstream functional iostream string thread vector dirent.h fcntl.h netdb.h sched.h signal.h ' +
  'unistd.h arpa/inet.h netinet/in.h sys/ipc.h sys/mman.h sys/mount.h sys/msg.h sys/ptrace.h sys/resource.h sys/sem.h ' +
  'sys/shm.h sys/socket.h sys/stat.h sys/syscall.h sys/uio.h sys/wait.h';
/** What C++ forms include. */
const CPP = `${CPP_HEADERS.split(' ')
  .map((name) => `#include <${name}>`)
  .join('\n')}\n`;

/** @returns C++; a call gives a number that is 0 or more where it worked */
export const cpp = (...calls: string[]): string => `${CPP}
static long reads(const char* path) { int fd = open(path, O_RDONLY); char c; return fd < 0 ? -1 : read(fd, &c, 1) > 0 ? 0 : -1; }
static long writes(const char* path) { return open(path, O_WRONLY | O_CREAT, 0666); }
static long lists(const char* path) { return opendir(path) ? 0 : -1; }
static long connects(const char* host, int port) {
  sockaddr_in to{}; to.sin_family = AF_INET; to.sin_port = htons(port); inet_pton(AF_INET, host, &to.sin_addr);
  return connect(socket(AF_INET, SOCK_STREAM, 0), reinterpret_cast<sockaddr*>(&to), sizeof to);
}
std::string attack() {
  std::string worked;
  auto told = [&](const char* name, long got) { if (got >= 0) worked += std::string(worked.empty() ? "" : ", ") + name; };
${calls.map((text) => `  told(${JSON.stringify(text)}, (long)(${text}));`).join('\n')}
  return worked.empty() ? "held" : worked;
}
`;

/** @returns Java */
export const java = (...calls: string[]): string => `import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.util.*;
class Attack {
  interface Try { Object call() throws Throwable; }
  static String attack() {
    List<String> worked = new ArrayList<>();
    Map<String, Try> calls = new LinkedHashMap<>();
${calls.map((text) => `    calls.put(${JSON.stringify(text)}, () -> ${text});`).join('\n')}
    for (Map.Entry<String, Try> entry : calls.entrySet()) {
      try {
        Object got = entry.getValue().call();
        if (got != null && !Boolean.FALSE.equals(got) && !Integer.valueOf(-1).equals(got)) worked.add(entry.getKey());
      } catch (Throwable problem) { }
    }
    return worked.isEmpty() ? "held" : String.join(", ", worked);
  }
}
`;

/** @returns Java whose attack is these statements, which may throw */
export const javaBody = (body: string): string => `import java.io.*;
import java.nio.file.*;
import java.util.*;
class Attack {
  static String attack() {
    try { ${body} } catch (Exception problem) { return "held"; }
  }
}
`;

/** @returns C++ whose attack is these statements */
export const cppBody = (body: string): string => `${CPP}std::string attack() { ${body} }\n`;

/** @returns Python whose attack is these lines */
export const pythonBody = (body: string): string =>
  `def attack():\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;

/** @returns JavaScript whose attack is these statements */
export const javascriptBody = (body: string): string => `function attack() { ${body} }\n`;
