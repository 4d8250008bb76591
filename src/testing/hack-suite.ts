import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../sandbox/program/bubblewrap.ts';
import { missingToolchain } from '../sandbox/program/toolchains.ts';
import { scoreOne } from '../spec/prepared-tool.ts';
import { query } from '../spec/query.ts';
import type { Verdict } from '../spec/verdict.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { unitTests } from '../tools/unit-tests/index.ts';
import { HACK_TASKS, HACKS } from './unit-test-hacks.ts';

const skip = bubblewrapProblem() ?? false;

/** Tests that no hack in a language passes, and that the right program does. @param most hacks tried, all by default */
export function hackSuite(language: keyof typeof HACK_TASKS, most = HACKS.length): void {
  const { tests, right } = HACK_TASKS[language];
  const hacks = HACKS.filter((hack) => hack.language === language).slice(0, most);
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
