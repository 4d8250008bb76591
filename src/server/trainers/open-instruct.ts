import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AssignedTool } from '../../spec/assignment.ts';
import { RlarError } from '../../spec/errors.ts';
import { type JsonValue, jsonValue } from '../../spec/json.ts';
import { firstIssue, parseBody } from '../../spec/parse-or-throw.ts';
import { type Query, query } from '../../spec/query.ts';
import { clientSignal } from '../client-signal.ts';
import type { AdapterParts } from './adapter.ts';

/** What the programs are judged as. */
const KIND = 'code.unit-tests';

const asserts = z.array(z.string());
const cases = z.array(z.looseObject({ input: jsonValue, output: jsonValue }));
const body = z.looseObject({
  program: z.string(),
  tests: jsonValue,
  max_execution_time: z.number().positive().default(1),
});

/** The limits of a run of tests. */
interface Bounds {
  readonly seconds: number;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

interface Answer {
  readonly results: readonly number[];
  readonly runtimes: readonly number[];
}

/**
 * The code API of open-instruct: `POST /test_program` (asserts), `POST /test_program_stdio` (`{input, output}`), `GET
 * /health`. Read: `open_instruct/code_utils/{api,code_utils}.py` and `CodeVerifier` of `open_instruct/ground_truth_utils.py`
 * at commit e6c3044a (allenai/open-instruct).
 *
 * The programs are judged by the tool that the router gives to queries with tests. It answers per test, so nothing of it is a reward and
 * nothing enters the ledger: open-instruct makes the reward. All tests run at once; where that fails each runs alone.
 * `runtimes` are seconds of the sandbox, shared equally, and -1 for a test that fails. Where the tests cannot be judged
 * the answer is an error, which the client turns into 0.0 by itself. Tests as a pickle are refused: to read one is to run it.
 */
export function openInstructRoutes(app: FastifyInstance, parts: AdapterParts): void {
  const { service, queue } = parts;
  /** The tool that the router gives to such a query. */
  const chosen = async (asked: Query): Promise<AssignedTool> => {
    const [reply] = await service.assign({ context: {}, groups: [{ query: asked, rollouts: [] }] });
    const [tool] = reply!.assignment.tools;
    if (tool) return tool;
    throw new RlarError('RLAR_NO_REWARD', reply!.assignment.reason);
  };
  const judge = async (
    program: string,
    tests: JsonValue,
    { seconds, signal }: Bounds,
  ): Promise<{ passed: boolean; ms: number }> => {
    const limits = { caseSeconds: Math.min(10, Math.max(0.1, seconds)), reward: 'all' };
    const asked = query.parse({ messages: [], tests, kind: KIND });
    const { id, options } = await chosen(asked);
    const rollout = { text: `\`\`\`\`python\n${program}\n\`\`\`\`\n` };
    const { verdict, ms } = await service.runTool(
      { id, options: { ...options, ...limits } },
      asked,
      rollout,
      signal,
    );
    if (verdict.status === 'scored') return { passed: verdict.value === 1, ms };
    if (verdict.status === 'failed') throw new RlarError(verdict.error.code, verdict.error.message);
    parts.onNoReward({ trainer: 'open-instruct', policy: 'error', status: 'unscored' });
    throw new RlarError('RLAR_NO_REWARD', verdict.reason);
  };
  const all = async (program: string, tests: readonly JsonValue[], bounds: Bounds): Promise<Answer> => {
    const together = await judge(program, [...tests], bounds);
    const share = (ms: number, count: number) => Math.round(ms / count) / 1000;
    if (together.passed) {
      const runtime = share(together.ms, tests.length);
      return { results: tests.map(() => 1), runtimes: tests.map(() => runtime) };
    }
    if (tests.length === 1) return { results: [0], runtimes: [-1] };
    const each = await Promise.all(tests.map((test) => judge(program, [test], bounds)));
    return {
      results: each.map(({ passed }) => (passed ? 1 : 0)),
      runtimes: each.map(({ passed, ms }) => (passed ? share(ms, 1) : -1)),
    };
  };
  const shapes = { '/test_program': asserts, '/test_program_stdio': cases } as const;
  for (const [path, shape] of Object.entries(shapes)) {
    app.post(
      path,
      { schema: { summary: 'open-instruct: a program’s tests', tags: ['trainers'] } },
      async (request, reply) => {
        const { program, max_execution_time: seconds, tests: given } = parseBody(body, request.body);
        const tests = shape.safeParse(readTests(given));
        if (!tests.success) throw new RlarError('RLAR_INVALID_REQUEST', `tests: ${firstIssue(tests.error)}`);
        if (tests.data.length === 0) return { results: [], runtimes: [] };
        const signal = clientSignal(reply);
        const work = () => all(program, tests.data as JsonValue[], { seconds, signal });
        return queue.run(tests.data.length, work, { signal });
      },
    );
  }
  app.get('/health', { schema: { hide: true } }, () => ({ status: 'healthy' }));
}

/** Lists, or JSON text of one. */
function readTests(tests: JsonValue): unknown {
  if (tests === null || tests === '') return [];
  if (typeof tests !== 'string') return tests;
  try {
    return JSON.parse(tests);
  } catch {
    throw new RlarError(
      'RLAR_INVALID_REQUEST',
      'tests: neither a list nor JSON; an encoded pickle is not read, because reading it runs it',
    );
  }
}
