import type { DatabaseSync } from 'node:sqlite';
import type { LedgerWriter } from './ledger-writer.ts';
import type { WriterMethods } from './writer-jobs.ts';

/** The writer's part of `Runs.reachStep`: in one transaction, so that of two processes one decides. */
export function reachedSteps(database: DatabaseSync, writer: LedgerWriter): Pick<WriterMethods, 'reachStep'> {
  const reach = database.prepare(`
    UPDATE runs SET last_step = :step, last_epoch = max(coalesce(last_epoch, -1), coalesce(:epoch, -1))
    WHERE number = :run AND coalesce(last_step, -1) < :step RETURNING number`);
  const epochOf = database.prepare('SELECT coalesce(last_epoch, -1) AS epoch FROM runs WHERE number = ?');
  const begin = database.prepare(`
    INSERT INTO phases(run, from_step, snapshot, at) SELECT :run, :step, :snapshot, :at
    WHERE :snapshot IS NOT (SELECT snapshot FROM phases WHERE run = :run ORDER BY from_step DESC LIMIT 1)
    ON CONFLICT(run, from_step) DO NOTHING`);
  return {
    reachStep({ run, snapshot, step, epoch, at }) {
      writer.allocate(0);
      const number = writer.run(run, at);
      const before = Number(epochOf.get(number)?.epoch);
      const isNew = reach.get({ run: number, step, epoch }) !== undefined;
      if (isNew && (epoch === null || epoch > before)) begin.run({ run: number, step, snapshot, at });
      return null;
    },
  };
}
