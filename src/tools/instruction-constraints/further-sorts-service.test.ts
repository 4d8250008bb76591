import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { parseConfig } from '../../config.ts';
import { builtInLibrary } from '../../library/built-in.ts';
import { RewardService } from '../../service.ts';
import { SORTS } from '../../testing/further-sorts.ts';

const service = new RewardService(parseConfig({}), builtInLibrary(), null);
after(() => service.close());

test('through the whole service: right answers of the sorts are paid, beside the guard', async () => {
  const row = { prompt: 'Write about the weather at sea.' };
  for (const [id, [kwargs, kept]] of Object.entries(SORTS)) {
    const [reward] = await service.reward({ ...row, constraints: [{ id, kwargs }], response: kept[0]! });
    assert.equal(reward?.status, 'scored', id);
    if (!GUARDED.has(id)) assert.equal(reward?.reward, 1, `${id}: ${JSON.stringify(reward?.results)}`);
  }
});

/** Its examples above are words without a sentence: the guard floors them, as it should. */
const GUARDED = new Set<string>(['words:palindrome']);

test('one sort that nothing checks leaves the whole row unscored; the reason names it and the way to a checker', async () => {
  const constraints = [
    { id: 'punctuation:no_comma' },
    { id: 'ratio:stop_words', kwargs: { percentage: 40 } },
  ];
  const [reward] = await service.reward({ prompt: 'Write.', constraints, response: 'Rain fell.' });
  assert.deepEqual([reward?.status, reward?.reward, reward?.cause], ['unscored', null, 'query']);
  assert.match(reward?.reason ?? '', /"ratio:stop_words"; rlar acquire --constraint "ratio:stop_words"/);
});

test('rows as open-instruct writes them: text of a list, arguments that are missing or null', async () => {
  const ground_truth = JSON.stringify([
    {
      instruction_id: ['count:count_increment_word', 'punctuation:punctuation_exclamation'],
      kwargs: [{ keyword1: ['oak'], keyword2: ['elm'], N: null }, null],
    },
  ]);
  const row = {
    messages: [{ role: 'user', content: 'Write of two trees.' }],
    ground_truth,
    dataset: 'ifeval',
  };
  const answers: readonly [string, number][] = [
    ['An oak stood by an elm, and the elm was old.', 1],
    ['An oak stood by an elm, and the elm was old!', 0],
    ['An oak stood by an elm.', 0],
  ];
  for (const [response, wanted] of answers) {
    const [reward] = await service.reward({ ...row, response });
    assert.equal(reward?.reward, wanted, response);
  }
  const python = ground_truth.replaceAll('"', "'").replaceAll('null', 'None');
  const [reward] = await service.reward({ ...row, ground_truth: python, response: answers[0]![0] });
  assert.equal(reward?.reward, 1);
});
