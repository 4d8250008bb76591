import { RlarError } from '../../spec/errors.ts';
import { Random } from '../../spec/random.ts';
import { type Share, share } from '../../spec/share.ts';
import type { JudgedText } from './distil-judge.ts';

/** One thing that a program can see of a response. */
type RuleTest =
  | { readonly sees: 'word'; readonly word: string; readonly holds: boolean }
  | { readonly sees: 'words'; readonly atLeast: number; readonly holds: boolean }
  | { readonly sees: 'sign'; readonly sign: RuleSign; readonly holds: boolean };

/** A rule out of what a judge said: a response is good where all of these hold. */
export interface DistilledRule {
  readonly tests: readonly RuleTest[];
  /** Share of sealed verdicts of the judge that the rule repeats. */
  readonly agreement: Share;
}

/** Signs of a response, as regular expressions that take linear time. */
const RULE_SIGNS = {
  digit: '[0-9]',
  question: '[?？]',
  list: '^[ ]{0,3}(?:[-*•]|[0-9]{1,3}[.)]) ',
  lines: '\\n',
  capital: '^[^a-zA-Z]{0,8}[A-Z]',
  stop: '[.!?。！？]["\\u2019\\u201d)]?\\s{0,8}$',
  exclamation: '[!！]',
} as const;
type RuleSign = keyof typeof RULE_SIGNS;

const SEED = 20;
const LEAST = 300;
const AGREES = 0.9;
const MOST_TESTS = 3;
const MOST_WORDS = 80;
/** What each test more must bring. */
const GAIN = 0.01;
const RIGHT = 0.5;

/**
 * Looks for a rule that repeats what a judge said: at most three tests that a program makes in linear time. Queries are split: a half to
 * learn from, and a sealed half on which the rule must agree with the judge in 90 % at least, by its lower bound, and in both
 * verdicts by more than chance.
 * @returns null where there is no such rule
 * @throws RlarError RLAR_INVALID_TOOL where there are too few verdicts
 */
export function distilRule(texts: readonly JudgedText[]): DistilledRule | null {
  if (texts.length < LEAST)
    throw new RlarError(
      'RLAR_INVALID_TOOL',
      `the ledger has ${texts.length} verdicts of this judge; ${LEAST} are needed`,
    );
  const queries = new Random(SEED, 'queries').shuffled([...new Set(texts.map(({ prompt }) => prompt))]);
  const learnt = new Set(queries.slice(0, Math.ceil(queries.length / 2)));
  const seen = texts.map(({ prompt, response, value }) => ({
    response,
    words: new Set(wordsOf(response)),
    length: wordsOf(response).length,
    good: value >= RIGHT,
    isLearnt: learnt.has(prompt),
  }));
  const [own, sealed] = [seen.filter(({ isLearnt }) => isLearnt), seen.filter(({ isLearnt }) => !isLearnt)];
  const candidates = candidatesIn(own);
  let tests: RuleTest[] = [];
  let reached = balanced(tests, own);
  while (tests.length < MOST_TESTS) {
    const [best] = candidates
      .map((test) => ({ test, value: balanced([...tests, test], own) }))
      .toSorted((left, right) => right.value - left.value);
    if (!best || best.value < reached + GAIN) break;
    tests = [...tests, best.test];
    reached = best.value;
  }
  const repeats = sealed.filter((one) => holds(tests, one) === one.good).length;
  const agreement = share(repeats, sealed.length);
  const isRule = tests.length > 0 && agreement.low >= AGREES && balanced(tests, sealed) >= AGREES;
  return isRule ? { tests, agreement } : null;
}

/** @returns the rule as a reward function that anybody can read: JavaScript, 1 or 0 */
export function ruleProgram({ tests, agreement }: DistilledRule, judge: string): string {
  const lines = tests.map((test) => `    ${test.holds ? '' : '!'}${conditionOf(test)},`);
  return `/**
 * A rule out of ${agreement.of * 2} verdicts of the judge ${judge}: it repeats ${(100 * agreement.value).toFixed(1)} % of those that it was not made from.
 */
const wordsOf = (text) => text.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? [];

export default (_prompt, response) => {
  const words = wordsOf(response);
  const holds = [
${lines.join('\n')}
  ];
  return holds.every(Boolean) ? 1 : 0;
};
`;
}

function conditionOf(test: RuleTest): string {
  switch (test.sees) {
    case 'word':
      return `words.includes(${JSON.stringify(test.word)})`;
    case 'words':
      return `(words.length >= ${test.atLeast})`;
    case 'sign':
      return `new RegExp(${JSON.stringify(RULE_SIGNS[test.sign])}, 'mu').test(response)`;
  }
}

interface Seen {
  readonly response: string;
  readonly words: ReadonlySet<string>;
  readonly length: number;
  readonly good: boolean;
}

function holds(tests: readonly RuleTest[], { response, words, length }: Seen): boolean {
  return tests.every((test) => {
    const is =
      test.sees === 'word'
        ? words.has(test.word)
        : test.sees === 'words'
          ? length >= test.atLeast
          : new RegExp(RULE_SIGNS[test.sign], 'mu').test(response);
    return is === test.holds;
  });
}

/** The mean of what is repeated of good and of bad verdicts: a rule that always says the same has a half. */
function balanced(tests: readonly RuleTest[], seen: readonly Seen[]): number {
  const shares = [true, false].map((good) => {
    const list = seen.filter((one) => one.good === good);
    return list.length === 0 ? 0 : list.filter((one) => holds(tests, one) === good).length / list.length;
  });
  return (shares[0]! + shares[1]!) / 2;
}

function candidatesIn(seen: readonly Seen[]): RuleTest[] {
  const counts = new Map<string, number>();
  for (const { words, good } of seen)
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + (good ? 1 : -1));
  const words = [...counts]
    .toSorted((left, right) => Math.abs(right[1]) - Math.abs(left[1]))
    .slice(0, MOST_WORDS);
  const lengths = seen.map(({ length }) => length).toSorted((left, right) => left - right);
  const cuts = [0.1, 0.25, 0.5, 0.75, 0.9].map((place) => lengths[Math.floor(place * lengths.length)]!);
  return [true, false].flatMap((is): RuleTest[] => [
    ...words.map(([word]): RuleTest => ({ sees: 'word', word, holds: is })),
    ...[...new Set(cuts)].map((atLeast): RuleTest => ({ sees: 'words', atLeast, holds: is })),
    ...(Object.keys(RULE_SIGNS) as RuleSign[]).map((sign): RuleTest => ({ sees: 'sign', sign, holds: is })),
  ]);
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
