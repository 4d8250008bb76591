import assert from 'node:assert/strict';
import { test } from 'node:test';
import { kindModel } from '../../src/routing/classifier/model.ts';
import { handWritten, labelledExamples, ownExamples } from './corpus.ts';
import { partOf } from './example.ts';
import { atCoverage, type Guess, guessesOf, withTrust } from './figures.ts';
import { type Learned, learn, type Prepared, prepared } from './learner.ts';

const OWN = new URL('../../src/routing/classifier/prompts-own.jsonl', import.meta.url);
const PROMPTS = new URL('./prompts/', import.meta.url);
const EPOCHS = 6;
const { trust } = kindModel();
const folder = process.env.RLAR_DATA;

/** The trust of the published model: it was learned on sources and languages left out, and says little of any one prompt. */
function trustedGuesses(model: Learned, examples: readonly Prepared[]): Guess[] {
  return withTrust(guessesOf(model, examples), trust);
}

test('our own prompts: a fifth of the templates held back', () => {
  const all = prepared([...ownExamples(OWN), ...handWritten(PROMPTS)]);
  const heldBack = (group: string): boolean => partOf(group, 5) === 1;
  const model = learn(
    all.filter((one) => !heldBack(one.group)),
    1,
    EPOCHS,
    1,
  );
  const guesses = trustedGuesses(
    model,
    all.filter((one) => heldBack(one.group)),
  );
  assert.ok(guesses.length > 300);
  const right = atCoverage(guesses, 0.85, false);
  assert.ok(right > 0.8, `${right} right of the surest 85 %`);
});

test('labelled prompts: a fifth held back', { skip: !folder && 'no data' }, () => {
  const all = prepared([...labelledExamples(folder!), ...ownExamples(OWN), ...handWritten(PROMPTS)]);
  const heldBack = (group: string): boolean => partOf(group, 5) === 0;
  const model = learn(
    all.filter((one) => !heldBack(one.group)),
    1,
    EPOCHS,
    1,
  );
  const guesses = trustedGuesses(
    model,
    all.filter((one) => one.basis === 'item' && heldBack(one.group)),
  );
  const right = atCoverage(guesses, 0.85, false);
  assert.ok(right > 0.88, `${right} right of the surest 85 % of ${guesses.length}`);
});
