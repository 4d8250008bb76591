import { Client } from 'pg';
import { placeOf } from './database.ts';
import { postgresFailure } from './failure.ts';
import { POSTGRES_VERSION, versionOf } from './migrations.ts';

/** Milliseconds until a server that does not answer is given up. */
const PATIENCE_MS = 5_000;

/** What a look at the database found, which changed nothing. */
export interface DatabaseLook {
  /** The address without what is secret in it. */
  readonly place: string;
  /** The server's own version, such as `15.18`. */
  readonly server: string;
  /** The version of rlar's tables; 0 where there are none yet. */
  readonly version: number;
  /** The version that this rlar writes. */
  readonly known: number;
  /** Whether a commit waits for the disk. */
  readonly durable: boolean;
  /** Whether this user may make tables in the schema. */
  readonly mayCreate: boolean;
  readonly maxConnections: number;
  /** By how much the server's clock is ahead of this machine's. */
  readonly aheadMs: number;
}

/** Looks at the database without migrating it. @throws RLAR_STORE_FAILED where it does not answer, RLAR_INVALID_CONFIG */
export async function lookAtDatabase(url: string): Promise<DatabaseLook> {
  const place = placeOf(url);
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    application_name: 'rlar doctor',
  });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `SELECT current_setting('server_version') AS server, current_setting('fsync') AS fsync,
         current_setting('synchronous_commit') AS waits, current_setting('max_connections')::int AS connections,
         coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
         extract(epoch FROM clock_timestamp())::float8 AS at`,
    );
    const at = Date.now();
    const [row] = rows as Record<string, unknown>[];
    const version = await versionOf(
      async (sql) => (await client.query(sql)).rows as Record<string, unknown>[],
    );
    return {
      place,
      server: String(row?.server).split(' ')[0]!,
      version,
      known: POSTGRES_VERSION,
      durable: row?.fsync === 'on' && row.waits !== 'off',
      mayCreate: row?.may_create === true,
      maxConnections: Number(row?.connections),
      aheadMs: Number(row?.at) * 1000 - at,
    };
  } catch (thrown) {
    throw postgresFailure(thrown, place);
  } finally {
    await client.end().catch(() => {});
  }
}
