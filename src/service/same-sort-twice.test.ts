import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { parseConfig } from '../config.ts';
import { builtInLibrary } from '../library/built-in.ts';
import { RewardService } from '../service.ts';
import { makeTool } from '../spec/make-tool.ts';
import { eachRollout } from '../spec/prepared-tool.ts';
import { constraint } from '../spec/query.ts';
import { scored } from '../spec/verdict.ts';
import { testCard } from '../testing/test-card.ts';

/** Checks one sort of constraint: whether a response holds a word. */
const holds = makeTool({
  declaration: testCard({ id: 'holds', constraint: 'test:holds' }),
  options: z.strictObject({ constraint }),
  prepare: (_, options) => {
    const word = String(options.constraint.kwargs.word);
    return eachRollout(({ text }) => scored(Number(text.includes(word)), { word }));
  },
});
const evidence = { source: 'x', gates: [], labelled: [], admitted: true, provisional: false };
const library = builtInLibrary([{ tool: holds, evidence: { ...evidence, tool: 'holds', version: '1' } }]);

for (const [said, words, earned] of [
  ['The pear fell from the tree.', ['pear', 'plum'], 0],
  ['The plum fell from the tree.', ['pear', 'plum'], 0],
  ['The pear and the plum fell from the tree.', ['pear', 'plum'], 1],
] as const)
  test(`a sort that is asked for twice is checked twice: ${said}`, async () => {
    const service = new RewardService(parseConfig({}), library, null);
    const constraints = words.map((word) => ({ id: 'test:holds', kwargs: { word } }));
    const [reward] = await service.reward({ prompt: 'Write of fruit.', constraints, response: said });
    await service.close();
    assert.equal(reward?.reward, earned);
    const results = reward?.results.filter(({ tool }) => tool === 'holds') ?? [];
    assert.deepEqual(
      results.map((result) => result.evidence.word),
      [...words],
    );
  });
