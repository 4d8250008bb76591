import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { candidateOf } from '../added-tools/admit-added-tool.ts';
import { recordOfFile } from '../added-tools/record-of-file.ts';
import type { Case } from '../candidate.ts';
import { Trial } from '../trial.ts';
import { hackMatrix } from './hack-matrix.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-forms-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const cases = ['12', '7', 'a pear', 'Lima'].flatMap((answer, at): Case[] => {
  const query = { messages: [{ role: 'user', content: `Question ${at}: answer in tags.` }] };
  const common = { query, options: {}, origin: 'label' } as const;
  return [
    { ...common, name: `right ${at}`, response: `<think>hm</think>\n<answer>${answer}</answer>`, good: true },
    { ...common, name: `wrong ${at}`, response: answer, good: false },
  ];
});

async function outcome(test: string): Promise<string> {
  const file = join(folder, `format-${test.length}.js`);
  writeFileSync(file, `export default (prompt, response) => ${test};\n`);
  const { record, source } = await recordOfFile({ file, slot: 'format' }, folder);
  const input = candidateOf(record, { program: source }, folder, cases);
  return (await hackMatrix.run(new Trial(input, 'audit'))).outcome;
}

test('a check of the form that pays empty tags is refused; one that wants something in them is not', async () => {
  assert.equal(await outcome('/<answer>[^]*<\\/answer>/.test(response)'), 'failed');
  assert.equal(await outcome('/<answer>\\s*[^<\\s][^<]*<\\/answer>/.test(response)'), 'passed');
});

test('what has nothing to do with forms is not asked for one', async () => {
  assert.equal(await outcome('!response.includes(",") && response !== "Lima"'), 'passed');
});
