import { z } from 'zod';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { MOST_TIMES } from '../../sandbox/program/standstill.ts';
import type { Language } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import { scored, unscored } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { prepareCpp } from './cpp.ts';
import { defines, extractProgram, taggedLanguage, type Wanted } from './extract-program.ts';
import { prepareJava } from './java.ts';
import { prepareJavaScript } from './javascript.ts';
import type { CandidateJudge, Settings } from './judgement.ts';
import { judgeOutcome } from './outcome.ts';
import { readOutcomeSuite } from './outcome-suite.ts';
import { prepareOutput } from './output.ts';
import { calledNames } from './program-names.ts';
import { preparePython } from './python.ts';
import type { TestSuite } from './suite-form.ts';
import { languageNamed, readTestSuite } from './test-suite.ts';
import { writtenPattern, writtenQuery } from './written-query.ts';

/** What all cases may take together, without waits for a processor. */
const CASES_MS = 13_000;
/** The sandbox ends what takes too long. This is a net around it: as long as a busy machine may draw out a run. */
const DEADLINE_MS = CASES_MS * MOST_TIMES;

/** A prompt that is a program from its first line on. */
const CODE_BEGINS = /^\s*(?:def|async def|from|import|class|@|#|"{3}|'{3}|function|const|\/\/|\/\*)/;

const toolOptions = z.strictObject({
  reward: z.enum(['all', 'fraction']).default('all'),
  caseSeconds: z.number().min(0.1).max(10).default(3),
  inProcess: z.boolean().default(false),
});

/** HumanEval's prompt is the declaration that a completion continues: the program in the prompt that has the entry point. */
function withDeclaration(suite: TestSuite, prompt: string): TestSuite {
  if (suite.form !== 'calls' || suite.declaration !== '' || !suite.entryPoint) return suite;
  const program = extractProgram(prompt, { language: suite.language, entryPoint: suite.entryPoint });
  const declares = program && defines(program.code, suite.entryPoint, suite.language);
  const alone = program?.where === 'fence' || CODE_BEGINS.test(prompt);
  return declares && alone ? { ...suite, declaration: program.code } : suite;
}

function wantedOf(suite: TestSuite): Omit<Wanted, 'language'> {
  if (suite.form === 'output') return { reads: suite.cases.some(({ input }) => input.trim() !== '') };
  return {
    called: calledNames(suite.source, suite.language),
    ...(suite.entryPoint && { entryPoint: suite.entryPoint }),
  };
}

function prepareSuite(suite: TestSuite, settings: Settings): CandidateJudge {
  if (suite.form === 'output') return prepareOutput(suite, settings);
  if (suite.language === 'python') return preparePython(suite, settings);
  if (suite.language === 'javascript') return prepareJavaScript(suite, settings);
  return suite.language === 'cpp' ? prepareCpp(suite, settings) : prepareJava(suite, settings);
}

/** Where nobody says the language (stdin and stdout are the same in all), the response's own fence names it. */
function languageOf(suite: TestSuite, response: string): Language | null {
  if (!suite.anyLanguage) return suite.language;
  const tag = taggedLanguage(response);
  return tag === null ? suite.language : languageNamed(tag);
}

/**
 * Runs the program of a response against tests, in a sandbox. The verdict does not come from the program's process:
 * tests run beside it and see plain values of it alone, so that no exit code, printed text, patched harness or object
 * that is equal to everything makes a wrong program pass.
 */
export const unitTests = defineBuiltIn({
  declaration: {
    id: 'unit-tests',
    version: '1.0.0',
    title: 'Unit tests',
    description:
      'Runs the program of a response against tests: asserts and check functions (HumanEval, HumanEval-X, MBPP), ' +
      'unittest classes, or stdin and stdout cases, in Python, JavaScript, C++ and Java, isolated by bubblewrap. 1 ' +
      'where all pass, or the share of cases that pass. An SQL query is judged by what it finds in SQLite beside the reference, a ' +
      'regular expression by the texts that it takes and refuses. Tests and expected values are out of the program’s reach: tests ' +
      'that need its own process (Java without a declaration, classes of tests made from one of the program, what ' +
      'replaces its builtins) are unscored, unless `inProcess` allows them, which the evidence says. Cannot tell what ' +
      'tests do not check.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['tests'],
    kinds: ['code.unit-tests'],
    optionsForRun: { partialCredit: { reward: 'fraction' } },
    execution: 'async',
    deadlineMs: DEADLINE_MS,
    overTime: 'failed',
    concurrency: 4,
  },
  options: toolOptions,
  programs: true,
  close: closeSandboxes,
  prepare(query, options) {
    const outcome = readOutcomeSuite(query.tests);
    if (outcome)
      return eachRollout(({ text }, { signal }) => {
        const written = 'sql' in outcome ? writtenQuery(text) : writtenPattern(text);
        return written === null
          ? scored(0, { found: null, message: 'The response writes none.' })
          : judgeOutcome(outcome, written, query.prompt, signal);
      });
    const read = readTestSuite(query.tests, query.prompt);
    if (typeof read === 'string') return inapplicable(read);
    const suite = withDeclaration(read, query.prompt);
    const settings = { ...options, deadlineMs: CASES_MS };
    const judges = new Map([[suite.language, prepareSuite(suite, settings)]]);
    const wanted = wantedOf(suite);
    return eachRollout(({ text }, { signal }) => {
      const language = languageOf(suite, text);
      if (!language) return unscored('The program is in a language that is not run.', undefined, 'output');
      const judge = judges.get(language) ?? prepareSuite({ ...suite, language }, settings);
      judges.set(language, judge);
      const program = extractProgram(text, { ...wanted, language });
      if (!program || program.code.trim() === '')
        return scored(0, { found: null, message: 'There is no program in the response that stands.' });
      const found: JsonObject = {
        found: program.where,
        characters: program.code.length,
        language,
      };
      return judge(program.code, found, signal);
    });
  },
});
