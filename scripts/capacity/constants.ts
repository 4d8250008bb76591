/** A figure that was measured, and how it is measured again. */
interface Measured {
  /** How the formulas of docs/capacity.md call it; a dash where they do not. */
  readonly sign: string;
  readonly value: number;
  readonly unit: string;
  readonly what: string;
  readonly command: string;
}

const BENCH = 'npm run bench -- capacity';

/**
 * What a reward costs. Measured on two shared cores at a load of 15, with responses of 600 characters, four answers of
 * eight right, and each answer another: processor time hardly depends on other work, times by the clock do.
 */
export const CONSTANTS = {
  serveCheap: {
    sign: '*s*',
    value: 181,
    unit: 'µs',
    what: 'processor time of a serve process for a cheap reward (`final-number`), ledger in PostgreSQL',
    command: BENCH,
  },
  serveFile: {
    sign: '–',
    value: 123,
    unit: 'µs',
    what: 'the same with the ledger in SQLite',
    command: BENCH,
  },
  serveMaths: {
    sign: '–',
    value: 324,
    unit: 'µs',
    what: 'the same for `math-equivalence`, SQLite',
    command: BENCH,
  },
  database: {
    sign: '*d*',
    value: 30.4,
    unit: 'µs',
    what: 'processor time of PostgreSQL for a reward, all its processes',
    command: BENCH,
  },
  commit: {
    sign: '*c*',
    value: 8,
    unit: 'ms',
    what: 'a commit of eight rewards that waits for the disk, the least of 24',
    command: BENCH,
  },
  log: { sign: '*l*', value: 851, unit: 'bytes', what: 'write-ahead log of a reward', command: BENCH },
  stored: {
    sign: '*b*',
    value: 788,
    unit: 'bytes',
    what: 'a reward on the disk of PostgreSQL, with its indexes',
    command: BENCH,
  },
  storedFile: {
    sign: '–',
    value: 846,
    unit: 'bytes',
    what: 'a reward in a file of SQLite',
    command: 'node scripts/with-node.mjs scripts/measure-lists.ts',
  },
  program: {
    sign: '*p*',
    value: 20.6,
    unit: 'ms',
    what: 'processor time of a Python program in a sandbox of its own (97 a second on two cores)',
    command: 'npm run bench -- sandbox',
  },
} as const satisfies Record<string, Measured>;

/** What is not measured but decided, by whoever runs it or by us. */
export const ASSUMED = {
  /** Share of a processor that is planned for: the rest is for peaks and for what was not thought of. */
  used: 0.6,
  /** Processors of one replica of the role `serve`, and of one of the role `sandbox`. */
  serveCores: 2,
  sandboxCores: 4,
  /** Connections to PostgreSQL that one process holds at most: the sum of its pools. */
  connections: 19,
  /** Connections that a large PostgreSQL serves well; its default is 100. */
  mostConnections: 1_000,
  /** Processors of the machine of PostgreSQL. */
  databaseCores: 32,
  /** Bytes a second that its disk takes for the log and the tables. */
  diskBytes: 500e6,
  /** Bytes that are kept of the ledger at most. */
  keptBytes: 20e12,
  /** Seconds that a request may wait for the turn of its replica at the ledger. */
  turnSeconds: 5,
} as const;
