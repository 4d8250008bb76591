import type { DatabaseSync } from 'node:sqlite';
import type { FactFiller } from './fact-filler.ts';
import { encodeRecord } from './record-id.ts';
import type { SearchKeeper } from './search/search-keeper.ts';
import type { WriterMethods } from './writer-jobs.ts';

type Deletions = Pick<WriterMethods, 'deleteRewards' | 'deleteAssignments' | 'deleteWords' | 'deleteRun'>;

/** The writer's functions that delete. Call each within a transaction. prune.ts explains the order and the reasons. */
export function deletions(database: DatabaseSync, facts: FactFiller, search: SearchKeeper): Deletions {
  const deleteRewards = database.prepare(`
    DELETE FROM rewards WHERE record BETWEEN :from AND :to AND at < coalesce(:before, at + 1)
    AND (:run IS NULL OR run = (SELECT number FROM runs WHERE run = :run))
    AND run NOT IN (SELECT number FROM runs WHERE run IN (SELECT value FROM json_each(:keep)))
    AND (:query IS NULL OR assignment IN (
      SELECT number FROM assignments WHERE query = (SELECT number FROM queries WHERE key = :query)))
    AND (:user IS NULL OR EXISTS (
      SELECT 1 FROM json_tree(coalesce(
        meta, (SELECT meta FROM groups WHERE first <= record ORDER BY first DESC LIMIT 1), '{}'))
      WHERE key IN ('user', 'user_id', 'userId', 'username') AND CAST(atom AS TEXT) = :user))
    RETURNING record AS number, run, assignment, text`);
  const deleteFeedback = database.prepare(
    "DELETE FROM feedback WHERE json_extract(body, '$.record') IN (SELECT value FROM json_each(?))",
  );
  const deleteSaid = database.prepare('DELETE FROM feedback WHERE query = ? OR "by" = ?');
  const deleteJudgedQuery = database.prepare('DELETE FROM judged_groups WHERE query = ?');
  const groupEnd = database.prepare(
    'SELECT max(:to, first + rows - 1) AS "to" FROM groups WHERE first <= :to ORDER BY first DESC LIMIT 1',
  );
  const deleteGroups = database.prepare(`
    DELETE FROM groups WHERE first BETWEEN :from AND :to AND NOT EXISTS (
      SELECT 1 FROM rewards WHERE record BETWEEN groups.first AND groups.first + groups.rows - 1)`);
  const deleteWords = database.prepare(`
    DELETE FROM words WHERE number IN (SELECT value FROM json_each(:numbers)) AND number NOT IN (
      SELECT value FROM rewards, json_each(json_array(kind, policy, flags, finish_reason))
      WHERE record > :horizon AND value IS NOT NULL)`);
  const uncount = database.prepare(`
    UPDATE runs SET characters = characters * (rows - :deleted) / rows, rows = rows - :deleted
    WHERE number = :run AND rows > 0`);
  const deleteAssignments = database.prepare(`
    DELETE FROM assignments WHERE number IN (SELECT value FROM json_each(:numbers))
    AND number NOT IN (SELECT assignment FROM rewards WHERE record > :horizon) RETURNING query`);
  const deleteOfRun = database.prepare('DELETE FROM assignments WHERE run = ? RETURNING query');
  const deleteQueries = database.prepare(`
    DELETE FROM queries WHERE number IN (SELECT value FROM json_each(:numbers))
    AND NOT EXISTS (SELECT 1 FROM assignments WHERE query = queries.number) RETURNING number, body AS text`);
  const emptyRun = database.prepare('SELECT number FROM runs WHERE run = ? AND rows = 0');
  const deletePhases = database.prepare('DELETE FROM phases WHERE run = ?');
  const deleteJudged = database.prepare('DELETE FROM judged_groups WHERE run = ?');
  const deleteRun = database.prepare('DELETE FROM runs WHERE number = ?');
  const countPrune = database.prepare('UPDATE counters SET prunes = prunes + 1');

  function withQueries(deleted: Record<string, unknown>[]): { assignments: number; queries: number } {
    countPrune.run();
    const numbers = JSON.stringify([...new Set(deleted.map((row) => Number(row.query)))]);
    const queries = deleteQueries.all({ numbers });
    search.remove('prompts', queries, true);
    return { assignments: deleted.length, queries: queries.length };
  }

  return {
    deleteRewards({ from, to: wanted, before, run, keepRuns, query, user }) {
      // What is erased shall not stand in the free pages of the file.
      const erases = query !== undefined || user !== undefined;
      if (erases) database.exec('PRAGMA secure_delete = ON');
      const to = Number(groupEnd.get({ to: wanted })?.to ?? wanted);
      const rows = deleteRewards.all({
        from,
        to,
        before: before ?? null,
        run: run ?? null,
        keep: JSON.stringify(keepRuns),
        query: query ?? null,
        user: user ?? null,
      });
      search.remove('responses', rows, erases);
      if (erases) {
        deleteSaid.run(query ?? null, user ?? null);
        deleteJudgedQuery.run(query ?? null);
        deleteFeedback.run(JSON.stringify(rows.map(({ number }) => encodeRecord(Number(number)))));
      }
      const byRun = Map.groupBy(rows, (row) => Number(row.run));
      for (const [number, ofRun] of byRun) uncount.run({ deleted: ofRun.length, run: number });
      if (rows.length > 0) {
        deleteGroups.run({ from, to });
        facts.removeDeleted(from, to);
      }
      return {
        to,
        deleted: rows.length,
        assignments: [...new Set(rows.map((row) => Number(row.assignment)))],
      };
    },
    deleteAssignments({ numbers, horizon }) {
      return withQueries(deleteAssignments.all({ numbers: JSON.stringify(numbers), horizon }));
    },
    deleteWords({ numbers, horizon }) {
      countPrune.run();
      deleteWords.run({ numbers: JSON.stringify(numbers), horizon });
      return null;
    },
    deleteRun(run) {
      const found = emptyRun.get(run);
      if (!found) return { assignments: 0, queries: 0 };
      const deleted = withQueries(deleteOfRun.all(Number(found.number)));
      deletePhases.run(Number(found.number));
      deleteJudged.run(Number(found.number));
      deleteRun.run(Number(found.number));
      return deleted;
    },
  };
}
