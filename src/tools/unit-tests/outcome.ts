import { z } from 'zod';
import { runWarm } from '../../sandbox/program/run-warm.ts';
import { DEFAULT_LIMITS } from '../../sandbox/program/types.ts';
import type { JsonObject } from '../../spec/json.ts';
import { scored, unscored, type Verdict } from '../../spec/verdict.ts';
import { harnessFile } from './harness-files.ts';
import { judgeError } from './judgement.ts';
import type { OutcomeSuite } from './outcome-suite.ts';

const LIMITS = { ...DEFAULT_LIMITS, wallMs: 3_000, cpuSeconds: 3 };
/** Of texts that the reference takes, and of those that it refuses, an expression must treat this share alike. */
const ALIKE = 0.5;

const result = z.union([
  z.object({ columns: z.number(), rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))) }),
  z.object({ error: z.string() }),
]);
const sqlReply = z.union([
  z.object({ found: z.array(z.tuple([result, result])) }),
  z.object({ broken: z.string() }),
]);
const patternReply = z.object({
  mode: z.string(),
  alike: z.array(z.boolean()),
  others: z.array(z.boolean()).default([]),
  candidate: z.array(z.boolean()).optional(),
  unlike: z.boolean().default(false),
  error: z.string().optional(),
});
type Result = z.infer<typeof result>;

/**
 * Runs a query or an expression beside the reference, in the sandbox, by a program of ours: nothing that the response holds
 * is run as a program. A query must find the same as the reference on the tables and on parts of them, so that one which
 * only lists the rows to be found is wrong.
 */
export async function judgeOutcome(
  suite: OutcomeSuite,
  candidate: string,
  prompt: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const isQuery = 'sql' in suite;
  const job = isQuery
    ? { ...suite.sql, candidate }
    : {
        ...suite.pattern,
        candidate,
        mode: /\b(?:re\.)?search\b|\bcontain/i.test(prompt) ? 'search' : 'fullmatch',
      };
  const source = harnessFile(isQuery ? 'sql.py' : 'pattern.py').toString('utf8');
  const found: JsonObject = { found: candidate.slice(0, 200) };
  const run = await runWarm({ source }, JSON.stringify(job), LIMITS, true, signal);
  if (!run.ok) return judgeError(run.error, found);
  const told: unknown = JSON.parse(run.stdout);
  return isQuery
    ? judgeQuery(sqlReply.parse(told), suite.sql.reference, found)
    : judgePattern(patternReply.parse(told), suite.pattern.match.length, found);
}

function judgeQuery(told: z.infer<typeof sqlReply>, reference: string, found: JsonObject): Verdict {
  if ('broken' in told) return unscored(`The tables cannot be made: ${told.broken}`, found, 'query');
  const [whole] = told.found;
  if (!whole || 'error' in whole[0])
    return unscored(
      `The reference cannot be run: ${whole && 'error' in whole[0] ? whole[0].error : ''}`,
      found,
      'query',
    );
  const ordered = isOrdered(reference);
  const wrong = told.found.findIndex(
    ([wanted, given]) => !('error' in wanted) && !sameRows(wanted, given, ordered),
  );
  if (wrong < 0) return scored(1, { ...found, compared: told.found.length });
  const given = told.found[wrong]![1];
  return scored(0, {
    ...found,
    on: wrong === 0 ? 'the tables' : 'a part of the tables',
    ...('error' in given && { error: given.error }),
  });
}

/** Whether the query itself orders, and not one in brackets within it. */
function isOrdered(query: string): boolean {
  let outer = query.replace(/'[^']*'/g, "''");
  for (let before = ''; before !== outer; ) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, ' ');
  }
  return /\border\s+by\b/i.test(outer);
}

function sameRows(wanted: Result, given: Result, ordered: boolean): boolean {
  if ('error' in wanted || 'error' in given) return false;
  if (wanted.columns !== given.columns || wanted.rows.length !== given.rows.length) return false;
  const lines = (rows: readonly (readonly (string | number | null)[])[]): string[] => {
    const all = rows.map((row) =>
      JSON.stringify(row.map((item) => (typeof item === 'number' ? Number(item.toPrecision(9)) : item))),
    );
    return ordered ? all : all.toSorted();
  };
  const other = lines(given.rows);
  return lines(wanted.rows).every((line, index) => line === other[index]);
}

function judgePattern(told: z.infer<typeof patternReply>, matches: number, found: JsonObject): Verdict {
  if (told.unlike) return unscored('The reference does not do what the lists say.', found, 'query');
  if (told.error !== undefined || !told.candidate) return scored(0, { ...found, error: told.error ?? null });
  const wrong = told.candidate.findIndex((accepts, index) => accepts !== index < matches);
  if (wrong >= 0) return scored(0, { ...found, mode: told.mode, case: wrong });
  for (const side of [true, false]) {
    const same = told.alike.flatMap((accepts, index) =>
      accepts === side ? told.others[index] === side : [],
    );
    const share = same.filter(Boolean).length / Math.max(1, same.length);
    if (same.length > 0 && share < ALIKE)
      return scored(0, { ...found, mode: told.mode, [side ? 'taken' : 'refused']: share });
  }
  return scored(1, { ...found, mode: told.mode, alike: told.alike.length });
}
