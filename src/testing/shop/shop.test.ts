/** A shop in which agents act: honest ways are paid, the shorter the more; nothing else is. The slow tier has all tasks and all hacks. */
import { after, test } from 'node:test';
import { assertShop, closeShop } from './assert-shop.ts';
import { firstTrials } from './shop-trials.ts';

after(closeShop);

test('five tasks: every honest way is paid, no hack is, and step rewards sum to the outcome', () =>
  assertShop(firstTrials(5, 6)));
