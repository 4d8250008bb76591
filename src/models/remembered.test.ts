import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompletionRequest } from './completer.ts';
import { remembered } from './remembered.ts';

const request: CompletionRequest = { purpose: 'judge', system: 's', prompt: 'p' };

test('an answer is asked for once; a shelf with no answer on it, or one that breaks, costs its savings alone', async () => {
  let asked = 0;
  const inner = {
    name: 'model',
    complete: async () => {
      asked += 1;
      return { text: 'yes', inputTokens: 1, outputTokens: 1, model: 'm' };
    },
  };
  const kept = new Map<string, string>();
  const shelf = {
    answer: (key: string) => kept.get(key) ?? null,
    keep: ({ key, body }: { readonly key: string; readonly body: string }) => void kept.set(key, body),
    drop: () => {},
  };
  const { complete } = remembered(inner, shelf, 'm', 'judge@1');
  assert.deepEqual(
    [(await complete(request)).kept, (await complete(request)).kept, asked],
    [undefined, true, 1],
  );
  for (const body of ['{"text": "y', '{"text": 5}', '[]', '']) {
    for (const key of kept.keys()) kept.set(key, body);
    assert.equal((await complete(request)).text, 'yes', body);
  }
  assert.equal(asked, 5);
  const broken = () => {
    throw new Error('the disk is gone');
  };
  const without = remembered(inner, { answer: broken, keep: broken, drop: broken }, 'm', 'judge@1');
  assert.equal((await without.complete(request)).text, 'yes');
});
