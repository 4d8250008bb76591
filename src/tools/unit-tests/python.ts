import { runPythonTests } from '../../sandbox/program/run-python-tests.ts';
import { unscored } from '../../spec/verdict.ts';
import { literalPattern } from '../../text/row-pattern.ts';
import { defines } from './extract-program.ts';
import { type CandidateJudge, judgeOutcome, type Settings } from './judgement.ts';
import { PRELUDE, withPrelude } from './python-prelude.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

const DEFINITION = /^(?:async[ ]+)?def[ ]+([A-Za-z_]\w*)/gm;

/** What a declaration holds: the function asked for, and what stands before it (imports, helpers). */
function readDeclaration(declaration: string, named: string | undefined): { name?: string; before: string } {
  const found = [...declaration.matchAll(DEFINITION)];
  const chosen = (named && found.findLast((match) => match[1] === named)) || found.at(-1);
  if (!chosen) return { ...(named && { name: named }), before: declaration };
  return { name: named ?? chosen[1]!, before: declaration.slice(0, chosen.index) };
}

function firstLine(code: string): string {
  return /^[ \t]*\S.*$/m.exec(code)?.[0] ?? '';
}

/** Where a program is run as a script. A harness loads it as a module, so that what it reads there is not asked for. */
const MAIN_GUARD =
  /^if[ \t(]+(?:__name__[ \t]*==[ \t]*(['"])__main__\1|(['"])__main__\2[ \t]*==[ \t]*__name__)[ \t)]*:/gm;
/** Tests that look at what the program prints, or give it something to read. */
const USES_ITS_STREAMS = /\bredirect_std(?:out|err)\b|\bsys\.std(?:in|out|err)\b|\bbuiltins\.input\b/;
/** Tests that replace something of the program's own process: only there does it have an effect. */
const REPLACES_ITS_OWN =
  /\bcapsys\b|\bbuiltins\.print\b|\bpatch(?:\.object|\.dict|\.multiple)?\(\s*(?!['"](?:builtins\.input|sys\.std(?:in|out|err))['"])/;

/** @returns the whole program: what was extracted, or the declaration continued by it */
function assemblePython(code: string, declaration: string, named?: string): string {
  const { name, before } = readDeclaration(declaration, named);
  if (
    declaration.trim() === '' ||
    !name ||
    !new RegExp(`def[ ]+${literalPattern(name)}\\b`, 'u').test(declaration)
  )
    return code;
  const indented = /^[ \t]/.test(firstLine(code));
  if (!indented && defines(code, name, 'python')) return `${PRELUDE}${before}\n${code}`;
  const open = `${PRELUDE}${declaration}${declaration.endsWith('\n') ? '' : '\n'}`;
  if (indented || code.trim() === '') return open + code;
  return open + code.replace(/^(?=.*\S)/gm, '    ');
}

/** Python: tests drive the candidate from another process; where they cannot, in its own, if settings allow it. */
export function preparePython(suite: CallSuite, settings: Settings): CandidateJudge {
  const { name, before } = readDeclaration(suite.declaration, suite.entryPoint);
  return async (code, found, signal) => {
    const plain = code.replace(MAIN_GUARD, 'if False:');
    const program = assemblePython(plain, suite.declaration, suite.entryPoint);
    const request = {
      source: suite.prelude ? withPrelude(suite.prelude, program) : program,
      tests: suite.source,
      ...(name && { entryPoint: name }),
      helpers: before,
      stopAtFirst: settings.reward === 'all',
      caseSeconds: settings.caseSeconds,
      deadlineMs: settings.deadlineMs,
      inProcess: false,
      streams: USES_ITS_STREAMS.test(suite.source),
      signal,
    };
    const together = REPLACES_ITS_OWN.test(suite.source);
    if (together && !settings.inProcess)
      return unscored('The tests replace what is in the program’s own process.', found, 'query');
    const run = together ? null : await runPythonTests(request);
    if (run && (!run.ok || run.value.status !== 'unsupported' || !settings.inProcess))
      return judgeOutcome(run, settings, 'separate-process', found);
    return judgeOutcome(await runPythonTests({ ...request, inProcess: true }), settings, 'in-process', found);
  };
}
