import { runPair } from '../../sandbox/program/run-pair.ts';
import { compileProgram } from '../../sandbox/program/run-program.ts';
import { COMPILED, TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import { DEFAULT_LIMITS, type ProgramLimits } from '../../sandbox/program/types.ts';
import { unscored } from '../../spec/verdict.ts';
import { defines } from './extract-program.ts';
import { harnessFile } from './harness-files.ts';
import { type CandidateJudge, judgeError, judgeOutcome, type Settings } from './judgement.ts';
import { outcomeOfPair } from './pair-judgement.ts';
import { splitParameters } from './split-parameters.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

/** A compiler runs before the candidate does, so the limits are the compiler's. */
const LIMITS: ProgramLimits = {
  ...DEFAULT_LIMITS,
  wallMs: 12_000,
  cpuSeconds: 12,
  memoryBytes: 1024 * 1024 * 1024,
};

/** What HumanEval-X's harness includes before every C++ program, but Boost, which only tests that name it need. */
const HEADERS = (
  'algorithm climits cmath cstdio cstdlib cstring deque fstream functional iostream limits list map numeric queue ' +
  'set sstream stack string unordered_map unordered_set utility vector'
)
  .split(' ')
  .map((name) => `#include <${name}>`)
  .join('\n');

interface Signature {
  readonly before: string;
  /** `vector<int> make_a_pile(int n)` */
  readonly text: string;
  readonly returns: string;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly types: readonly string[];
}

/** Type and name; a default value is left out. */
const PARAMETER = /^([\s\S]{1,300}?[\s*&>])([A-Za-z_]\w*)\s*(?:=.*)?$/;

/** @returns where the last block opens that stands at the outermost level */
function lastOutermostBrace(text: string): number {
  let depth = 0;
  let found = -1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '{') {
      if (depth === 0) found = at;
      depth += 1;
    } else if (text[at] === '}') depth -= 1;
  }
  return depth > 0 ? found : -1;
}

