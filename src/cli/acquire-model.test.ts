import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardLibrary } from '../testing/card-library.ts';
import { rewardModelFor } from './acquire-model.ts';

test('a kind has a reward model where an admitted one serves it or its family, and no other tool stands for one', () => {
  const model = { type: 'reward-model', slot: 'quality' } as const;
  const library = cardLibrary([
    { id: 'judges-talk', ...model, kinds: ['chat'], of: 10 },
    { id: 'of-a-family', ...model, kinds: ['math'], of: 10, provisional: true },
    { id: 'refused', ...model, kinds: ['writing'] },
    { id: 'a-program', kinds: ['safety'], of: 10 },
  ]);
  const found = (kind: string) => rewardModelFor(library, kind)?.id ?? null;
  assert.deepEqual(['chat', 'math.final-answer', 'writing', 'safety', 'qa'].map(found), [
    'judges-talk',
    'of-a-family',
    null,
    null,
    null,
  ]);
});
