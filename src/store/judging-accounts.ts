import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { reserveJudging } from '../spec/judge-budget.ts';
import type { LedgerWriter } from './ledger-writer.ts';
import type { WriterMethods } from './writer-jobs.ts';

const account = z.object({ calls: z.number(), tokens: z.number(), usd: z.number(), responses: z.number() });

/** The writer's functions that keep the accounts of judges, in the rows of runs. Call each within a transaction. */
export function judgingAccounts(
  database: DatabaseSync,
  writer: LedgerWriter,
): Pick<WriterMethods, 'reserveJudging' | 'settleJudging'> {
  const accountOf = database.prepare(
    'SELECT judge_calls AS calls, judge_tokens AS tokens, judge_usd AS usd, judge_responses AS responses FROM runs WHERE number = ?',
  );
  const add = database.prepare(`
    UPDATE runs SET judge_calls = judge_calls + :calls, judge_tokens = judge_tokens + :tokens,
    judge_usd = judge_usd + :usd, judge_responses = judge_responses + :responses WHERE number = :number`);
  const decided = database.prepare('SELECT fits FROM judged_groups WHERE run = ? AND step = ? AND query = ?');
  const decide = database.prepare('INSERT INTO judged_groups(run, step, query, fits) VALUES (?, ?, ?, ?)');
  return {
    reserveJudging({ run, at, groups, budget }) {
      writer.allocate(0);
      const number = run === null ? 0 : writer.run(run, at);
      return groups.map(({ queryKey, step, responses, each }) => {
        const before = account.parse(accountOf.get(number));
        const { fits, expected } = reserveJudging(before, responses, each, budget);
        const stored = step === null ? undefined : decided.get(number, step, queryKey)?.fits;
        const lets = stored === undefined ? fits : stored === 1;
        if (step !== null && stored === undefined) decide.run(number, step, queryKey, Number(lets));
        if (lets) add.run({ ...expected, responses, number });
        return { fits: lets, expected };
      });
    },
    settleJudging({ run, expected, real }) {
      writer.allocate(0);
      add.run({
        calls: real.calls - expected.calls,
        tokens: real.tokens - expected.tokens,
        usd: real.usd - expected.usd,
        responses: 0,
        number: run === null ? 0 : writer.run(run, 0),
      });
      return null;
    },
  };
}
