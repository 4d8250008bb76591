import { type EscapePath, escapeSuite, LIMITS } from './escape-suite.ts';
import { runPythonTests } from './run-python-tests.ts';
import { programError, type SandboxResult } from './types.ts';

/** A candidate is ended when its tests are, with what it has not written out. */
const FLUSHED = 'import functools\nprint = functools.partial(print, flush=True)\n';
const FAULTS = {
  timeout: 'wall-time',
  gone: 'signal',
  exception: 'exit',
  compile: 'exit',
  error: 'exit',
} as const;

/** The same programs as candidates with tests: what became of them, as a program of their own would end. */
function candidate(inProcess: boolean): EscapePath {
  return async (source, wallMs = LIMITS.wallMs): Promise<SandboxResult> => {
    const run = await runPythonTests(
      {
        source: `${FLUSHED}${source}\ndef f(x): return x`,
        tests: 'assert f(1) == 1',
        entryPoint: 'f',
        stopAtFirst: true,
        caseSeconds: 5,
        inProcess,
        deadlineMs: wallMs + 5_000,
      },
      { ...LIMITS, wallMs },
    );
    if (!run.ok) return run;
    const { status, message } = run.value;
    const fault = status in FAULTS ? FAULTS[status as keyof typeof FAULTS] : null;
    if (fault !== null) return { ...run, ok: false, error: programError(fault, message) };
    return { ...run, ok: true, value: null };
  };
}

// A candidate with tests has one descriptor more: its channel to them.
escapeSuite(
  { 'candidate with tests': candidate(false), 'candidate with tests in its process': candidate(true) },
  ['descriptors of the sandbox'],
);
