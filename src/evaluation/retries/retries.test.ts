import assert from 'node:assert/strict';
import { test } from 'node:test';
import { query as querySchema } from '../../spec/query.ts';
import type { ToolResult } from '../../spec/reward.ts';
import type { Step } from '../../spec/rollout.ts';
import { guidanceOf } from './guidance.ts';
import { revisions } from './revision.ts';

const asked = (parts: object = {}) => querySchema.parse({ messages: [], ...parts });
const said = (evidence: object, value = 0): ToolResult =>
  ({ tool: 't', version: '1', status: 'scored', value, evidence, ms: 0 }) as ToolResult;

test('guidance says what failed and where, and gives no solution away', () => {
  const results = [
    said({
      outcome: 'done',
      failing: { case: 'f(2, 3) == 6', got: '5', expected: '6' },
      wanted: 'six',
      missing: ['["orders", {"status": "cancelled"}]'],
    }),
    said({
      rules: [
        { id: 'trajectory:before', ok: false, step: 3, detail: 'delete before any confirm' },
        { id: 'x', ok: true },
      ],
    }),
    said({ constraints: [{ id: 'keywords:existence', ok: false, detail: 'the word Seine is missing' }] }),
    said({ outcome: 'right' }, 1),
  ];
  const text = guidanceOf({ results }, asked({ references: ['Seine', '6'] }))!;
  assert.match(text, /a test failed: f\(2, 3\) gave 5/);
  assert.match(text, /step 3: trajectory:before: delete before any confirm/);
  assert.match(text, /keywords:existence: the word … is missing/);
  assert.doesNotMatch(text, /Seine|\b6\b|six|cancelled|outcome: right/);
  assert.equal(guidanceOf({ results: [said({ outcome: 'right' }, 1)] }, asked()), null);
  assert.equal(guidanceOf({ results: [] }, asked()), null);
});

test('guidance tells the kind of fault, never a word that tools use among themselves', () => {
  const told = (evidence: object, value = 0) => {
    const results = [said({ found: '#### 13', where: 'sentence', ...evidence }, value)];
    return guidanceOf({ results }, asked({ references: ['12'] }));
  };
  const words = ['one', 'several', 'doubted', 'denied', 'none', 'wrong', 'suspicious'];
  const lines = words.map((outcome) => told({ outcome })!.split('\n')[1]!);
  for (const [at, line] of lines.entries()) assert.match(line, /^- \w+(?: [\w,]+){4,}$/, words[at]);
  assert.equal(new Set(lines).size, words.length - 1, 'one and wrong are the same fault');
  assert.match(told({ outcome: 'one' })!, /not the right one/);
  assert.doesNotMatch(told({ outcome: 'one' })!, /1[23]/);
  assert.match(told({ outcome: 'other numbers' })!, /- other numbers/);
  assert.match(told({})!, /- it is not right/, 'a fault without words is a fault');
  assert.equal(told({}, 0.4), null);
});

const use = (name: string): Step => ({
  role: 'assistant',
  content: '',
  tool_calls: [{ name, arguments: {} }],
});
const got: Step = { role: 'tool', content: 'ok' };
const attempt = (record: string, reward: number, scores: number[] | null, ...steps: Step[]) => ({
  record,
  reward,
  scores,
  steps,
});
const SETTINGS = { least: 1, below: 0.5, words: 'I go back.' };

test('a failed trajectory goes on along its sibling from the first error', () => {
  const good = attempt('good', 1, [1, 1, 1, 1], use('look'), got, use('ask'), got);
  const bad = attempt('bad', 0, [1, 1, 0, 1], use('look'), got, use('delete'), got);
  const [made, ...others] = revisions([good, bad], SETTINGS);
  assert.deepEqual(others, []);
  assert.deepEqual([made!.failed, made!.by, made!.firstError, made!.trainedFrom], ['bad', 'good', 2, 4]);
  const names = made!.steps.map(({ content, tool_calls: calls }) => calls?.[0]?.name ?? content);
  assert.deepEqual(names, ['look', 'ok', 'delete', 'ok', 'I go back.', 'ask', 'ok']);
});

test('without a sibling that succeeded, or one that went further, nothing is spliced', () => {
  const bad = attempt('bad', 0, null, use('look'), got);
  assert.deepEqual(revisions([bad, attempt('other', 0, null, use('ask'))], SETTINGS), []);
  assert.deepEqual(revisions([bad, attempt('short', 1, null, use('look'))], SETTINGS), []);
  assert.deepEqual(revisions([attempt('none', 0, null), attempt('good', 1, null, use('ask'))], SETTINGS), []);
});
