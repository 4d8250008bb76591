import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../sandbox/program/bubblewrap.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import { query } from '../spec/query.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { unitTests } from '../tools/unit-tests/index.ts';

/** A Python program with the tests that it is put to. */
export interface ProgramRow {
  readonly name: string;
  readonly program: string;
  readonly tests: string;
  readonly entry?: string;
  readonly value?: number;
  readonly place?: string;
}

/** Declares a test for each row: the program gets the value, and is run at the place, that the row says. */
export function testPrograms(rows: readonly ProgramRow[]): void {
  const skip = bubblewrapProblem() ?? false;
  for (const { name, program, tests, entry = 'f', value = 1, place = 'separate-process' } of rows)
    test(`${name}: ${value}`, { skip }, async () => {
      const asked = query.partial().parse({ tests: { test: tests, entry_point: entry } });
      const inProcess = place === 'in-process';
      const verdict = await scoreOne(unitTests.prepare(toToolQuery(asked), { inProcess }), {
        text: `\`\`\`python\n${program}\n\`\`\``,
      });
      const shown = verdict.status === 'scored' && [verdict.value, verdict.evidence.isolation];
      assert.deepEqual(shown, [value, place], JSON.stringify(verdict));
    });
}
