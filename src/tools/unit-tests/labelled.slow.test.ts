/** Agreement with labelled answers of people's models; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { missingToolchain } from '../../sandbox/program/toolchains.ts';
import { workerPool } from '../../sandbox/program/worker-pool.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;
after(() => workerPool().close());

const prepare = (tests: unknown, options = {}) =>
  unitTests.prepare(toToolQuery(query.partial().parse({ tests })), options);

const row = z.object({
  id: z.string(),
  language: z.string(),
  response: z.string(),
  reference: z.object({ declaration: z.string(), test: z.string() }),
  correct: z.boolean(),
});
const data = process.env.RLAR_DATA;
const ROWS = 40;

for (const language of ['python', 'js', 'cpp'] as const) {
  const toolchain = missingToolchain(language === 'js' ? 'javascript' : language);
  test(`HumanEval-X ${language}: ${ROWS} rows agree with their labels, none falsely passes`, {
    skip: !data ? 'no data' : (toolchain ?? skip),
  }, async () => {
    const lines = gunzipSync(readFileSync(`${data}/verify/humanevalx_codellama.jsonl.gz`))
      .toString('utf8')
      .trim()
      .split('\n');
    const rows = lines
      .map((line) => row.parse(JSON.parse(line)))
      .filter((entry) => entry.language === language);
    const chosen = rows.filter((_, index) => index % Math.floor(rows.length / ROWS) === 0).slice(0, ROWS);
    const wrong: string[] = [];
    await Promise.all(
      [0, 1].map(async () => {
        for (let entry = chosen.pop(); entry; entry = chosen.pop()) {
          const { declaration, test: source } = entry.reference;
          const judge = prepare({ shape: 'humaneval-x', language, declaration, test: source });
          const verdict = await scoreOne(judge, { text: entry.response });
          const right = verdict.status === 'scored' && verdict.value === 1;
          if (right !== entry.correct || verdict.status !== 'scored')
            wrong.push(`${entry.id} ${JSON.stringify(verdict)}`);
        }
      }),
    );
    assert.deepEqual(wrong, []);
  });
}
