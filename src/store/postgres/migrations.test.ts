import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from './migrations.ts';
import type { Query } from './query.ts';

/** There is no old server to ask, so its answers are given here. */
function serverOf(number: number, version: string): { readonly query: Query; readonly asked: string[] } {
  const asked: string[] = [];
  const query: Query = async (sql) => {
    asked.push(sql);
    if (sql.includes('server_version_num')) return [{ version, number }];
    return sql.includes('to_regclass') ? [{ known: false }] : [];
  };
  return { query, asked };
}

test('a server that is too old is told so, and nothing is made in it', async () => {
  const { query, asked } = serverOf(120_000, '12.0');
  await assert.rejects(migrate(query), {
    code: 'RLAR_DATABASE_TOO_OLD',
    message: 'the server is PostgreSQL 12.0',
    remedy: /PostgreSQL 13 or later/,
    status: 500,
  });
  assert.deepEqual(
    asked.filter((sql) => !sql.startsWith('SELECT')),
    [],
  );
});

test('the oldest server that will do is migrated', async () => {
  const { query, asked } = serverOf(130_000, '13.0');
  await migrate(query);
  assert.ok(asked.some((sql) => sql.includes('CREATE TABLE runs(')));
});
