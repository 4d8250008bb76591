import { allSay, type Demand, type Example, type Examples, ONLY } from './demand.ts';
import { leavesOf } from './json-paths.ts';
import { quotedIn } from './quoted.ts';

const FEWEST = 3;
const FEWEST_WORDS = 2;
const ONE_OF = /\b(?:one of|either|any of|from the list|among|choose from)\b/i;

/** Demands a quoted text for a JSON value, if all right responses have one of the prompt's quoted texts there. */
export function vocabularyDemands({ rights }: Examples): Demand[] {
  const first = rights[0];
  if (rights.length < FEWEST || first?.shape.form.kind !== 'json') return [];
  const texts = ({ shape }: Example, path: string) =>
    leavesOf(shape.value).flatMap((leaf) => (leaf.path === path ? [leaf.value] : []));
  const paths = new Set(leavesOf(first.shape.value).map(({ path }) => path));
  return [...paths].flatMap((path): Demand[] => {
    const met = new Set(rights.flatMap((right) => texts(right, path)));
    const listed = (right: Example) =>
      texts(right, path).length > 0 &&
      texts(right, path).every((text) => typeof text === 'string' && quotedIn(right.prompt).includes(text));
    if (met.size < FEWEST_WORDS || !rights.every(listed)) return [];
    return [
      {
        name: `${path} is a text that the prompt quotes`,
        sure: allSay(rights, ONLY) || allSay(rights, ONE_OF),
        holds: (prompt, shape) =>
          leavesOf(shape.value).every(
            (leaf) =>
              leaf.path !== path || (typeof leaf.value === 'string' && quotedIn(prompt).includes(leaf.value)),
          ),
      },
    ];
  });
}
