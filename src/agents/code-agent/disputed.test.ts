import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eachRollout } from '../../spec/prepared-tool.ts';
import type { Tool } from '../../spec/tool.ts';
import { scored } from '../../spec/verdict.ts';
import { testCard } from '../../testing/test-card.ts';
import { withoutDisputed } from './disputed.ts';
import type { TrialCases } from './trial-cases.ts';

/** Pays what contains these words, recognises prompts with “ask”, and reads the first number. */
function tool(pays: readonly string[], asks = /\bask/): Tool {
  return {
    declaration: testCard({ id: 'check-x', contentGuard: true }),
    prepare: () => eachRollout(async ({ text }) => scored(Number(pays.some((word) => text.includes(word))))),
    recogniser: {
      recognise: async (prompt) => (asks.test(prompt) ? [[0, 1]] : []),
      extract: async (prompt) => ({ n: Number(/\d+/.exec(prompt)?.[0] ?? 0) }),
    },
  };
}

const witness = (response: string, good: boolean) =>
  ({ name: response, query: {}, options: {}, response, good, origin: 'witness' }) as const;
const asking = (prompt: string, n: number) => ({ prompt, kwargs: { n }, others: [] });

const nobody = async (): Promise<never> => assert.fail('nobody was to be asked');

const given: TrialCases = {
  cases: [
    witness('yes one', true),
    witness('yes two', true),
    witness('yes three', true),
    witness('odd', true),
    witness('split', true),
    ...Array.from({ length: 14 }, (_, at) => witness(`no ${at}`, false)),
    witness('yes but labelled bad', false),
    { ...witness('label', true), origin: 'label' },
  ],
  asks: [...Array.from({ length: 12 }, (_, at) => asking(`ask ${at}`, at)), asking('silent 3', 3)],
  asksNot: [...Array.from({ length: 100 }, (_, at) => `other ${at}`), 'ask too'],
};

test('what all programs dispute is left out and told; what one of them confirms stays', async () => {
  const tools = [tool(['yes']), tool(['yes', 'split']), tool(['yes'])];
  const { cases, dropped } = await withoutDisputed(given, { tools, second: tools[2]!, adjudicate: nobody });
  const names = cases.cases.map(({ name }) => name);
  assert.ok(!names.includes('odd') && !names.includes('yes but labelled bad'));
  assert.ok(names.includes('split') && names.includes('label'));
  assert.ok(!cases.asks.some(({ prompt }) => prompt === 'silent 3'));
  assert.ok(!cases.asksNot.includes('ask too'));
  assert.equal(dropped.length, 4);
});

test('where programs stand against more, a third reading decides', async () => {
  const strict = tool(['yes one', 'but labelled bad', 'no 5', 'no 6']);
  const asked: string[] = [];
  const { cases } = await withoutDisputed(given, {
    tools: [strict, strict],
    second: strict,
    adjudicate: async (disputed) => {
      asked.push(...disputed.map(({ name }) => name));
      return new Set(disputed.filter(({ name }) => name !== 'no 5' && name !== 'yes two'));
    },
  });
  assert.deepEqual(asked, ['yes two', 'yes three', 'odd', 'split', 'no 5', 'no 6', 'yes but labelled bad']);
  const names = cases.cases.map(({ name }) => name);
  for (const name of ['no 5', 'yes two', 'yes one']) assert.ok(names.includes(name), name);
  for (const name of ['no 6', 'odd', 'split']) assert.ok(!names.includes(name), name);
});

test('where programs stand against many, all stay', async () => {
  const never = tool(['yes three', ...Array.from({ length: 14 }, (_, at) => `no ${at}`)], /never/);
  const { cases, dropped } = await withoutDisputed(given, {
    tools: [never, never],
    second: tool([], /other/),
    adjudicate: nobody,
  });
  assert.equal(cases.cases.length, given.cases.length);
  assert.equal(cases.asks.length, given.asks.length);
  assert.equal(cases.asksNot.length, given.asksNot.length);
  assert.deepEqual(dropped, []);
});

test('one program alone disputes nothing', async () => {
  const alone = tool([]);
  assert.deepEqual(
    (await withoutDisputed(given, { tools: [alone], second: alone, adjudicate: nobody })).cases,
    given,
  );
});
