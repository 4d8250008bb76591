import type { JsonValue } from '../../spec/json.ts';
import { type Region, regionOf, WHOLE } from './answer-region.ts';
import { contentOf, missingIn, sameContent, sameSequence } from './content.ts';
import { allSay, type Demand, type Example, type Examples, ORDER, standsIn } from './demand.ts';
import { leavesOf } from './json-paths.ts';
import { readShape, type Shape } from './shape.ts';
import { asksForOneAnswer } from './task-wording.ts';

const FEWEST = 3;
/** A wrong response with at most this many other words or numbers shows that these matter. */
const NEAR_MISS = 3;

/**
 * Where a task has one right answer, its words and numbers are what a response must say. That it has one is sure where the
 * references say the same; or where the prompt's words do, and labelled responses or the prompt's own words bear it out.
 * Where the words of the prompt are all there is, it is likely. Which of several answers in one response counts, the
 * prompt leaves open: the last one, in all likelihood.
 */
export function oneAnswerDemands(examples: Examples): Demand[] {
  const { rights } = examples;
  const region = rights.length < FEWEST ? null : (regionOf(rights) ?? byReference(rights));
  if (!region || rights.some(({ shape }) => says(region, shape).length === 0)) return [];
  const referred = rights.every((right) => isReferred(region, right));
  if (!referred && !asksForOneAnswer(rights)) return [];
  const sure = referred || isBorneOut(region, examples);
  const same = (prompt: string, one: Shape, other: Shape) =>
    sameContent(says(region, one, other), says(region, other), prompt);
  const isOne = (shape: Shape) => region.read(shape).length === 1;
  const where = region.name;
  return [
    {
      name: `the words and numbers of ${where}`,
      sure,
      likely: true,
      holds: (prompt, one, original) => !isOne(one) || same(prompt, one, original),
    },
    {
      name: `${where}, there and once`,
      sure: false,
      likely: true,
      holds: (prompt, one, original) => isOne(one) || same(prompt, one, original),
    },
    {
      name: `${where} in its order`,
      sure: sure && allSay(rights, ORDER),
      holds: (prompt, one, original) =>
        !same(prompt, one, original) ||
        sameSequence(says(region, one, original), says(region, original), prompt),
    },
    {
      name: `${where} in its letters`,
      sure: false,
      holds: (prompt, one, original) =>
        !same(prompt, one, original) ||
        sorted(says(region, one, original)) === sorted(says(region, original)),
    },
  ];
}

function sorted(content: readonly string[]): string {
  return content.toSorted().join(' ');
}

/** Whether labelled responses, or the prompts' own words, bear it out that there is one right answer. */
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

/** What a response says where its answer stands, last where there are several; of JSON the values at the places that the right one has. */
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

/** All there is, where every reference says just that. */
function byReference(rights: readonly Example[]): Region | null {
  return rights.every((right) => isReferred(WHOLE, right)) ? WHOLE : null;
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
