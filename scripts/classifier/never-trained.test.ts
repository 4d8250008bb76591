/** Prompts of our own that were written after all others, in one go, and are never trained on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyKind } from '../../src/routing/classifier/classify-kind.ts';
import { handWritten } from './corpus.ts';
import type { Example } from './example.ts';

const HELD_BACK = new URL('./held-back/', import.meta.url);

function measured(examples: readonly Example[]): { right: number; answered: number; wrong: string[] } {
  const wrong: string[] = [];
  let answered = 0;
  for (const { text, families } of examples) {
    const { kind, confidence } = classifyKind(text);
    if (kind === null) continue;
    answered += 1;
    if (!families.includes(kind))
      wrong.push(`${kind} (${confidence.toFixed(2)}) not ${families.join('|')}: ${text}`);
  }
  return { right: 1 - wrong.length / answered, answered: answered / examples.length, wrong };
}

const all = handWritten(HELD_BACK);
const languages = all.filter((one) => one.source !== 'arena');

test('prompts in eight languages, two of which it never learned from', () => {
  const { right, answered, wrong } = measured(languages);
  assert.ok(languages.length >= 150);
  assert.ok(right >= 0.8 && answered >= 0.6, `${right} right of ${answered} answered\n${wrong.join('\n')}`);
});

test('prompts as people type them into a chat', () => {
  const arena = all.filter((one) => one.source === 'arena');
  const { right, answered, wrong } = measured(arena);
  assert.ok(arena.length >= 50);
  assert.ok(right >= 0.85 && answered >= 0.6, `${right} right of ${answered} answered\n${wrong.join('\n')}`);
});

test('what is in another language is hardly ever called a translation', () => {
  const called = languages.filter(
    (one) => !one.families.includes('translation') && classifyKind(one.text).kind === 'translation',
  );
  assert.ok(called.length <= 2, called.map((one) => one.text).join('\n'));
});
