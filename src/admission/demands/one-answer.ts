import type { JsonValue } from '../../spec/json.ts';
import { type Region, regionOf } from './answer-region.ts';
import { ONCE } from './conduct.ts';
import { contentOf, missingIn, sameContent, sameSequence } from './content.ts';
import { allSay, type Demand, type Example, type Examples, ONLY, ORDER, standsIn } from './demand.ts';
import { leavesOf } from './json-paths.ts';
import { readShape, type Shape } from './shape.ts';
import { asksForOneAnswer } from './task-wording.ts';

const FEWEST = 3;
/** Most differing words or numbers of a wrong response that show that these words or numbers matter. */
const NEAR_MISS = 3;

/**
 * If a task has one right answer, a response must give the numbers and words of that answer. It is sure that the task has
 * one answer if the references are equal to the responses, or if the words of the prompt ask for one answer and labelled
 * responses or words from the prompt confirm it. With the words of the prompt alone it is likely. Words around a number are
 * demanded if a labelled response shows it, or if nothing may stand beside the answer. The prompt does not say which of
 * several answers in one response counts: probably the last one.
 */
export function oneAnswerDemands(examples: Examples): Demand[] {
  const { rights } = examples;
  const region = rights.length < FEWEST ? null : regionOf(rights);
  if (!region || rights.some(({ shape }) => says(region, shape).length === 0)) return [];
  const referred = rights.every((right) => isReferred(region, right));
  if (!referred && !asksForOneAnswer(rights)) return [];
  const sure = referred || isBorneOut(region, examples);
  const bare = allSay(rights, ONLY) && region.whole;
  const numeric = rights.some(({ shape }) => numbersOf(says(region, shape)).length > 0);
  const where = region.name;
  const judge = (name: string, weight: { sure: boolean; likely?: boolean }, test: Test): Demand => ({
    name,
    ...weight,
    holds: (prompt, one, original) =>
      test(says(region, one, original), says(region, original), prompt, region.read(one).length, [
        region.read(one).at(-1) ?? '',
        region.read(original).at(-1) ?? '',
      ]),
  });
  return [
    judge(
      `the numbers of ${where}`,
      { sure, likely: true },
      (one, right, prompt, count) => count !== 1 || sameContent(numbersOf(one), numbersOf(right), prompt),
    ),
    judge(
      `the words of ${where}`,
      { sure: sure && (!numeric || missesWords(region, examples)), likely: !numeric || bare },
      (one, right, prompt, count) => count !== 1 || sameContent(wordsOf(one), wordsOf(right), prompt),
    ),
    judge(
      `${where} and nothing beside it`,
      { sure: sure && bare, likely: bare },
      (one, right) => missingIn(right, one) > 0 || missingIn(one, right) === 0,
    ),
    judge(
      `${where}, each part as often`,
      { sure: sure && allSay(rights, ONCE) },
      (one, right, prompt) => !sameContent(one, right, prompt) || one.length === right.length,
    ),
    judge(
      `${where}, once`,
      { sure: false, likely: true },
      (one, right, prompt, count) => count < 2 || sameContent(one, right, prompt),
    ),
    { name: `${where}, at all`, sure: false, likely: true, holds: (_, { text }) => region.has(text) },
    judge(
      `${where} in its order`,
      { sure: sure && allSay(rights, ORDER) },
      (one, right, prompt) =>
        !sameContent(one, right, prompt) || sameSequence(each(one), each(right), prompt),
    ),
    judge(
      `the sides of ${where}`,
      { sure, likely: true },
      (one, right, prompt, _, [mine, wanted]) => !sameContent(one, right, prompt) || sameSides(mine, wanted),
    ),
    {
      name: `the types of ${where}`,
      sure: false,
      likely: true,
      holds: (_, one, original) => sameTypes(one, original),
    },
    judge(
      `${where} in its letters`,
      { sure: false },
      (one, right, prompt) => !sameContent(one, right, prompt) || sorted(each(one)) === sorted(each(right)),
    ),
  ];
}

