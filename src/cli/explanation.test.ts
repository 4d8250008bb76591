import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRewardService, defineTool, failed, unscored } from '../index.ts';
import { CAUSES } from '../spec/verdict.ts';
import { explanation } from './explanation.ts';

for (const cause of CAUSES)
  for (const status of ['unscored', 'failed'] as const)
    test(`a reward that is ${status} because of the ${cause} says so`, async () => {
      const silent = defineTool({
        id: 'silent',
        description: 'For a test.',
        version: '1',
        title: 'Silent',
        type: 'verifier',
        slot: 'correctness',
        kinds: [],
        prepare: () => () =>
          status === 'unscored'
            ? unscored('cannot tell', undefined, cause)
            : failed('RLAR_TOOL_CRASHED', 'broke', cause),
      });
      const service = await createRewardService({ tools: [silent] });
      const [reward] = await service.reward({ prompt: 'Say it.', response: 'It.', tools: ['silent'] });
      await service.close();
      assert.equal(reward?.cause, cause);
      const text = explanation(reward, null, null);
      assert.match(text, new RegExp(`cause\\s+${cause}: `));
      assert.match(text, new RegExp(`silent@.*${status}.*\\[cause: ${cause}\\]`));
    });

test('a query that nothing serves is the cause itself; a reward has none', async () => {
  const service = await createRewardService();
  const [none] = await service.reward({ prompt: 'The lamp.', response: 'It.' });
  const [right] = await service.reward({ prompt: 'What is 2 + 2?', reference: '4', response: '4' });
  await service.close();
  assert.match(explanation(none!, null, null), /cause\s+query: /);
  assert.doesNotMatch(explanation(right!, null, null), /cause/);
});
