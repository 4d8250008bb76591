import { type Demand, type Examples, standsIn } from './demand.ts';
import type { Shape } from './shape.ts';

const DEFINED =
  /(?:^|\n)\s*(?:async\s+|export\s+(?:default\s+)?)*(?:def|function|class|fn|func)\s+([A-Za-z_]\w*)/g;
const FEWEST = 3;

/** First letters of lines that are a word of the prompt, and names that code defines because the prompt gives them. */
export function initialDemands({ rights }: Examples): Demand[] {
  if (rights.length < FEWEST) return [];
  const demands: Demand[] = [];
  const spelt = rights.every(({ prompt, shape }) => {
    const word = initials(shape);
    return word.length > 2 && (standsIn(word, prompt) || standsIn(word.toLowerCase(), prompt));
  });
  if (spelt)
    demands.push({
      name: 'the first letters spell the word of the prompt',
      sure: true,
      holds: (_, response, original) => initials(response) === initials(original),
    });
  const named = ({ text }: Shape) => [...text.matchAll(DEFINED)].map((found) => found[1]!);
  if (rights.every(({ prompt, shape }) => named(shape).some((name) => standsIn(name, prompt))))
    demands.push({
      name: 'the name that the prompt gives is defined',
      sure: true,
      holds: (prompt, response, original) => {
        const wanted = named(original).filter((name) => standsIn(name, prompt));
        return wanted.every((name) => named(response).includes(name));
      },
    });
  return demands;
}

function initials({ items }: Shape): string {
  return items
    .map((item) => [...item][0] ?? '')
    .join('')
    .toUpperCase();
}
