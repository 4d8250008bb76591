import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { missingToolchain } from '../../sandbox/program/toolchains.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { HACK_TASKS, HACKS } from '../../testing/unit-test-hacks.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;

for (const [language, { tests, right }] of Object.entries(HACK_TASKS)) {
  const hacks = HACKS.filter((hack) => hack.language === language);
  const name = language.replace('-output', '');
  const missing = name === 'javascript' || name === 'cpp' || name === 'java' ? missingToolchain(name) : null;
  test(`${language}: none of ${hacks.length} hacks passes, and the right program does`, {
    skip: skip || (missing ?? false),
  }, async () => {
    const judge = unitTests.prepare(toToolQuery(query.partial().parse({ tests })), { caseSeconds: 0.5 });
    const answer = async (source: string): Promise<Verdict> =>
      scoreOne(judge, { text: `Here:\n\`\`\`\n${source}\n\`\`\`\n` });
    const waiting = [...hacks];
    const passed: string[] = [];
    await Promise.all(
      [1, 2].map(async () => {
        for (let hack = waiting.shift(); hack; hack = waiting.shift()) {
          const verdict = await answer(hack.source);
          if (verdict.status !== 'scored' || verdict.value !== 0)
            passed.push(`${hack.name}: ${JSON.stringify(verdict)}`);
        }
      }),
    );
    assert.deepEqual(passed, []);
    const verdict = await answer(right);
    assert.equal(verdict.status === 'scored' && verdict.value, 1, JSON.stringify(verdict));
  });
}