/** Whether no value of JSON is written as another type than the same value of the right response. */
function sameTypes({ value }: Shape, right: Shape): boolean {
  const leaves = leavesOf(right.value);
  return leavesOf(value).every((leaf) => {
    const same = leaves.filter(
      (other) => other.path === leaf.path && String(other.value) === String(leaf.value),
    );
    return same.length === 0 || same.some((other) => typeof other.value === typeof leaf.value);
  });
}

type Test = (
  one: readonly string[],
  right: readonly string[],
  prompt: string,
  count: number,
  texts: readonly [string, string],
) => boolean;

/**
 * Whether the contents on each side of an arrow are equal. The sides are compared separately, because an arrow has a
 * direction.
 */
function sameSides(one: string, right: string): boolean {
  const sides = (text: string) => text.split(/\s*(?:->|=>|→)\s*/);
  const [mine, wanted] = [sides(one), sides(right)];
  if (wanted.length < 2 || mine.length !== wanted.length) return true;
  return mine.every((side, at) => missingIn(contentOf(side), contentOf(wanted[at]!)) === 0);
}

function numbersOf(content: readonly string[]): string[] {
  return content.filter((token) => /\d/.test(token));
}

function wordsOf(content: readonly string[]): string[] {
  return content.filter((token) => !/\d/.test(token));
}

/** Whether a labelled wrong response has the right numbers and other words. */
function missesWords(region: Region, { wrongs }: Examples): boolean {
  return wrongs.some(({ prompt, shape, original }) => {
    if (!original || region.read(shape).length !== 1) return false;
    const [wrong, right] = [says(region, shape), says(region, original)];
    return (
      sameContent(numbersOf(wrong), numbersOf(right), prompt) && missingIn(wordsOf(right), wordsOf(wrong)) > 0
    );
  });
}

/** The parts of a content, each at its first place. */
function each(content: readonly string[]): string[] {
  return [...new Set(content)];
}

function sorted(content: readonly string[]): string {
  return content.toSorted().join(' ');
}

/** Whether labelled responses, or words from the prompts, confirm that there is one right answer. */
function isBorneOut(region: Region, { rights, alike = [], wrongs }: Examples): boolean {
  const told = rights.map(({ shape }) => says(region, shape));
  if (new Set(told.map(sorted)).size < FEWEST) return false;
  const again = alike.some(({ shape, original }) => shape.text.trim() !== original.text.trim());
  const missed = wrongs.some(
    ({ shape, original }) => original !== null && isNearMiss(says(region, shape), says(region, original)),
  );
  const copied = rights.every(({ prompt }, at) => told[at]!.every((token) => standsIn(token, prompt)));
  return again || missed || copied;
}

/**
 * The content of a response at the place of its answer, the last place if there are several. For JSON: the values at the
 * paths of the right response.
 */
function says(region: Region, shape: Shape, like: Shape = shape): string[] {
  if (region.whole && shape.form.kind === 'json') return valuesOf(shape.value, like.value);
  return contentOf(region.read(shape).at(-1) ?? '');
}

function valuesOf(value: JsonValue | undefined, like: JsonValue | undefined): string[] {
  const known = new Set(leavesOf(like).map(({ path }) => path));
  return leavesOf(value)
    .filter(({ path }) => known.has(path))
    .flatMap((leaf) => contentOf(`${leaf.path.replace(/[^\p{L}]+/gu, 'x')} ${leaf.value}`));
}

function isReferred(region: Region, { prompt, shape, references }: Example): boolean {
  const told = says(region, shape);
  return references.some((reference) => {
    const json = region.whole && shape.form.kind === 'json';
    const wanted = json ? says(region, readShape(reference, shape.form)) : contentOf(reference);
    return sameContent(told, wanted, prompt);
  });
}

function isNearMiss(wrong: readonly string[], right: readonly string[]): boolean {
  const [less, more] = [missingIn(right, wrong), missingIn(wrong, right)];
  return wrong.length > 0 && less + more > 0 && less <= NEAR_MISS && more <= NEAR_MISS;
}
