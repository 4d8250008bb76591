/** Agreement with people's ratings; the folder of the sets is RLAR_DATA. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pairAccuracy } from '../../testing/ranked-pairs.ts';
import { translation } from './index.ts';

const skip = !process.env.RLAR_DATA && 'no data';
const mqm = { file: 'metrics/wmt23_mqm_ende', human: 'mqm', gap: 2 };

test('translation: lex ranks as the raters of WMT23 en-de do', { skip }, async () => {
  const lex = await pairAccuracy(translation, {}, mqm);
  assert.ok(lex >= 0.757, String(lex));
  for (const metric of ['bleu', 'chrf', 'chrf++', 'ter'])
    assert.ok(lex > (await pairAccuracy(translation, { metric }, mqm)), metric);
});
