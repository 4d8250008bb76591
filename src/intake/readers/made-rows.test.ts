import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { JsonObject } from '../../spec/json.ts';
import { madeRows } from './made-rows.ts';

const SHOPS =
  'CREATE TABLE shop (id INT PRIMARY KEY, name TEXT, town TEXT, area REAL); CREATE TABLE sale (id INT, shop_id INT, amount INT, day DATE)';
/** A schema, a right query, another right one, and wrong ones that differ in one thing. */
const CASES: readonly (readonly [string, string, string, ...string[]])[] = [
  [
    SHOPS,
    "SELECT name FROM shop WHERE town = 'Oslo'",
    "select name from shop where town in ('Oslo')",
    "SELECT name FROM shop WHERE town <> 'Oslo'",
    'SELECT name FROM shop',
    "SELECT town FROM shop WHERE town = 'Oslo'",
  ],
  [
    SHOPS,
    'SELECT COUNT(*) FROM sale WHERE amount >= 50',
    'SELECT COUNT(id) FROM sale WHERE NOT amount < 50',
    'SELECT COUNT(*) FROM sale WHERE amount > 50',
    'SELECT COUNT(*) FROM sale',
    'SELECT 1',
  ],
  [
    SHOPS,
    'SELECT s.name, SUM(x.amount) FROM shop s JOIN sale x ON x.shop_id = s.id GROUP BY s.id',
    'SELECT name, (SELECT SUM(amount) FROM sale WHERE shop_id = shop.id) FROM shop WHERE id IN (SELECT shop_id FROM sale)',
    'SELECT s.name, MAX(x.amount) FROM shop s JOIN sale x ON x.shop_id = s.id GROUP BY s.id',
    'SELECT s.name, SUM(x.amount) FROM shop s JOIN sale x ON x.id = s.id GROUP BY s.id',
  ],
  [
    SHOPS,
    'SELECT name FROM shop WHERE id NOT IN (SELECT shop_id FROM sale)',
    'SELECT name FROM shop s WHERE NOT EXISTS (SELECT 1 FROM sale WHERE shop_id = s.id)',
    'SELECT name FROM shop WHERE id IN (SELECT shop_id FROM sale)',
  ],
  [
    SHOPS,
    'SELECT shop_id FROM sale GROUP BY shop_id HAVING COUNT(*) > 10',
    'SELECT shop_id FROM sale GROUP BY 1 HAVING COUNT(id) >= 11',
    'SELECT shop_id FROM sale GROUP BY shop_id HAVING COUNT(*) < 10',
    'SELECT shop_id FROM sale GROUP BY shop_id',
  ],
  [
    'CREATE TABLE game (year VARCHAR, score VARCHAR, team VARCHAR)',
    'SELECT MAX(score) FROM game WHERE year BETWEEN 1990 AND 2000',
    'SELECT MAX(score) FROM game WHERE year >= 1990 AND year <= 2000',
    'SELECT MIN(score) FROM game WHERE year BETWEEN 1990 AND 2000',
    'SELECT MAX(score) FROM game',
  ],
];

function found(schema: string, rows: JsonObject, query: string): string {
  const db = new DatabaseSync(':memory:');
  db.exec(schema);
  for (const [table, entries] of Object.entries(rows))
    for (const entry of entries as JsonObject[]) {
      const names = Object.keys(entry);
      const marks = names.map(() => '?').join(', ');
      db.prepare(`INSERT INTO "${table}" (${names.join(', ')}) VALUES (${marks})`).run(
        ...(Object.values(entry) as (string | number)[]),
      );
    }
  const lines = db
    .prepare(query)
    .all()
    .map((row) => JSON.stringify(Object.values(row)));
  db.close();
  return lines.sort().join('\n');
}

for (const [schema, right, other, ...wrong] of CASES)
  test(`rows made for ${right}: they tell wrong queries from right ones`, () => {
    const rows = madeRows(schema, right)!;
    const wanted = found(schema, rows, right);
    assert.notEqual(wanted, '');
    assert.equal(found(schema, rows, other), wanted);
    for (const query of wrong) assert.notEqual(found(schema, rows, query), wanted, query);
  });

test('the same statements give the same rows', () => {
  const [schema, right] = CASES[0]!;
  assert.deepEqual(madeRows(schema, right), madeRows(schema, right));
});

test('a query whose first rows hang on ties gets none, nor does what is no table', () => {
  assert.equal(madeRows(SHOPS, 'SELECT town FROM shop GROUP BY town ORDER BY COUNT(*) DESC LIMIT 1'), null);
  assert.equal(madeRows('CREATE VIEW v AS SELECT 1', 'SELECT * FROM v'), null);
});

test('hostile statements end', () => {
  const many = `CREATE TABLE t (${'a INT, '.repeat(2_000)}b TEXT`;
  madeRows(many, 'SELECT b FROM t');
  madeRows(`CREATE TABLE t (${'('.repeat(9_000)}`, 'SELECT b FROM t');
  assert.ok(madeRows('create table [x y] ("a b" int, c text)', 'SELECT c FROM "x y"') !== undefined);
});
