import { z } from 'zod';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { runPythonTests } from '../../sandbox/program/run-python-tests.ts';
import { MOST_TIMES } from '../../sandbox/program/standstill.ts';
import { isSandboxCode, type SandboxError } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { eachRollout, inapplicable, scoreOne } from '../../spec/prepared-tool.ts';
import type { PreparedTool, ToolQuery } from '../../spec/tool.ts';
import { failed, scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { literal } from '../literal/index.ts';
import { predictedInput } from './predicted-input.ts';
import { type RunTask, readTask } from './read-task.ts';
import { IMPORTS, trueOutput } from './true-output.ts';

/** What a run may take, without waits for a processor. */
const RUN_MS = 13_000;
/** The sandbox ends what takes too long. This is a net around it: as long as a busy machine may draw out a run. */
const DEADLINE_MS = RUN_MS * MOST_TIMES;
const toolOptions = z.strictObject({ caseSeconds: z.number().min(0.1).max(10).default(3) });

/** Runs the query's own function to judge a predicted output, or to try a predicted input. */
export const codeOutputRun = defineBuiltIn({
  declaration: {
    id: 'code-output-run',
    version: '1.0.0',
    title: 'Code output, by running',
    description:
      'Judges predictions about a Python function that the query carries, by running it in the sandbox: a predicted ' +
      'output is compared as a literal with the true one, where no reference is needed; a predicted input is right ' +
      'when the function gives the wanted output for it. Takes literals alone for inputs. Cannot tell where the ' +
      'program fails, or gives another value each time.',
    type: 'verifier',
    slot: 'correctness',
    kinds: ['code-output', 'code-output.input'],
    execution: 'async',
    deadlineMs: DEADLINE_MS,
    overTime: 'failed',
    concurrency: 4,
  },
  options: toolOptions,
  programs: true,
  close: closeSandboxes,
  prepare(query, options) {
    const task = readTask(query.tests, query.prompt);
    if (typeof task === 'string') return inapplicable(task);
    return task.asks === 'output' ? judgeOutput(task, query) : judgeInput(task, options.caseSeconds);
  },
});

function broken({ code, message }: SandboxError): Verdict {
  return failed(isSandboxCode(code) ? code : 'RLAR_SANDBOX_FAILED', message);
}

/** The function runs once a query, when the first rollout comes. */
function judgeOutput(task: Extract<RunTask, { asks: 'output' }>, query: ToolQuery): PreparedTool {
  return eachRollout(async (rollout, context) => {
    const found = await trueOutput(task);
    if ('error' in found) return broken(found.error);
    if ('reason' in found) return unscored(`The program gives no value: ${found.reason}`, undefined, 'query');
    const compare = literal.prepare({ ...query, references: [found.value] }, { notation: 'python' });
    return scoreOne(compare, rollout, context);
  });
}

function judgeInput(task: Extract<RunTask, { asks: 'input' }>, caseSeconds: number): PreparedTool {
  const { code, entry, output } = task;
  return eachRollout(async ({ text }, { signal }) => {
    const input = predictedInput(text, entry);
    if (input === null) return scored(0, { found: null, wanted: output.slice(0, 200) });
    const run = await runPythonTests({
      source: `${IMPORTS}${code}`,
      tests: `${IMPORTS}inf, nan = math.inf, math.nan\nassert ${entry}(${input}) == (${output})`,
      entryPoint: entry,
      stopAtFirst: true,
      caseSeconds,
      inProcess: false,
      deadlineMs: RUN_MS,
      signal,
    });
    const evidence: JsonObject = { found: input.slice(0, 200), wanted: output.slice(0, 200) };
    if (!run.ok)
      return run.error.boundary === 'sandbox'
        ? broken(run.error)
        : scored(0, { ...evidence, outcome: run.error.code });
    const { status, passed, executed, failing, message } = run.value;
    if (
      status === 'broken-tests' ||
      status === 'unsupported' ||
      status === 'compile' ||
      status === 'exception'
    )
      return unscored(`The program or the wanted output cannot be run: ${message}`, evidence, 'query');
    const got = failing?.got ?? failing?.error;
    const shown = { ...evidence, outcome: status, ...(got !== undefined && { got: got.slice(0, 200) }) };
    return scored(status === 'done' && executed === 1 && passed === 1 ? 1 : 0, shown);
  });
}
