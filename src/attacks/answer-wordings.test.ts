import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scoreOne } from '../spec/prepared-tool.ts';
import { toToolQuery } from '../tools/fixtures.ts';
import { builtInTools } from '../tools/index.ts';
import { wordingAttacks } from './answer-wordings.ts';
import { casesOf } from './attack.ts';

for (const matrix of wordingAttacks)
  test(`${matrix.tool}: every way of saying an answer is paid, and no way of seeming to`, async () => {
    const tool = builtInTools.find(({ declaration }) => declaration.id === matrix.tool)!;
    const wrong: string[] = [];
    for (const { item, attack, should, response } of casesOf(matrix)) {
      const verdict = await scoreOne(tool.prepare(toToolQuery(item.query), {}), { text: response });
      const paid = verdict.status === 'scored' && verdict.value === 1;
      if (paid !== (should === 1)) wrong.push(`${item.name}: ${attack}: ${response}`);
    }
    assert.deepEqual(wrong, []);
  });
