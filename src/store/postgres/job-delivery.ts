import { PgBoss } from 'pg-boss';
import { asRlarError } from '../../spec/errors.ts';
import type { Job, WorkOptions } from '../jobs.ts';

/** Seconds without a sign of life after which a job is delivered to another process. */
const HEARTBEAT_SECONDS = 10;
const MONITOR_SECONDS = 2;
/** A delivery that takes longer counts as lost: the work is then delivered again, and goes on where it was. */
const LONGEST_SECONDS = 23 * 60 * 60;
const LOOK_EVERY_MS = 15_000;
const POLL_SECONDS = 1;
const CONNECTIONS = 3;
const STOP_MS = 20_000;

type Sent = Pick<Job, 'id' | 'kind' | 'key'>;

interface Deliveries extends WorkOptions {
  /** Does a job. What it throws has the job delivered again. */
  readonly deliver: (id: string, signal: AbortSignal) => Promise<void>;
  /** @returns open jobs that nobody holds */
  readonly left: () => Promise<readonly Sent[]>;
}

/**
 * Brings jobs to the processes that do them, with pg-boss: one delivery for a kind and key at a time, and another one where the
 * process that had it shows no sign of life. It may bring a job twice; who does the job claims it first. What a job is stands in
 * the table of jobs: a delivery carries its id alone.
 */
export class JobDelivery {
  readonly #url: string;
  readonly #schema: () => Promise<string>;
  readonly #closing = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #queues = new Map<string, Promise<void>>();
  #boss: Promise<PgBoss> | null = null;
  #onTrouble: WorkOptions['onTrouble'];
  #works = false;

  /** @param schema of the tables; those of pg-boss stand in one of their own beside it */
  constructor(url: string, schema: () => Promise<string>) {
    this.#url = url;
    this.#schema = schema;
  }

  async send({ id, kind, key }: Sent): Promise<void> {
    const boss = await this.#open();
    await this.#queue(boss, kind);
    await boss.send(kind, { id }, { singletonKey: key });
  }

  async work(
    kind: string,
    { deliver, left, concurrency = 1, lookEveryMs = LOOK_EVERY_MS, onTrouble }: Deliveries,
  ) {
    this.#onTrouble = onTrouble;
    this.#works = true;
    const boss = await this.#open();
    await this.#queue(boss, kind);
    const options = { localConcurrency: concurrency, batchSize: 1, pollingIntervalSeconds: POLL_SECONDS };
    await boss.work<{ id: string }>(kind, options, async ([job]) => {
      const signal = AbortSignal.any([this.#closing.signal, job!.signal]);
      await deliver(job!.data.id, signal);
      // Work that was stopped is not done: another process gets it.
      signal.throwIfAborted();
    });
    const sendLeft = async (): Promise<void> => {
      try {
        for (const one of await left()) await this.send(one);
      } catch (thrown) {
        onTrouble?.(asRlarError(thrown).message);
      }
    };
    this.#timers.push(setInterval(() => void sendLeft(), lookEveryMs).unref());
    await sendLeft();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    for (const timer of this.#timers) clearInterval(timer);
    const boss = await this.#boss?.catch(() => null);
    await boss?.stop({ graceful: true, timeout: STOP_MS, close: true }).catch(() => {});
  }

  /** A failed start is tried again at the next use. */
  #open(): Promise<PgBoss> {
    this.#boss ??= this.#start().catch((thrown: unknown) => {
      this.#boss = null;
      throw thrown;
    });
    return this.#boss;
  }

  async #start(): Promise<PgBoss> {
    const schema = await this.#schema();
    const boss = new PgBoss({
      connectionString: this.#url,
      max: CONNECTIONS,
      application_name: 'rlar jobs',
      schema: schema === 'public' ? 'rlar_jobs' : `${schema}_jobs`,
      // Who only sends jobs leaves it to the others to look after them.
      supervise: this.#works,
      schedule: false,
      monitorIntervalSeconds: MONITOR_SECONDS,
      superviseIntervalSeconds: MONITOR_SECONDS,
    });
    boss.on('error', (thrown) => this.#onTrouble?.(asRlarError(thrown).message));
    return boss.start();
  }

  /** @returns once the queue of a kind is there */
  async #queue(boss: PgBoss, kind: string): Promise<void> {
    const made =
      this.#queues.get(kind) ??
      boss
        .createQueue(kind, {
          policy: 'exclusive',
          heartbeatSeconds: HEARTBEAT_SECONDS,
          expireInSeconds: LONGEST_SECONDS,
          // Without an end: a job stays until it is done.
          retryLimit: 1_000_000,
          retryDelay: 1,
          deleteAfterSeconds: 60,
        })
        .catch((thrown: unknown) => {
          this.#queues.delete(kind);
          throw thrown;
        });
    this.#queues.set(kind, made);
    await made;
  }
}
