import { writeFileSync } from 'node:fs';
import { FEATURES } from '../src/routing/classifier/features.ts';
import { MODEL_FILES, type ModelDescription } from '../src/routing/classifier/model.ts';
import { KIND_FAMILIES } from '../src/spec/kinds.ts';
import { handWritten, labelledExamples, ownExamples, ownPrompts } from './classifier/corpus.ts';
import { crossTrusted, crossValidated, leaveOneOut, trials } from './classifier/cross-validate.ts';
import { noKind } from './classifier/example.ts';
import { areaUnder, atThreshold, type Guess, guessesOf, isRight, withTrust } from './classifier/figures.ts';
import { learnTrust } from './classifier/learn-trust.ts';
import { learn, type Prepared, prepared } from './classifier/learner.ts';
import { noiseExamples } from './classifier/noise.ts';
import { confusion, nameOf, percent, report } from './classifier/print-figures.ts';
import { strangePrompts } from './classifier/second-set.ts';

/**
 * Trains the classifier of kinds and prints its whole evaluation. `RLAR_DATA=… node scripts/train-classifier.ts`
 * writes the weights; `--dry` does not. The same data and seed give the same bytes.
 */
const SEED = 20261129;
const ANSWERED = 0.86;
const OWN = new URL('../src/routing/classifier/prompts-own.jsonl', import.meta.url);
const PROMPTS = new URL('./classifier/prompts/', import.meta.url);

const folder = process.env.RLAR_DATA;
if (!folder) {
  console.log('skipped: no data (set RLAR_DATA)');
  process.exit(0);
}
const started = performance.now();
const ours = [...ownExamples(OWN), ...handWritten(PROMPTS)];
const all = prepared([...labelledExamples(folder), ...ours, ...noiseExamples(ours, SEED)]);
const smallTalk = prepared(
  ownPrompts(OWN)
    .filter((row) => row.made === 'small-talk')
    .map((row) => ({
      text: row.text,
      families: row.families,
      label: '',
      source: 'small-talk',
      group: row.text,
      basis: 'own' as const,
      weight: 0,
      language: 'en',
    })),
);
console.log(`${all.length} prompts, ${all.filter((one) => one.basis === 'own').length} of our own`);

const byItem = crossValidated(all, SEED);
const leftOut = leaveOneOut(all, SEED);
const trust = learnTrust(trials(byItem, leftOut));
const [itemGuesses, leftOutGuesses] = crossTrusted(byItem, leftOut);
const counted = (guesses: readonly Guess[], basis: Prepared['basis']): Guess[] =>
  guesses.filter((guess) => guess.example.basis === basis);
const unseen = leftOutGuesses.filter((guess) => guess.example.label !== '');
const foreign = leftOutGuesses.filter((guess) => guess.example.language !== 'en');
const noise = leftOutGuesses.filter((guess) => guess.example.basis === 'noise');
const arena = leftOutGuesses.filter((guess) => guess.example.source === 'arena');

/** The trust that so large a share of the prompts labelled one by one reaches. */
const reached = counted(itemGuesses, 'item')
  .map((guess) => guess.trust)
  .sort((a, b) => b - a);
const threshold = Number((reached[Math.round(ANSWERED * reached.length)] ?? 0.6).toFixed(4));
console.log(`threshold ${threshold}; trust ${trust.join(' ')}`);
report('split by item, labelled per item', counted(itemGuesses, 'item'), threshold);
report('split by item, labelled by source', counted(itemGuesses, 'source'), threshold);
report('split by item, of our own', counted(itemGuesses, 'own'), threshold);
report('whole language never seen', foreign, threshold);
for (const language of new Set(foreign.map((guess) => guess.example.language)))
  report(
    `  ${language}`,
    foreign.filter((guess) => guess.example.language === language),
    threshold,
  );
report('as typed into a chat, never seen', arena, threshold);
report('whole source never seen', unseen, threshold, true);
for (const source of new Set(unseen.map((guess) => guess.example.source)))
  report(
    `  ${source}`,
    unseen.filter((guess) => guess.example.source === source),
    threshold,
    true,
  );
console.log(
  `of no kind, sort never seen: ${percent(atThreshold(noise, threshold, false).answered)} of ${noise.length} named; ` +
    `told from sources never seen: area under the curve ${areaUnder(unseen, noise).toFixed(3)}, ` +
    `from other languages ${areaUnder(foreign, noise).toFixed(3)}, per item ${areaUnder(counted(itemGuesses, 'item'), noise).toFixed(3)}`,
);
for (const sort of new Set(noise.map((guess) => guess.example.source))) {
  const here = noise.filter((guess) => guess.example.source === sort);
  console.log(`  ${sort}: ${percent(atThreshold(here, threshold, false).answered)} named`);
}
confusion('per item', counted(itemGuesses, 'item'));
confusion('whole language never seen', foreign);
confusion('as typed into a chat', arena);
confusion('whole source never seen', unseen);

const model = learn(all, SEED);
const talk = withTrust(guessesOf(model, smallTalk), trust);
const safety = KIND_FAMILIES.indexOf('safety');
const called = talk.filter((guess) => guess.best === safety);
const confident = atThreshold(called, threshold, false);
console.log(
  `small talk called safety: ${called.length} of ${talk.length}, ` +
    `${Math.round(confident.answered * called.length)} above the threshold`,
);
curve();
if (process.argv.includes('--errors')) listErrors();
if (!process.argv.includes('--dry')) {
  const description: ModelDescription = {
    families: [...KIND_FAMILIES],
    features: FEATURES,
    scales: model.scales,
    biases: model.biases,
    trust,
    threshold,
  };
  writeFileSync(MODEL_FILES.weights, model.weights);
  writeFileSync(MODEL_FILES.description, `${JSON.stringify(description)}\n`);
}
console.log(`${((performance.now() - started) / 1000).toFixed(0)} s`);

/** The share of prompts of no kind, never trained on, that get a kind, for each share of left-out sources that is answered. */
function curve(): void {
  const strange = strangePrompts().map(({ sort, text, half }) => ({ ...noKind(text, sort), half }));
  const halves = (['develop', 'measure'] as const).map((half) =>
    withTrust(guessesOf(model, prepared(strange.filter((one) => one.half === half))), trust),
  );
  const sorted = unseen.map((guess) => guess.trust).sort((a, b) => b - a);
  const points = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95].map((share) => {
    const least = sorted[Math.min(sorted.length - 1, Math.round(share * sorted.length))]!;
    return `${percent(share)}: ${halves.map((half) => percent(atThreshold(half, least, false).answered)).join(', ')}`;
  });
  console.log(
    `of no kind, written apart: area under the curve ${halves.map((half) => areaUnder(unseen, half).toFixed(3)).join(', ')}; ` +
      `named at the threshold ${halves.map((half) => percent(atThreshold(half, threshold, false).answered)).join(', ')}; ` +
      `where of sources left out are answered ${points.join(' · ')}`,
  );
}

function listErrors(): void {
  const wrong = [...counted(itemGuesses, 'item'), ...foreign, ...arena].filter((one) => !isRight(one, false));
  for (const guess of wrong.sort((a, b) => b.trust - a.trust).slice(0, 250))
    console.log(
      `${guess.trust.toFixed(2)} ${KIND_FAMILIES[guess.best]} not ${nameOf(guess.example)}: ` +
        JSON.stringify(guess.example.text.slice(0, 110)),
    );
  for (const guess of talk)
    if (guess.best === safety) console.log(`talk called safety: ${JSON.stringify(guess.example.text)}`);
}
