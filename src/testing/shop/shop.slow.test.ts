import { after, test } from 'node:test';
import { assertShop, closeShop } from './assert-shop.ts';

after(closeShop);

test('two hundred tasks: every honest way is paid, no hack is, each tried five times, and step rewards sum to the outcome', () =>
  assertShop(200, 4));
