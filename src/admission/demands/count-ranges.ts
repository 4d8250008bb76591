import { measures } from './counts.ts';
import type { Demand, Examples } from './demand.ts';
import { WORDS } from './slots.ts';

const NUMBER = `(\\d{1,4}|${WORDS.join('|')})`;
const RANGE = new RegExp(
  `(?:between\\s+${NUMBER}\\s+and\\s+${NUMBER}|(?:from\\s+)?${NUMBER}\\s*(?:to|-|–)\\s*${NUMBER})\\s+(?:[a-z]+\\s+)?(words|characters|letters|sentences|lines|items|paragraphs)\\b`,
  'giu',
);
/** True: the range holds for each part. */
const EACH =
  /\b(?:each|every|per|apiece)\b|\ball (?:of the |of them |the )?(?:lines|items|bullets|points|rows|verses|entries)\b/i;
const FARTHEST = 60;

interface Range {
  readonly noun: string;
  readonly each: boolean;
  readonly low: number;
  readonly high: number;
}

/** Demands for counts between two numbers of the prompts: `between 3 and 6 words`, `2-4 sentences`, of each line or of all. */
export function countRangeDemands({ rights }: Examples): Demand[] {
  const first = rights[0];
  if (!first) return [];
  return rangesOf(first.prompt).flatMap((range, at): Demand[] => {
    const bounds: readonly (readonly [least: string, most: string])[] =
      range.each && range.noun === 'words'
        ? [['fewest words', 'most words']]
        : range.each
          ? []
          : [[range.noun, range.noun]];
    return bounds.flatMap(([least, most]): Demand[] => {
      const holds: Demand['holds'] = (prompt, response) => {
        const stated = rangesOf(prompt)[at];
        const counts = measures(response);
        const [few, many] = [counts.get(least), counts.get(most)];
        if (!stated || few === undefined || many === undefined) return false;
        return few >= stated.low && many <= stated.high;
      };
      if (!rights.every(({ prompt, shape }) => holds(prompt, shape, shape))) return [];
      const name = range.each ? `${range.noun} of each part` : range.noun;
      return [{ name: `${name} within the range of the prompt`, sure: true, holds }];
    });
  });
}

function rangesOf(prompt: string): Range[] {
  return [...prompt.matchAll(RANGE)].map((found): Range => {
    const [, a, b, c, d, noun = ''] = found;
    const [before] = prompt
      .slice(Math.max(0, found.index - FARTHEST), found.index)
      .split(/[.;\n]/)
      .slice(-1);
    const [behind] = prompt.slice(found.index + found[0].length).split(/[.;\n]/);
    const each = EACH.test(before ?? '') || EACH.test((behind ?? '').slice(0, FARTHEST));
    const plain = noun.toLowerCase() === 'letters' ? 'characters' : noun.toLowerCase();
    return { noun: plain, each, low: numberOf(a ?? c), high: numberOf(b ?? d) };
  });
}

function numberOf(text = ''): number {
  const said = WORDS.indexOf(text.toLowerCase());
  return said >= 0 ? said : Number(text);
}
