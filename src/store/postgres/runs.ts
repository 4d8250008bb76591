import { reserveJudging } from '../../spec/judge-budget.ts';
import { stored } from '../failure.ts';
import { runEntryOf, unstoredRun } from '../run-row.ts';
import type { RunEntry, Runs } from '../runs.ts';
import type { PostgresDatabase } from './database.ts';
import type { Query } from './query.ts';

/** The runs in PostgreSQL. The row of a run is locked while something is decided about it, so that of two replicas one decides. */
export class PostgresRuns implements Omit<Runs, 'getAssignment' | 'putAssignments'> {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  openRun(run: string, { settings, snapshot }: Parameters<Runs['openRun']>[1]): Promise<RunEntry> {
    return this.#database.transact(async (query) => {
      const number = await lockRun(query, run);
      await query('UPDATE runs SET settings = coalesce(settings, $2) WHERE number = $1', [
        number,
        JSON.stringify(settings),
      ]);
      await query(
        `INSERT INTO phases(run, from_step, snapshot, at) SELECT $1, 0, $2, $3
        WHERE NOT EXISTS (SELECT 1 FROM phases WHERE run = $1)`,
        [number, snapshot, Date.now()],
      );
      return entryOf(query, number);
    });
  }

  /** Where nothing can be stored: the run as `openRun` would have made it. */
  async asOpened(run: string, first: Parameters<Runs['openRun']>[1]): Promise<RunEntry> {
    return unstoredRun(run, first, await this.getRun(run));
  }

  /** @throws RLAR_STORE_FAILED where the run is not stored */
  async asStored(run: string): Promise<RunEntry> {
    return stored(await this.getRun(run), `run ${run}`);
  }

  pinRun(run: string, snapshot: string, fromStep?: number): Promise<RunEntry> {
    return this.#database.transact(async (query) => {
      const number = await lockRun(query, run);
      await query(
        `INSERT INTO phases(run, from_step, snapshot, at)
        VALUES ($1, coalesce($3::float8, (SELECT max(from_step) FROM phases WHERE run = $1), 0), $2, $4)
        ON CONFLICT (run, from_step) DO UPDATE SET snapshot = excluded.snapshot, at = excluded.at`,
        [number, snapshot, fromStep ?? null, Date.now()],
      );
      return entryOf(query, number);
    });
  }

  reachStep(...[run, { step, epoch }, snapshot]: Parameters<Runs['reachStep']>): Promise<RunEntry> {
    return this.#database.transact(async (query) => {
      const number = await lockRun(query, run);
      const [before] = await query(
        'SELECT coalesce(last_step, -1) AS step, coalesce(last_epoch, -1) AS epoch FROM runs WHERE number = $1',
        [number],
      );
      if (Number(before?.step) >= step) return entryOf(query, number);
      const last = Number(before?.epoch);
      await query('UPDATE runs SET last_step = $2, last_epoch = $3 WHERE number = $1', [
        number,
        step,
        Math.max(last, epoch ?? -1),
      ]);
      if (epoch === null || epoch > last)
        await query(
          `INSERT INTO phases(run, from_step, snapshot, at) SELECT $1, $2, $3, $4
          WHERE $3 IS DISTINCT FROM (SELECT snapshot FROM phases WHERE run = $1 ORDER BY from_step DESC LIMIT 1)
          ON CONFLICT (run, from_step) DO NOTHING`,
          [number, step, snapshot, Date.now()],
        );
      return entryOf(query, number);
    });
  }

  async getRun(run: string): Promise<RunEntry | null> {
    const [found] = await entriesOf(this.#database.query, 'WHERE run = $1', [run]);
    return found ?? null;
  }

  listRuns(): Promise<RunEntry[]> {
    return entriesOf(this.#database.query, 'WHERE number > 0 ORDER BY number DESC');
  }

  reserveJudging(...[run, groups, budget]: Parameters<Runs['reserveJudging']>) {
    return this.#database.transact(async (query) => {
      const number = await lockRun(query, run);
      const [row] = await query(
        `SELECT judge_calls AS calls, judge_tokens AS tokens, judge_usd AS usd, judge_responses AS responses
        FROM runs WHERE number = $1`,
        [number],
      );
      const account = {
        calls: Number(row?.calls),
        tokens: Number(row?.tokens),
        usd: Number(row?.usd),
        responses: Number(row?.responses),
      };
      const reserved = [];
      for (const { queryKey, step, responses, each } of groups) {
        const { fits, expected } = reserveJudging(account, responses, each, budget);
        const lets = step === null ? fits : await decideOnce(query, number, step, queryKey, fits);
        reserved.push({ fits: lets, expected });
        if (!lets) continue;
        account.calls += expected.calls;
        account.tokens += expected.tokens;
        account.usd += expected.usd;
        account.responses += responses;
      }
      await query(
        `UPDATE runs SET judge_calls = $2, judge_tokens = $3, judge_usd = $4, judge_responses = $5
        WHERE number = $1`,
        [number, account.calls, account.tokens, account.usd, account.responses],
      );
      return reserved;
    });
  }

  async settleJudging(...[run, expected, real]: Parameters<Runs['settleJudging']>): Promise<void> {
    await this.#database.transact(async (query) => {
      const number = await lockRun(query, run);
      await query(
        `UPDATE runs SET judge_calls = judge_calls + $2, judge_tokens = judge_tokens + $3,
        judge_usd = judge_usd + $4 WHERE number = $1`,
        [number, real.calls - expected.calls, real.tokens - expected.tokens, real.usd - expected.usd],
      );
    });
  }
}

/** Finds or makes a run, and locks its row until the transaction ends. @returns its number; 0 for null */
async function lockRun(query: Query, run: string | null): Promise<number> {
  if (run === null) {
    await query('SELECT number FROM runs WHERE number = 0 FOR UPDATE');
    return 0;
  }
  const [found] = await query('SELECT number FROM runs WHERE run = $1 FOR UPDATE', [run]);
  if (found) return Number(found.number);
  const [made] = await query(
    'INSERT INTO runs(run, created) VALUES ($1, $2) ON CONFLICT (run) DO UPDATE SET run = excluded.run RETURNING number',
    [run, Date.now()],
  );
  return Number(made?.number);
}

/** What was decided for a query in a step holds. The run's row is locked, so nobody decides at the same time. */
async function decideOnce(query: Query, run: number, step: number, key: string, fits: boolean) {
  const [held] = await query(
    `INSERT INTO judged_groups(run, step, query, fits) VALUES ($1, $2, $3, $4)
    ON CONFLICT (run, step, query) DO UPDATE SET run = excluded.run RETURNING fits`,
    [run, step, key, fits],
  );
  return held?.fits === true;
}

async function entryOf(query: Query, number: number): Promise<RunEntry> {
  const [entry] = await entriesOf(query, 'WHERE number = $1', [number]);
  return entry!;
}

/** @param which a condition and an order of the rows of `runs` */
async function entriesOf(query: Query, which: string, values: (string | number)[] = []): Promise<RunEntry[]> {
  const rows = await query(`SELECT * FROM runs ${which}`, values);
  const phases = await query(
    'SELECT run, from_step AS "fromStep", snapshot FROM phases WHERE run = ANY($1::bigint[]) ORDER BY from_step',
    [rows.map(({ number }) => Number(number))],
  );
  const byRun = Map.groupBy(phases, ({ run }) => Number(run));
  return rows.map((row) => runEntryOf(row, byRun.get(Number(row.number)) ?? []));
}
