import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { readRow } from '../../intake/read-row.ts';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { closeSandboxes } from '../../sandbox/program/close-sandboxes.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { toolQueryOf } from '../../spec/tool-query-of.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(closeSandboxes);

async function rewardOf(row: object, response: string): Promise<number | string> {
  const read = readRow({ ...row, response });
  assert.ok(read.ok, JSON.stringify(read));
  const { query } = read.row.group;
  assert.notEqual(query.tests, undefined, JSON.stringify(row));
  const verdict = await scoreOne(unitTests.prepare(toolQueryOf(query), {}), { text: response });
  return verdict.status === 'scored' ? verdict.value : verdict.status;
}

const TABLE = 'CREATE TABLE boats(name TEXT, berths INTEGER, home TEXT);';
const REFERENCE = "SELECT name FROM boats WHERE home = 'Ems'";
const ROWS = [
  ['Alk', 4, 'Ems'],
  ['Bär', 2, 'Jade'],
  ['Cor', 6, 'Ems'],
  ['Dom', 2, 'Ems'],
] as const;
const INSERT = `INSERT INTO boats VALUES ${ROWS.map(([name, berths, home]) => `('${name}', ${berths}, '${home}')`).join(', ')};`;

const SQL_FORMS: readonly object[] = [
  { schema: TABLE, seed_rows: INSERT, reference: REFERENCE },
  { schema: `${TABLE}\n${INSERT}`, answer: `${REFERENCE};` },
  { db_schema: TABLE, seed_data: { boats: ROWS }, ground_truth: REFERENCE },
  {
    ddl: [TABLE],
    inserts: { boats: ROWS.map(([name, berths, home]) => ({ name, berths, home })) },
    solution: REFERENCE,
  },
];
const QUERIES: readonly (readonly [string, number])[] = [
  [`\`\`\`sql\n${REFERENCE};\n\`\`\``, 1],
  ["SELECT b.name FROM boats AS b WHERE b.home IN ('Ems')", 1],
  ["The query is `SELECT name FROM boats WHERE home = 'Ems'`.", 1],
  [
    '```sql\nSELECT name FROM boats WHERE home IN (SELECT home FROM boats WHERE name = name AND home LIKE "Em%")\n```',
    1,
  ],
  ['```sql\nSELECT name FROM boats\n```', 0],
  ["```sql\nSELECT 'Alk' UNION SELECT 'Cor' UNION SELECT 'Dom'\n```", 0],
  [`\`\`\`sql\n${REFERENCE}; DROP TABLE boats;\n\`\`\``, 0],
  ['```sql\nDELETE FROM boats\n```', 0],
  [
    `\`\`\`sql\nWITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n\n\`\`\``,
    0,
  ],
  ['The query of the reference.', 0],
];

test('a query is judged by what it finds, on the tables and on parts of them', { skip }, async () => {
  for (const [at, form] of SQL_FORMS.entries())
    for (const [response, value] of at === 0 ? QUERIES : QUERIES.slice(0, 6))
      assert.equal(
        await rewardOf({ prompt: 'The names of the boats at home in Ems?', ...form }, response),
        value,
        `${response} ${JSON.stringify(form)}`,
      );
});

const match = ['AB-12', 'XY-90'];
const no_match = ['AB12', 'ab-12', 'ABC-12', 'AB-1'];
const PATTERN_FORMS: readonly object[] = [
  { match, no_match, reference: '[A-Z]{2}-[0-9]{2}' },
  { should_match: JSON.stringify(match), should_not_match: no_match, answer: '^[A-Z]{2}-\\d{2}$' },
];
const PATTERNS: readonly (readonly [string, number])[] = [
  ['`[A-Z]{2}-\\d{2}`', 1],
  ['```\n^[A-Z][A-Z]-[0-9][0-9]$\n```', 1],
  ["```python\nre.fullmatch(r'[A-Z]{2}-\\d{2}', s)\n```", 1],
  ['`/^[A-Z]{2}-\\d{2}$/`', 1],
  ['`.*`', 0],
  ['`AB-12|XY-90`', 0],
  ['`[A-Z]{2,3}-\\d{2}`', 0],
  ['`([A-Z`', 0],
  ['`(([A-Z]+)+)+$`', 0],
];

test('a regular expression is judged by what it takes and refuses, also of texts that are not listed', {
  skip,
}, async () => {
  for (const form of PATTERN_FORMS)
    for (const [response, value] of PATTERNS)
      assert.equal(
        await rewardOf(
          { prompt: 'A pattern (re.fullmatch) for two capitals, a dash, two digits.', ...form },
          response,
        ),
        value,
        `${response} ${JSON.stringify(form)}`,
      );
});
