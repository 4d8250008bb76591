import { asRlarError } from '../../spec/errors.ts';
import { type DatabaseLook, lookAtDatabase as look } from '../../store/postgres/look-at-database.ts';
import type { Finding } from './finding.ts';
import type { OtherClock } from './look-at-clock.ts';

const NAME = 'database';
/** Connections that one process may take at a time, with room for those who look in. */
const CONNECTIONS_EACH = 20;

/** @returns whether the PostgreSQL that RLAR_DATABASE_URL names can be worked with, and its clock */
export async function lookAtDatabase(
  url: string,
): Promise<{ readonly finding: Finding; readonly clock: OtherClock | null }> {
  try {
    const found = await look(url);
    const clock = { name: 'the database', aheadMs: found.aheadMs };
    return { finding: databaseFinding(found), clock };
  } catch (thrown) {
    const { message, code, remedy } = asRlarError(thrown);
    const ways =
      'Check host, port, user and password in RLAR_DATABASE_URL, and that the server listens there (pg_isready -d URL).';
    return {
      finding: {
        name: NAME,
        state: 'missing',
        detail: message,
        remedy: code === 'RLAR_INVALID_CONFIG' ? remedy : ways,
      },
      clock: null,
    };
  }
}

/** @returns the worst that is to be said of a database */
export function databaseFinding(found: DatabaseLook): Finding {
  const { place, server, version, known, durable, mayCreate, maxConnections } = found;
  const detail = `${place}, version ${server}`;
  if (version > known)
    return {
      name: NAME,
      state: 'missing',
      detail: `${detail}: its tables are of version ${version}, this rlar knows ${known}`,
      remedy: 'Run the newer rlar here too; tables are not brought back to an older version.',
    };
  if (version < known && !mayCreate)
    return {
      name: NAME,
      state: 'missing',
      detail: `${detail}: its tables are of version ${version} and not ${known}, and this user may not make tables`,
      remedy: 'Run `rlar ledger migrate` as the owner of the schema, or grant this user CREATE on it.',
    };
  if (version < known)
    return {
      name: NAME,
      state: 'weaker',
      detail: `${detail}: its tables are of version ${version} and not ${known}`,
      remedy: 'Run `rlar ledger migrate`; otherwise the first process that starts does so.',
    };
  if (!durable)
    return {
      name: NAME,
      state: 'weaker',
      detail: `${detail}: a crash of the server may lose rewards that were acknowledged`,
      remedy: 'Set fsync = on, and synchronous_commit to anything but off.',
    };
  return {
    name: NAME,
    state: 'ok',
    detail: `${detail}: migrated, ${maxConnections} connections, enough for ${Math.floor(maxConnections / CONNECTIONS_EACH)} processes of rlar`,
  };
}
