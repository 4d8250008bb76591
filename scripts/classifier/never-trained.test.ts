/** Prompts of our own that were written in one go before the training prompts of their round, and are never trained on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyKind } from '../../src/routing/classifier/classify-kind.ts';
import { handWritten } from './corpus.ts';
import type { Example } from './example.ts';

/** The second set was written a round later than the first, in ten other languages. */
const SETS = ['held-back', 'third-set'].map((name) => new URL(`./${name}/`, import.meta.url));

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

for (const set of SETS) {
  const name = set.pathname.split('/').at(-2);
  const all = handWritten(set);
  const languages = all.filter((one) => one.source !== 'arena');
  const arena = all.filter((one) => one.source === 'arena');

  test(`${name}: prompts in other languages`, () => {
    const { right, answered, wrong } = measured(languages);
    assert.ok(languages.length >= 80);
    assert.ok(right >= 0.8 && answered >= 0.6, `${right} right of ${answered} answered\n${wrong.join('\n')}`);
  });

  test(`${name}: prompts as people type them into a chat`, () => {
    const { right, answered, wrong } = measured(arena);
    assert.ok(arena.length >= 50);
    assert.ok(
      right >= 0.85 && answered >= 0.6,
      `${right} right of ${answered} answered\n${wrong.join('\n')}`,
    );
  });

  test(`${name}: what is in another language is hardly ever called a translation`, () => {
    const called = languages.filter(
      (one) => !one.families.includes('translation') && classifyKind(one.text).kind === 'translation',
    );
    assert.ok(called.length <= 2, called.map((one) => one.text).join('\n'));
  });
}
