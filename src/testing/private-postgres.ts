/**
 * A PostgreSQL of a test's own: a cluster in a temporary folder, on a free port of the loopback address, for as long as the
 * test file runs. It is the machine's own server with its defaults, so that its commits wait for the disk.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from '../models/engine/free-port.ts';

const TRIES = 200;
const TRY_MS = 50;

export interface PrivatePostgres {
  /** Makes an empty schema, which is quicker made than a database and as empty. @returns the URL of the database in it */
  database(): Promise<string>;
  /** The process of the server; those of its connections are its children. */
  readonly pid: number;
  /** Kills the server without a shutdown, and starts it again on the same port and data. */
  crash(): Promise<void>;
  /** Kills the server without a shutdown. */
  down(): Promise<void>;
  /** Starts it again, after `down`, on the same port and data. */
  up(): Promise<void>;
  /** Processor time of the server and all its processes since it started, in microseconds. Linux alone says it. */
  processorMicroseconds(): number;
  stop(): Promise<void>;
}

/** @returns why there is no PostgreSQL for tests, or null where there is one */
export function noPostgres(): string | null {
  return binaries() ? null : 'no PostgreSQL server is installed under /usr/lib/postgresql';
}

/** @throws where `noPostgres` says that there is none, and where the server does not start */
export async function privatePostgres(): Promise<PrivatePostgres> {
  const folder = binaries();
  if (!folder) throw new Error(noPostgres() ?? '');
  const home = mkdtempSync(join(tmpdir(), 'rlar-postgres-'));
  const data = join(home, 'data');
  const owner = ownerOf();
  if (owner) chownSync(home, owner.uid, owner.gid);
  chmodSync(home, 0o700);
  execFileSync(
    join(folder, 'initdb'),
    ['-D', data, '-U', 'rlar', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, stdio: 'ignore', cwd: home },
  );
  const port = await freePort();
  const url = `postgres://rlar@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const server = spawn(
      join(folder, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        home,
        '-c',
        'recovery_init_sync_method=syncfs',
      ],
      { ...owner, stdio: 'ignore', cwd: home },
    );
    await answering(url);
    return server;
  };
  let server = await start();
  let made = 0;
  const end = async (signal: NodeJS.Signals) => {
    const ended = once(server, 'exit');
    server.kill(signal);
    await ended;
  };
  const down = () => end('SIGQUIT');
  const up = async () => {
    server = await start();
  };
  return {
    get pid() {
      return server.pid!;
    },
    async database() {
      made += 1;
      const name = `test_${made}`;
      await query(url, `CREATE SCHEMA ${name}`);
      return `${url}?options=-c%20search_path%3D${name}`;
    },
    async crash() {
      await down();
      await up();
    },
    down,
    up,
    processorMicroseconds: () => processorMicroseconds(server.pid ?? 0),
    async stop() {
      if (server.exitCode === null && server.signalCode === null) await down();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

/** @returns the processor time of a process, of its children, and of those that have ended */
function processorMicroseconds(pid: number): number {
  const ticks = globSync('/proc/[0-9]*/stat').reduce((sum, file) => {
    const stat = statOf(file);
    if (stat === null) return sum;
    const [parent, own] = [Number(stat[1]), Number(stat[11]) + Number(stat[12])];
    if (file === `/proc/${pid}/stat`) return sum + own + Number(stat[13]) + Number(stat[14]);
    return parent === pid ? sum + own : sum;
  }, 0);
  return ticks * TICK_MICROSECONDS;
}

/** @returns the fields behind the name of a process; null where it has ended */
function statOf(file: string): string[] | null {
  try {
    return readFileSync(file, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return null;
  }
}

function binaries(): string | undefined {
  const found = globSync('/usr/lib/postgresql/*/bin/initdb').sort((one, other) =>
    other.localeCompare(one, 'en', { numeric: true }),
  );
  return found[0] && join(found[0], '..');
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package made. */
function ownerOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function answering(url: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await query(url, 'SELECT 1');
    } catch (thrown) {
      if (tries === TRIES) throw thrown;
      await setTimeout(TRY_MS);
    }
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
