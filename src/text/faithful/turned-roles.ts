import { isGermanic } from './germanic.ts';
import { plainWords, STUB } from './words-of.ts';

const MOST_CLAUSES = 60;
/** Words around a verb that carry no thing: articles, helping verbs, pronouns of things at hand, small numbers. */
const LIGHT = new Set(
  (
    'the a an his her its their our my your this that these those has have had will would can could may might did does do also then now just finally ' +
    'le la les l un une des son sa ses leur leurs a ont avait avaient va vont aussi alors ne el los las una unos unas su sus ha han había il lo gli i uno ' +
    'o os as um uma seu sua foi two three four five six seven eight nine ten deux trois quatre cinq dos tres cuatro cinco due tre quattro dois duas'
  ).split(' '),
);
/** Words that part what stands on their two sides: prepositions, joints, a passive. Whoever does what is read between them only. */
const PARTS = new Set(
  (
    'and or but of in on at to for from with by about over under near as than like because while when who which that is was are were be been being not no ' +
    'et ou mais de du d des en dans sur pour avec par à au aux vers contre qui que est était sont fut été ne pas y o e pero con por para del al desde es era fue son ' +
    'ser sido non di da dal della nel nella su per che è sono stato em no na do dos das pelo pela é ser foi não meets met marries married equals resembles plus und'
  ).split(' '),
);

/**
 * Prepares a check whether who does something and whom it is done to have changed places around the same verb: "the river flooded two
 * villages" and "two villages flooded the river". Only of languages in which the order says which is which, and only where nothing but
 * articles and helping verbs stands between the three words.
 */
export function prepareTurnedRolesCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => boolean {
  if (references.some(isGermanic)) return () => false;
  const wanted = new Set(references.flatMap(triples).map(([one, verb, other]) => `${other} ${verb} ${one}`));
  const said = new Set([...references, ...known].flatMap(triples).map((words) => words.join(' ')));
  return (text) => triples(text).some((words) => wanted.has(words.join(' ')) && !said.has(words.join(' ')));
}

/** Three words with content one behind another, in each clause. */
function triples(text: string): [one: string, verb: string, other: string][] {
  return text
    .split(/[.,;:!?()\n]+/)
    .slice(0, MOST_CLAUSES)
    .flatMap((clause) => {
      const words = plainWords(clause).filter((word) => !LIGHT.has(word));
      return words.slice(2).flatMap((other, at): [string, string, string][] => {
        const three = [words[at]!, words[at + 1]!, other];
        if (three.some((word) => PARTS.has(word) || word.length < 3)) return [];
        const [one, verb, last] = three.map((word) => word.slice(0, STUB));
        return one === last ? [] : [[one!, verb!, last!]];
      });
    });
}
