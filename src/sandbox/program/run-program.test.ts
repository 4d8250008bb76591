import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from './bubblewrap.ts';
import { runProgram } from './run-program.ts';
import { missingToolchain } from './toolchains.ts';
import type { Language } from './types.ts';

const skip = bubblewrapProblem() ?? false;

const ECHO: Readonly<Record<Language, string>> = {
  python: 'import sys\nprint(sys.stdin.read().upper())',
  javascript: 'console.log(require("node:fs").readFileSync(0, "utf8").toUpperCase())',
  cpp: '#include <iostream>\n#include <string>\nint main(){std::string s;std::cin>>s;for(char c:s)std::cout<<(char)toupper(c);}',
  java: 'public class Main{public static void main(String[] a){System.out.println(new java.util.Scanner(System.in).next().toUpperCase());}}',
};
const ENTRY: Readonly<Record<Language, string>> = {
  python: 'main.py',
  javascript: 'main.js',
  cpp: 'main.cpp',
  java: 'Main.java',
};

for (const language of ['python', 'javascript', 'cpp', 'java'] as const) {
  test(`${language}: reads stdin, writes stdout`, {
    skip: skip || (missingToolchain(language) ?? false),
  }, async () => {
    const run = await runProgram({ language, files: { [ENTRY[language]]: ECHO[language] }, stdin: 'hello' });
    assert.equal(run.ok, true, run.stderr);
    assert.equal(run.stdout.trim(), 'HELLO');
    assert.ok(run.wallMs > 0);
  });
}

test('an exit code is the program’s', { skip }, async () => {
  const exit = await runProgram({ language: 'python', files: { 'main.py': 'raise SystemExit(3)' } });
  assert.deepEqual(!exit.ok && [exit.error.code, exit.error.boundary, exit.exitCode], ['exit', 'program', 3]);
});

test('a source that does not compile is the program’s', {
  skip: skip || (missingToolchain('cpp') ?? false),
}, async () => {
  const compile = await runProgram({ language: 'cpp', files: { 'main.cpp': 'int main( {' } });
  assert.equal(!compile.ok && compile.error.code, 'compile');
  assert.match(compile.stderr, /error/);
});

test('a file name that leaves the work folder is refused', { skip }, async () => {
  const run = await runProgram({ language: 'python', files: { '../x.py': '' } });
  assert.equal(!run.ok && run.error.boundary, 'sandbox');
});
