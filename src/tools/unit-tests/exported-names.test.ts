import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bubblewrapProblem } from '../../sandbox/program/bubblewrap.ts';
import { scoreOne } from '../../spec/prepared-tool.ts';
import { query } from '../../spec/query.ts';
import { toToolQuery } from '../fixtures.ts';
import { unitTests } from './index.ts';

const skip = bubblewrapProblem() ?? false;

async function rewardOf(test: string, program: string): Promise<number | string> {
  const row = query.partial().parse({ tests: { language: 'javascript', test } });
  const judge = unitTests.prepare(toToolQuery(row), {});
  const verdict = await scoreOne(judge, { text: `\`\`\`js\n${program}\n\`\`\`` });
  return verdict.status === 'scored' ? verdict.value : verdict.status;
}

const CALLS = 'strictEqual(add(2, 3), 5);';
const FETCHED: readonly (readonly [string, string])[] = [
  ["const { add } = require('./solution');", 'add'],
  ["const add = require('./add');", 'add'],
  ["const lib = require('../lib');", 'lib.add'],
];
const EXPORTED: readonly ((body: string) => string)[] = [
  (body) => `exports.add = (a, b) => ${body};`,
  (body) => `module.exports = { add: (a, b) => ${body} };`,
  (body) => `function add(a, b) { return ${body}; }\nmodule.exports = { add };`,
  (body) => `export function add(a, b) { return ${body}; }`,
];

test('a program may export what the tests call in any way, and they may fetch it under any name', {
  skip,
}, async () => {
  for (const [fetch, name] of FETCHED)
    for (const [index, exported] of EXPORTED.entries()) {
      if (name === 'lib.add' && index === 3) continue;
      const tests = `const assert = require('assert');\n${fetch}\nassert.${CALLS.replace('add', name)}`;
      assert.equal(await rewardOf(tests, exported('a + b')), 1, `${fetch} ${exported('a + b')}`);
      if (index % 2 === 0) assert.equal(await rewardOf(tests, exported('a - b')), 0, fetch);
    }
  const alone = "const add = require('./add');\nassert.strictEqual(add(2, 3), 5);";
  assert.equal(await rewardOf(alone, 'module.exports = (a, b) => a + b;'), 1);
  assert.equal(await rewardOf(alone, 'module.exports = (a, b) => a * b;'), 0);
});
