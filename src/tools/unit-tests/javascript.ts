import { runPair } from '../../sandbox/program/run-pair.ts';
import { TOOLCHAINS } from '../../sandbox/program/toolchains.ts';
import { DEFAULT_LIMITS } from '../../sandbox/program/types.ts';
import { defines } from './extract-program.ts';
import { harnessFile } from './harness-files.ts';
import { type CandidateJudge, judgeOutcome, type Settings } from './judgement.ts';
import { outcomeOfPair } from './pair-judgement.ts';
import type { TestSuite } from './suite-form.ts';

type CallSuite = Extract<TestSuite, { form: 'calls' }>;

const DEFINITION =
  /^(?:export[ ]+)?(?:(?:async[ ]+)?function[*]?[ ]+|(?:const|let|var)[ ]+)([A-Za-z_$][\w$]*)/gm;
const NAME = /[A-Za-z_$][\w$]*/g;
const NAMES = 2_000;
/** All cases share one limit where they run in the candidate's process, out of our sight. */
const IN_PROCESS_TIMES = 3;
const LIMITS = { ...DEFAULT_LIMITS, memoryBytes: 512 * 1024 * 1024, openFiles: 128 };

function readDeclaration(declaration: string, named: string | undefined): { name?: string; before: string } {
  const found = [...declaration.matchAll(DEFINITION)];
  const chosen = (named && found.findLast((match) => match[1] === named)) || found.at(-1);
  if (!chosen) return { ...(named && { name: named }), before: '' };
  return { name: chosen[1]!, before: declaration.slice(0, chosen.index) };
}

function assemble(code: string, declaration: string, name: string | undefined, before: string): string {
  const plain = code.replace(/^export[ ]+(?:default[ ]+)?/gm, '');
  const indented = /^\s*\n?[ \t]+\S/.test(plain);
  if (!name || declaration.trim() === '') return plain;
  return !indented && defines(plain, name, 'javascript') ? `${before}\n${plain}` : `${declaration}\n${plain}`;
}

/** The names that the tests may mean something of the candidate by: all but their own and those of helpers. */
function askedNames(tests: string, helpers: string, entryPoint: string | undefined): string[] {
  const own = new Set([...`${helpers}\n${tests}`.matchAll(DEFINITION)].map((match) => match[1]!));
  const names = new Set(tests.slice(0, 200_000).match(NAME) ?? []);
  return [...names]
    .filter((name) => !own.has(name) && !KEYWORDS.has(name) && (name === entryPoint || !isGiven(name)))
    .slice(0, NAMES);
}

/** Names of the language and of the harness: a program that defines them again changes nothing of its tests. */
function isGiven(name: string): boolean {
  return name in globalThis || GIVEN.has(name);
}

const GIVEN = new Set(['expect', 'describe', 'it', 'test', 'beforeEach', 'chai']);

const KEYWORDS = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for ' +
    'function if implements import in instanceof interface let new null package private protected public return ' +
    'console require assert arguments eval static super switch this throw true try typeof undefined var void while with yield await async of'
  ).split(' '),
);

/** What tests must hold to be run in the program's process: objects or promises that are their own, or its prototypes. */
const OWN_OBJECTS =
  /\basync\b|\bsetTimeout\b|\bPromise\b|\bclass\b|\bprototype\b|\bSymbol\b|\bProxy\b|\bObject\.create\b|\bnew\s+[A-Z]/;

/**
 * JavaScript: two Node processes, one with the tests and one with the candidate. Tests that pass it objects of their own
 * classes run in its process, if settings allow it: the tests alone decide that, never what the program says or returns.
 */
export function prepareJavaScript(suite: CallSuite, settings: Settings): CandidateJudge {
  const { name, before } = readDeclaration(suite.declaration, suite.entryPoint);
  const files = (...names: readonly string[]): Record<string, Buffer> =>
    Object.fromEntries(names.map((name) => [name, harnessFile(name)]));
  const shared = files('wire.cjs', 'recorded.cjs', 'expect.cjs', 'update.cjs');
  const job = {
    helpers: before,
    tests: suite.source,
    offset: before.split('\n').length,
    names: askedNames(suite.source, before, name),
    stopAtFirst: settings.reward === 'all',
  };
  const node = TOOLCHAINS.javascript.start('', LIMITS).slice(0, -1);
  const drive = (source: string, inProcess: boolean, signal: AbortSignal): ReturnType<typeof runPair> => {
    const nonce = crypto.randomUUID();
    return runPair(
      {
        candidate: {
          command: [...node, '/tmp/candidate.cjs'],
          files: {
            ...shared,
            ...files('candidate.cjs', 'borrowed.cjs'),
            'solution.txt': Buffer.from(source, 'utf8'),
          },
        },
        driver: {
          command: [...node, '/tmp/driver.cjs'],
          files: {
            ...shared,
            ...files('driver.cjs', 'remote.cjs', 'lending.cjs'),
            'job.json': Buffer.from(JSON.stringify({ ...job, nonce, inProcess }), 'utf8'),
          },
        },
        nonce,
        caseSeconds: inProcess ? settings.caseSeconds * IN_PROCESS_TIMES : settings.caseSeconds,
        addressSpace: false,
        deadlineMs: settings.deadlineMs,
        signal,
      },
      LIMITS,
    );
  };
  return async (code, found, signal) => {
    const source = assemble(code, suite.declaration, name, before);
    const apart = outcomeOfPair(await drive(source, false, signal));
    const may = settings.inProcess && OWN_OBJECTS.test(suite.source);
    if (!apart.ok || apart.value.status !== 'unsupported' || !may)
      return judgeOutcome(apart, settings, 'separate-process', found);
    return judgeOutcome(outcomeOfPair(await drive(source, true, signal)), settings, 'in-process', found);
  };
}
