import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtInLibrary } from '../library/built-in.ts';
import { query } from '../spec/query.ts';
import type { ToolCard } from '../spec/tool-card.ts';
import { fc } from '../testing/fc.ts';
import { assignQuery } from './assign.ts';
import { byUtility, utility } from './utility.ts';

const base = builtInLibrary().require('math-equivalence').card;

/** A card whose tool was right on some of the labelled answers that it scored. */
function card(right: number, of: number, parts: Partial<ToolCard> = {}): ToolCard {
  const labelled = [
    { set: 'own', items: of, scored: of, accuracy: right / of, falsePositives: 0, falseNegatives: 0 },
  ];
  const evidence = {
    tool: 'measured',
    version: base.version,
    source: 'x',
    gates: [],
    labelled: of > 0 ? labelled : [],
    admitted: true,
    provisional: false,
  };
  return { ...base, id: 'measured', provenance: { origin: 'agent' }, evidence, ...parts };
}

test('better evidence is worth more, whatever a tool was made for', () => {
  const made = card(110, 200, { kinds: ['math.final-answer'] });
  const family = card(138, 142, { kinds: ['math'] });
  assert.ok(utility(made) < utility(family));
  assert.ok(byUtility(family, made, 'math.final-answer') < 0);
});

test('one right answer never ranks below none, and cost lowers the utility', () => {
  assert.ok(utility(card(1, 1)) >= utility(card(0, 0)));
  assert.ok(utility(card(40, 40)) > utility(card(0, 0)));
  assert.ok(utility(card(0, 4)) < utility(card(0, 0)));
  assert.ok(utility(card(40, 40, { costPer1000: 5 })) < utility(card(40, 40)));
});

test('more right answers never lower the utility, and it stays a share', () => {
  const counts = fc.tuple(fc.nat(500), fc.nat(500), fc.integer({ min: 1, max: 500 }));
  fc.assert(
    fc.property(counts, ([right, wrong, more]) => {
      const before = utility(card(right, right + wrong));
      const after = utility(card(right + more, right + wrong + more));
      assert.ok(before <= after && before >= 0 && after <= 1);
    }),
  );
});

test('being made for the kind breaks ties, and a user who says so does not', () => {
  const made = card(50, 50, { kinds: ['math.final-answer'] });
  const family = card(50, 50, { kinds: ['math'] });
  assert.ok(byUtility(made, family, 'math.final-answer') < 0);
  assert.ok(byUtility(family, made, 'math.final-answer') > 0);
  const users = { ...made, provenance: { origin: 'user' as const } };
  assert.equal(byUtility(users, family, 'math.final-answer'), 0);
});

test('of the built-in tools the one that can judge a kind is chosen', async () => {
  const chosen = async (row: object): Promise<string | undefined> => {
    const { tools } = await assignQuery(query.parse({ messages: [], ...row }), builtInLibrary());
    return tools[0]?.id;
  };
  const code = 'def f(x): return x';
  assert.equal(await chosen({ kind: 'math.final-number', references: ['12'] }), 'final-number');
  assert.equal(await chosen({ kind: 'math.final-answer', references: ['12'] }), 'math-equivalence');
  assert.equal(await chosen({ kind: 'reasoning.choice', references: ['(A)'] }), 'choice');
  assert.equal(await chosen({ kind: 'reasoning.final-answer', references: ['yes'] }), 'exact-answer');
  assert.equal(await chosen({ tests: { code, output: '1' }, references: ['f(1)'] }), 'code-output-run');
  assert.equal(await chosen({ tests: { code, input: '1' } }), 'code-output-run');
});

test('a tool that needs steps may be chosen', async () => {
  const { prepare } = builtInLibrary().require('math-equivalence').tool;
  const declaration = { ...base, id: 'walk', kinds: ['tool-calls.walk'], needs: ['steps' as const] };
  const evidence = { ...base.evidence!, tool: 'walk' };
  const library = builtInLibrary([{ tool: { declaration, prepare }, evidence }]);
  const { tools } = await assignQuery(query.parse({ messages: [], kind: 'tool-calls.walk' }), library);
  assert.equal(tools[0]?.id, 'walk');
});

test('of two tools that are worth the same, the one that reads the reference goes first', () => {
  const reads = card(40, 40, { needs: ['reference'] });
  const runs = card(40, 40, { needs: [] });
  assert.ok(byUtility(reads, runs, 'code-output') < 0);
  assert.ok(byUtility(runs, reads, 'code-output') > 0);
});
