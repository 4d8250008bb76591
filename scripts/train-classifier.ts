import { writeFileSync } from 'node:fs';
import { FEATURES } from '../src/routing/classifier/features.ts';
import { MODEL_FILES, type ModelDescription } from '../src/routing/classifier/model.ts';
import { KIND_FAMILIES } from '../src/spec/kinds.ts';
import { handWritten, labelledExamples, ownExamples, ownPrompts } from './classifier/corpus.ts';
import { noKind, partOf } from './classifier/example.ts';
import {
  areaUnder,
  atCoverage,
  atThreshold,
  calibrationError,
  type Guess,
  guessesOf,
  isRight,
  withTrust,
} from './classifier/figures.ts';
import { learnTrust, type Trial } from './classifier/learn-trust.ts';
import { learn, type Prepared, prepared } from './classifier/learner.ts';
import { noiseExamples } from './classifier/noise.ts';
import { strangePrompts } from './classifier/second-set.ts';

/**
 * Trains the classifier of kinds and prints its whole evaluation. `RLAR_DATA=… node scripts/train-classifier.ts`
 * writes the weights; `--dry` does not. The same data and seed give the same bytes.
 */
const SEED = 20261129;
const FOLDS = 3;
const ANSWERED = 0.86;
/** What a trial counts towards the trust, beside one of a source left out. */
const ITEM_COUNTS = 1.5;
const OWN_COUNTS = 0.5;
const NOISE_COUNTS = 0.4;
/** Sources with fewer labelled prompts are not worth a model without them. */
const LEAST_LEFT_OUT = 50;
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

const byItem = crossValidated();
const leftOut = leaveOneOut();
const trust = learnTrust(trials(byItem, leftOut));
/** Figures are of a trust that was learned without the source or the language that they are about. */
const [itemGuesses, leftOutGuesses] = crossTrusted();
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
report('split by item, labelled per item', counted(itemGuesses, 'item'), false);
report('split by item, labelled by source', counted(itemGuesses, 'source'), false);
report('split by item, of our own', counted(itemGuesses, 'own'), false);
report('whole language never seen', foreign, false);
for (const language of new Set(foreign.map((guess) => guess.example.language)))
  report(
    `  ${language}`,
    foreign.filter((guess) => guess.example.language === language),
    false,
  );
report('as typed into a chat, never seen', arena, false);
report('whole source never seen', unseen, true);
for (const source of new Set(unseen.map((guess) => guess.example.source)))
  report(
    `  ${source}`,
    unseen.filter((guess) => guess.example.source === source),
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

function crossValidated(): Guess[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const inFold = (one: Prepared): boolean => partOf(one.group, FOLDS) === fold;
    const model = learn(
      all.filter((one) => !inFold(one)),
      SEED,
    );
    return guessesOf(model, all.filter(inFold));
  }).flat();
}

/** Each model has never seen one source, and one language or two: what it says of them is what it will say of others. */
function leaveOneOut(): Guess[] {
  const sizes = new Map<string, number>();
  for (const one of all) if (one.label !== '') sizes.set(one.source, (sizes.get(one.source) ?? 0) + 1);
  const sources = [...sizes.keys()].filter((source) => sizes.get(source)! >= LEAST_LEFT_OUT).concat('arena');
  const languages = [...new Set(all.map((one) => one.language))]
    .filter((language) => language !== 'en')
    .sort();
  const sorts = [...new Set(all.filter((one) => one.basis === 'noise').map((one) => one.source))].sort();
  return sources.flatMap((source, fold) => {
    const strangers = new Set(languages.filter((_, index) => index % sources.length === fold));
    const noises = new Set(sorts.filter((_, index) => index % sources.length === fold));
    const isOut = (one: Prepared): boolean =>
      one.source === source || strangers.has(one.language) || noises.has(one.source);
    const model = learn(
      all.filter((one) => !isOut(one)),
      SEED,
    );
    return guessesOf(
      model,
      all.filter((one) => isOut(one) && (one.label !== '' || one.basis === 'own' || one.basis === 'noise')),
    );
  });
}

function trials(items: readonly Guess[], strangers: readonly Guess[]): Trial[] {
  return [
    ...items
      .filter(({ example }) => example.basis === 'item' || example.basis === 'own')
      .map((guess) => ({
        signs: guess.signs,
        right: isRight(guess, false),
        weight: guess.example.basis === 'item' ? ITEM_COUNTS : OWN_COUNTS,
      })),
    ...balanced(strangers),
  ];
}

/** Each source and each language counts by the square root of its size; what is of no kind counts less. */
function balanced(guesses: readonly Guess[]): Trial[] {
  const sizes = new Map<string, number>();
  for (const guess of guesses) sizes.set(originOf(guess), (sizes.get(originOf(guess)) ?? 0) + 1);
  return guesses.map((guess) => ({
    signs: guess.signs,
    right: isRight(guess, true),
    weight:
      Math.sqrt(200 / Math.max(20, sizes.get(originOf(guess))!)) *
      (guess.example.basis === 'noise' ? NOISE_COUNTS : 1),
  }));
}

function originOf({ example }: Guess): string {
  return example.language === 'en' ? example.source : example.language;
}

function crossTrusted(): [Guess[], Guess[]] {
  const halves = [0, 1].map((half) => {
    const isIn = (guess: Guess): boolean => partOf(originOf(guess), 2) === half;
    const isItemIn = (guess: Guess): boolean => partOf(guess.example.group, 2) === half;
    const weights = learnTrust(
      trials(
        byItem.filter((guess) => !isItemIn(guess)),
        leftOut.filter((guess) => !isIn(guess)),
      ),
    );
    return [withTrust(byItem.filter(isItemIn), weights), withTrust(leftOut.filter(isIn), weights)] as const;
  });
  return [halves.flatMap(([items]) => items), halves.flatMap(([, strangers]) => strangers)];
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function report(name: string, guesses: readonly Guess[], neighbours: boolean): void {
  const { right, answered, count } = atThreshold(guesses, threshold, neighbours);
  console.log(
    `${name.padEnd(36)} ${String(count).padStart(5)} prompts: ${percent(right)} right of ${percent(answered)} answered; ` +
      `at 85 %: ${percent(atCoverage(guesses, 0.85, neighbours))}, at 60 %: ${percent(atCoverage(guesses, 0.6, neighbours))}, ` +
      `at 100 %: ${percent(atCoverage(guesses, 1, neighbours))}; ECE ${calibrationError(guesses, neighbours).toFixed(3)}`,
  );
}

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

function confusion(name: string, guesses: readonly Guess[]): void {
  const table = new Map<string, Map<string, number>>();
  for (const { example, best } of guesses) {
    const row = table.get(nameOf(example)) ?? new Map<string, number>();
    table.set(nameOf(example), row);
    row.set(KIND_FAMILIES[best]!, (row.get(KIND_FAMILIES[best]!) ?? 0) + 1);
  }
  console.log(`\n${name}`);
  for (const [label, row] of table)
    console.log(
      `  ${label.padEnd(40)} ${[...row]
        .sort((a, b) => b[1] - a[1])
        .map(([family, count]) => `${family} ${count}`)
        .join(', ')}`,
    );
}

function nameOf(example: Prepared): string {
  return example.label || example.families.join('|');
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
