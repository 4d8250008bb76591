/**
 * @param home null for data of one process alone, which no database holds
 * @returns the URL of the PostgreSQL that replicas share, from RLAR_DATABASE_URL; null where a home keeps its own files
 */
export function databaseUrl(home: string | null): string | null {
  const url = process.env.RLAR_DATABASE_URL?.trim();
  return home !== null && url ? url : null;
}
