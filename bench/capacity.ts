/**
 * The constants of docs/capacity.md: what a reward costs in processor time, bytes and time under the one lock that all
 * replicas share. `npm run bench -- capacity`. PostgreSQL is a private cluster of the machine's own server.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { openStore } from '../src/store/open-store.ts';
import { PostgresDatabase } from '../src/store/postgres/database.ts';
import { fixtureGroup } from '../src/testing/fixture-group.ts';
import { noPostgres, privatePostgres } from '../src/testing/private-postgres.ts';
import { makeBody, startServer, throughput } from './serve.ts';

const SECONDS = 6;
/** Clock ticks of a second in /proc. */
const TICKS = 100;

interface Process {
  readonly pid: number;
  readonly parent: number;
  /** Seconds of its own, and of the children that it has waited for. */
  readonly seconds: number;
}

function processes(): Process[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const fields = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number);
        const [parent, user, system, childUser, childSystem] = [1, 11, 12, 13, 14].map((at) => fields[at]!);
        return [
          {
            pid: Number(name),
            parent: parent!,
            seconds: (user! + system! + childUser! + childSystem!) / TICKS,
          },
        ];
      } catch {
        return [];
      }
    });
}

/** @returns seconds of processor time of a process and its children */
function secondsOf(pid: number): number {
  return processes()
    .filter((one) => one.pid === pid || one.parent === pid)
    .reduce((sum, { seconds }) => sum + seconds, 0);
}

const round = (value: number) => Number(value.toPrecision(3));

/** Served over HTTP: processor time of the server's process, for each reward. */
async function served(set: string): Promise<{ rewards: number; pid: number; seconds: number }> {
  const before = new Set(processes().map(({ pid }) => pid));
  const server = await startServer();
  try {
    const { pid } = processes().find((one) => one.parent === process.pid && !before.has(one.pid))!;
    await throughput(
      server.port,
      Array.from({ length: 20 }, () => makeBody(set)),
      5,
    );
    const begin = secondsOf(pid);
    const bodies = Array.from({ length: 400 }, () => makeBody(set));
    const count = await rewardsOf(server.port);
    await throughput(server.port, bodies, SECONDS);
    const seconds = secondsOf(pid) - begin;
    return { rewards: (await rewardsOf(server.port)) - count, pid, seconds };
  } finally {
    await server.stop();
  }
}

async function rewardsOf(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.match(/^rlar_rewards_total\{[^}]*\} (\d+)/gm) ?? [];
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const figures: Record<string, number> = {};
for (const set of ['final-number', 'math-equivalence']) {
  const { rewards, seconds } = await served(set);
  figures[`${set}: microseconds of the server a reward, SQLite`] = round((1e6 * seconds) / rewards);
}
const missing = noPostgres();
if (missing) console.log(missing);
else {
  const postgres = await privatePostgres();
  try {
    const url = await postgres.database();
    process.env.RLAR_DATABASE_URL = url;
    const database = new PostgresDatabase(url, { connections: 1 });
    const [row] = await database.query('SELECT pg_backend_pid() AS pid');
    const master = processes().find(({ pid }) => pid === Number(row?.pid))!.parent;
    const wal = async () =>
      Number(
        (await database.query("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS bytes"))[0]
          ?.bytes,
      );
    const stored = async () =>
      Number(
        (
          await database.query(
            "SELECT sum(pg_total_relation_size(oid))::float8 AS bytes FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'm')",
          )
        )[0]?.bytes,
      );
    const [time, log, bytes] = [secondsOf(master), await wal(), await stored()];
    const { rewards, seconds } = await served('final-number');
    // What the warming up wrote counts in PostgreSQL's figures too, so it is part of the divisor.
    const all = rewards + 20 * 256;
    figures['final-number: microseconds of the server a reward, PostgreSQL'] = round(
      (1e6 * seconds) / rewards,
    );
    figures['microseconds of PostgreSQL a reward'] = round((1e6 * (secondsOf(master) - time)) / all);
    figures['bytes of the write-ahead log a reward'] = round(((await wal()) - log) / all);
    figures['bytes stored a reward, with indexes'] = round(((await stored()) - bytes) / all);
    const store = await openStore({ home: '/nonexistent-home-of-no-file' });
    for (const rows of [8, 256, 2048]) {
      const waits: number[] = [];
      for (let call = 0; call < 24; call += 1) {
        const groups = Array.from({ length: rows / 8 }, (_, at) =>
          fixtureGroup(call * 1000 + at, { run: `lock-${rows}` }),
        );
        const begin = performance.now();
        await store.appendRewards(groups);
        waits.push(performance.now() - begin);
      }
      waits.sort((one, other) => one - other);
      // The least: what other work on the machine adds is no property of the ledger.
      figures[`milliseconds of a commit of ${rows} rewards, least of 24`] = round(waits[0]!);
    }
    await store.close();
    await database.close();
  } finally {
    await postgres.stop();
  }
}
console.log(JSON.stringify(figures, null, 2));
process.exit(0);
