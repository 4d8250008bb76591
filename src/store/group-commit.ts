import type { DatabaseSync } from 'node:sqlite';
import { RlarError } from '../spec/errors.ts';
import { BUSY_TIMEOUT_MS, openWritable } from './database.ts';
import { deletions } from './deletions.ts';
import { FactFiller } from './fact-filler.ts';
import { storeFailure } from './failure.ts';
import { judgingAccounts } from './judging-accounts.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { reachedSteps } from './reached-steps.ts';
import { SearchKeeper } from './search/search-keeper.ts';
import { knownCode } from './writer-client.ts';
import type { JobAnswer, JobReply, WriterJob, WriterMethods } from './writer-jobs.ts';

export interface WriterSettings {
  readonly file: string | null;
  readonly texts: 'full' | 'hash';
  readonly maxBytes?: number;
}

/**
 * Runs several jobs in one transaction, so that they share one sync to the disk. If a job throws, all are rolled back and
 * each job runs again in its own transaction. So only the broken jobs fail.
 */
export class GroupCommit {
  readonly #settings: WriterSettings;
  readonly #writer: LedgerWriter;
  readonly #methods: WriterMethods;
  readonly database: DatabaseSync;
  readonly #search: SearchKeeper;
  #syncs = true;

  constructor(settings: WriterSettings) {
    this.#settings = settings;
    this.database = openWritable(settings);
    this.#writer = new LedgerWriter(this.database, settings.texts);
    this.#search = new SearchKeeper(this.database, settings.texts === 'hash' ? null : settings.file);
    this.#methods = writerMethods(this.database, this.#writer, this.#search);
  }

  execute(jobs: readonly WriterJob[]): JobReply[] {
    const replies: JobReply[] = [];
    let group: WriterJob[] = [];
    for (const job of jobs) {
      if (job.method !== 'checkpoint' && job.method !== 'fillSearch') {
        group.push(job);
        continue;
      }
      replies.push(...this.#commit(group), this.#alone(job));
      group = [];
    }
    return [...replies, ...this.#commit(group)];
  }

  /**
   * Fills the facts of a window of records, in a transaction of its own.
   * @returns whether there are more
   * @throws RLAR_STORE_FAILED, RLAR_DISK_FULL
   */
  fillFacts(): boolean {
    const [reply] = this.#commit([{ id: 0, method: 'fillFacts', argument: null }]);
    if (reply && 'code' in reply) throw new RlarError(knownCode(reply.code), reply.message);
    return reply?.answer === true;
  }

  /**
   * Fills a window of the search index, which is a file of its own.
   * @returns whether there are more
   * @throws where the file cannot be written
   */
  fillSearch(): boolean {
    return this.#search.fill();
  }

  close(): void {
    this.#search.close();
    this.database.close();
  }

  #commit(jobs: readonly WriterJob[]): JobReply[] {
    if (jobs.length === 0) return [];
    this.#setSync(jobs.some(({ method }) => method !== 'putAssignments' && method !== 'fillFacts'));
    try {
      this.database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      return jobs.map((job) => this.#failed(job, error));
    }
    try {
      this.#writer.allocate(0);
      const replies = jobs.map((job) => ({ id: job.id, answer: perform(this.#methods, job) }));
      this.database.exec('COMMIT');
      this.#search.settle();
      return replies;
    } catch (error) {
      this.#rollBack();
      if (jobs.length === 1) return jobs.map((job) => this.#failed(job, error));
      return jobs.flatMap((job) => this.#commit([job]));
    }
  }

  /**
   * A batch of assignments or facts alone needs no sync. No reward is acknowledged before its own commit, and that commit syncs all
   * earlier writes.
   */
  #setSync(full: boolean): void {
    if (full === this.#syncs) return;
    this.database.exec(`PRAGMA synchronous = ${full ? 'FULL' : 'NORMAL'}`);
    this.#syncs = full;
  }

  #alone(job: WriterJob): JobReply {
    try {
      return { id: job.id, answer: perform(this.#methods, job) };
    } catch (error) {
      return this.#failed(job, error);
    }
  }

  #rollBack(): void {
    this.#writer.forget();
    if (this.database.isTransaction) this.database.exec('ROLLBACK');
  }

  #failed(job: WriterJob, error: unknown): JobReply {
    const { code, message } = storeFailure(error, this.#settings.file);
    return { id: job.id, code, message };
  }
}

function perform(methods: WriterMethods, job: WriterJob): JobAnswer {
  switch (job.method) {
    case 'append':
      return methods.append(job.argument);
    case 'putAssignments':
      return methods.putAssignments(job.argument);
    case 'openRun':
      return methods.openRun(job.argument);
    case 'pinRun':
      return methods.pinRun(job.argument);
    case 'reachStep':
      return methods.reachStep(job.argument);
    case 'reserveJudging':
      return methods.reserveJudging(job.argument);
    case 'settleJudging':
      return methods.settleJudging(job.argument);
    case 'fillFacts':
      return methods.fillFacts(job.argument);
    case 'fillSearch':
      return methods.fillSearch(job.argument);
    case 'deleteRewards':
      return methods.deleteRewards(job.argument);
    case 'deleteAssignments':
      return methods.deleteAssignments(job.argument);
    case 'deleteWords':
      return methods.deleteWords(job.argument);
    case 'deleteRun':
      return methods.deleteRun(job.argument);
    case 'vacuum':
      return methods.vacuum(job.argument);
    case 'checkpoint':
      return methods.checkpoint(job.argument);
  }
}

function writerMethods(database: DatabaseSync, writer: LedgerWriter, search: SearchKeeper): WriterMethods {
  const settle = database.prepare('UPDATE runs SET settings = coalesce(settings, ?) WHERE number = ?');
  const begin = database.prepare(`
    INSERT INTO phases(run, from_step, snapshot, at) SELECT :run, 0, :snapshot, :at
    WHERE NOT EXISTS (SELECT 1 FROM phases WHERE run = :run)`);
  const pin = database.prepare(`
    INSERT INTO phases(run, from_step, snapshot, at)
    VALUES (:run, coalesce(:fromStep, (SELECT max(from_step) FROM phases WHERE run = :run), 0), :snapshot, :at)
    ON CONFLICT(run, from_step) DO UPDATE SET snapshot = :snapshot, at = :at`);
  const facts = new FactFiller(database);
  return {
    append: (batch) => writer.append(batch),
    putAssignments(entries) {
      writer.allocate(0);
      return entries.map((entry) =>
        writer.stickyAssignment(
          writer.run(entry.run, entry.at),
          entry.fromStep,
          writer.query(entry.queryKey, entry.query),
          entry.assignment,
        ),
      );
    },
    openRun({ run, settings, snapshot, at }) {
      writer.allocate(0);
      const number = writer.run(run, at);
      settle.run(settings, number);
      begin.run({ run: number, snapshot, at });
      return null;
    },
    pinRun({ run, snapshot, fromStep, at }) {
      writer.allocate(0);
      pin.run({ run: writer.run(run, at), snapshot, fromStep, at });
      return null;
    },
    ...reachedSteps(database, writer),
    ...judgingAccounts(database, writer),
    fillFacts: () => facts.fill(),
    fillSearch: () => search.fill(),
    ...deletions(database, facts, search),
    vacuum(pages) {
      database.exec(`PRAGMA incremental_vacuum(${Math.trunc(pages)})`);
      return null;
    },
    checkpoint() {
      search.checkpoint();
      database.exec(
        `PRAGMA busy_timeout = 250; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`,
      );
      return null;
    },
  };
}
