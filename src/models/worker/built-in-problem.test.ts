import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { modelOnDisk } from '../../testing/reward-models/model-on-disk.ts';
import { tinyRewardModel } from '../../testing/reward-models/tiny-reward-model.ts';
import { builtInProblem } from './built-in-model.ts';

const folder = mkdtempSync(join(tmpdir(), 'rlar-words-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a tokenizer that cuts words of its own out of a text is not read as a plain one', () => {
  const own = tinyRewardModel();
  const tokenizer = JSON.parse(own['tokenizer.json']!.toString('utf8'));
  const problemWith = (...added: object[]) => {
    const file = Buffer.from(JSON.stringify({ ...tokenizer, added_tokens: added }));
    modelOnDisk(join(folder, 'words'), { ...own, 'tokenizer.json': file });
    return builtInProblem(join(folder, 'words'), 'pair');
  };
  assert.equal(problemWith({ id: 3, content: '[SEP]', special: true }), null);
  assert.match(problemWith({ id: 200, content: 'newword', special: false }) ?? '', /added_tokens/);
});
