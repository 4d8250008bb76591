import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptedModel } from '../../testing/scripted-model.ts';
import { splitConstraints } from './split-constraints.ts';

const constraint = (words: string, sort: string, checkable = true) => ({
  words,
  sort,
  meaning: `about ${sort}`,
  checkable,
});

test('constraints are quoted out of the prompt, known sorts kept, others proposed once', async () => {
  const prompts = [
    'Write a song. Use exactly two\nsemicolons and be cheerful.',
    'Describe a lake. No commas. Use exactly 3 semicolons.',
  ];
  const model = scriptedModel([
    {
      prompts: [
        {
          prompt: 0,
          constraints: [
            constraint('use exactly two semicolons', 'Semicolon Count'),
            constraint('be cheerful', 'tone', false),
            constraint('in three stanzas', 'stanza-count'),
          ],
        },
        {
          prompt: 1,
          constraints: [
            constraint('No commas', 'punctuation:no_comma'),
            constraint('exactly 3 semicolons', 'semicolon-count'),
          ],
        },
        { prompt: 7, constraints: [constraint('No commas', 'x')] },
      ],
    },
  ]);
  const known = [{ id: 'punctuation:no_comma', meaning: 'no commas' }];
  const { constraints, proposed } = await splitConstraints(prompts, known, model);
  assert.deepEqual(
    constraints.map((list) => list.map(({ words, sort, known: old }) => [words, sort, old])),
    [
      [
        ['Use exactly two\nsemicolons', 'semicolon-count', false],
        ['be cheerful', 'tone', false],
      ],
      [
        ['No commas', 'punctuation:no_comma', true],
        ['exactly 3 semicolons', 'semicolon-count', false],
      ],
    ],
  );
  for (const [index, list] of constraints.entries())
    for (const { words, span } of list) assert.equal(prompts[index]?.slice(...span), words);
  assert.deepEqual(
    proposed.map(({ id, checkable, prompts: where, words }) => [id, checkable, where, words]),
    [
      ['semicolon-count', true, [0, 1], 'Use exactly two\nsemicolons'],
      ['tone', false, [0], 'be cheerful'],
    ],
  );
});

test('eight prompts to a call; the next call knows what the one before proposed', async () => {
  const model = scriptedModel(({ prompt }) => ({
    prompts: [{ prompt: 0, constraints: prompt.includes('[0] p0') ? [constraint('p0', 'first-sort')] : [] }],
  }));
  const { proposed } = await splitConstraints(
    Array.from({ length: 17 }, (_, at) => `p${at}`),
    [],
    model,
  );
  assert.equal(model.requests.length, 3);
  assert.ok(model.requests[1]?.prompt.includes('first-sort: about first-sort'));
  assert.equal(proposed.length, 1);
});
