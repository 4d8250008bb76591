import { partOf } from './example.ts';
import { type Guess, guessesOf, isRight, withTrust } from './figures.ts';
import { learnTrust, type Trial } from './learn-trust.ts';
import { learn, type Prepared } from './learner.ts';

const FOLDS = 3;
/** What a trial counts towards the trust, beside one of a source left out. */
const ITEM_COUNTS = 1.5;
const OWN_COUNTS = 0.5;
const NOISE_COUNTS = 0.4;
/** Sources with fewer labelled prompts are not worth a model without them. */
const LEAST_LEFT_OUT = 50;

/** @returns what models say of the prompts that each of them was not trained on, split by item */
export function crossValidated(all: readonly Prepared[], seed: number): Guess[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const inFold = (one: Prepared): boolean => partOf(one.group, FOLDS) === fold;
    const model = learn(
      all.filter((one) => !inFold(one)),
      seed,
    );
    return guessesOf(model, all.filter(inFold));
  }).flat();
}

/** Each model has never seen one source, and one language or two: what it says of them is what it will say of others. */
export function leaveOneOut(all: readonly Prepared[], seed: number): Guess[] {
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
      seed,
    );
    return guessesOf(
      model,
      all.filter((one) => isOut(one) && (one.label !== '' || one.basis === 'own' || one.basis === 'noise')),
    );
  });
}

/** @returns what the trust is learned from: guesses split by item, and of sources and languages left out */
export function trials(items: readonly Guess[], strangers: readonly Guess[]): Trial[] {
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

/** @returns both sorts of guesses with a trust that was learned without the source or the language that they are about */
export function crossTrusted(byItem: readonly Guess[], leftOut: readonly Guess[]): [Guess[], Guess[]] {
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