/** @returns the signature of the function whose body a declaration leaves open, or null where there is none */
export function readSignature(declaration: string): Signature | null {
  const brace = lastOutermostBrace(declaration);
  if (brace < 0) return null;
  const open = declaration.slice(0, brace).trimEnd();
  const ends = [';', '}', '*/'].map((mark) => {
    const at = open.lastIndexOf(mark);
    return at < 0 ? 0 : at + mark.length;
  });
  const lineStart = Math.max(...ends);
  const rest = open.slice(lineStart);
  const directives = rest.match(/^(?:\s*(?:#[^\n]*|\/\/[^\n]*)?\n)*/)?.[0].length ?? 0;
  const text = rest.slice(directives).trim();
  const parts = /^([\s\S]{1,300}?[\s*&>])([A-Za-z_]\w*)\s*\(([\s\S]*)\)$/.exec(text.slice(0, 2_000));
  if (!parts) return null;
  const found = splitParameters(parts[3]!).map((part) => PARAMETER.exec(part));
  const parameters = found.flatMap((match) => match?.[2] ?? []);
  if (parameters.length !== found.length) return null;
  return {
    before: open.slice(0, lineStart) + rest.slice(0, directives),
    text,
    returns: parts[1]!.trim(),
    name: parts[2]!,
    parameters,
    types: found.flatMap((match) => match?.[1]?.trim() ?? []),
  };
}

const FUNCTION = /^[A-Za-z_][^;={}()\n]{0,200}[ *&>]([A-Za-z_]\w*)[ ]*\([^;{}]{0,400}\)\s*\{/gm;

/** The part of a declaration before the entry point that a whole file still needs. */
function preamble(before: string, code: string): string {
  const repeats = [...before.matchAll(FUNCTION)].some((match) => defines(code, match[1]!, 'cpp'));
  if (!repeats) return before;
  return before
    .split('\n')
    .filter((line) => /^\s*(?:#|using\b|typedef\b)/.test(line))
    .join('\n');
}

function candidateSource(code: string, signature: Signature, boost: string): string {
  const indented = /^\s*\n?[ \t]+\S/.test(code);
  const whole = !indented && defines(code, signature.name, 'cpp');
  const body = whole
    ? `${preamble(signature.before, code)}\n${code}`
    : `${signature.before}${signature.text} {\n${code}`;
  return [
    boost,
    HEADERS,
    '#include "wire.hpp"',
    '#define main rlar_candidate_main',
    body,
    '#undef main',
    `int main() { return rlar_wire::serve<${signature.types.join(', ')}>([](auto&... items) -> decltype(auto) {`,
    `  return ::${signature.name}(items...);`,
    '}); }',
    '',
  ].join('\n');
}

function driverSource(suite: CallSuite, signature: Signature, boost: string): string {
  const list = signature.parameters.join(', ');
  return [
    boost,
    HEADERS,
    '#include "driver.hpp"',
    signature.before,
    `${signature.text} { return rlar_wire::call<${signature.returns}>(${list}); }`,
    '#include "assert.h"',
    suite.source,
    '',
  ].join('\n');
}

function libraries(text: string): string[] {
  return /#\s*include\s*<openssl\//.test(text) ? ['crypto'] : [];
}

/** C++: the tests are one program, with a stand-in for the function asked for; the candidate is another. */
export function prepareCpp(suite: CallSuite, settings: Settings): CandidateJudge {
  const signature = readSignature(suite.declaration);
  if (!signature)
    return async () =>
      unscored('C++ tests need a declaration that ends with the signature of the function asked for.');
  const boost = /#\s*include\s*<boost\/any/.test(suite.declaration) ? '#include "any.hpp"' : '';
  const wire = { 'wire.hpp': harnessFile('wire.hpp'), 'any.hpp': harnessFile('any.hpp') };
  const assertion = harnessFile('assert.h').toString('utf8');
  let driver: ReturnType<typeof compileProgram> | null = null;
  const compileDriver = (): ReturnType<typeof compileProgram> =>
    compileProgram({
      language: 'cpp',
      files: {
        'main.cpp': driverSource(suite, signature, boost),
        'wire.hpp': wire['wire.hpp'].toString('utf8'),
        'any.hpp': wire['any.hpp'].toString('utf8'),
        'driver.hpp': harnessFile('driver.hpp').toString('utf8'),
        'assert.h': assertion,
        cassert: assertion,
      },
      libraries: libraries(suite.declaration + suite.source),
    });
  const compiler = TOOLCHAINS.cpp.compile?.('main.cpp', libraries(suite.declaration)) ?? [];
  return async (code, found, signal) => {
    driver ??= compileDriver();
    const compiled = await driver;
    if (!compiled.ok) {
      driver = null;
      if (compiled.error.code !== 'compile') return judgeError(compiled.error, found);
      const evidence = { ...found, compiler: compiled.stderr.slice(0, 200) };
      return unscored(
        'The tests do not compile against a stand-in for the function asked for.',
        evidence,
        'query',
      );
    }
    const nonce = crypto.randomUUID();
    const run = await runPair(
      {
        candidate: {
          command: ['/bin/sh', '-c', `"$@" 1>&2 || exit 1; exec ./${COMPILED}`, 'sh', ...compiler],
          files: {
            'main.cpp': Buffer.from(candidateSource(code, signature, boost), 'utf8'),
            ...wire,
          },
        },
        driver: {
          command: [`/tmp/${COMPILED}`],
          files: {
            [COMPILED]: compiled.value,
            'job.txt': Buffer.from(`${nonce} ${settings.reward === 'all' ? 'first' : 'every'}\n`),
          },
        },
        nonce,
        caseSeconds: settings.caseSeconds,
        addressSpace: true,
        deadlineMs: settings.deadlineMs,
        signal,
      },
      LIMITS,
    );
    return judgeOutcome(outcomeOfPair(run), settings, 'separate-process', found);
  };
}
