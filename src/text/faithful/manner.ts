/** Ways of saying something without standing for it. */
export type MannerFault = 'asks' | 'denies-all' | 'alternatives' | 'hedges';

const DENIES_ALL =
  /\b(?:it is|it's|this is|that is) (?:false|untrue|not true|not the case|wrong|a lie|a myth|incorrect) that\b|\bnobody (?:says|believes|claims) that\b|\b(?:es ist|das ist) (?:falsch|nicht wahr|gelogen|eine lüge)\W{1,2}dass\b|\b(?:il est faux|ce n['’]est pas vrai|il n['’]est pas vrai) que\b|\b(?:es falso|no es verdad|no es cierto) que\b|\b(?:è falso|non è vero) che\b|\b(?:é falso|não é verdade) que\b/iu;
const HEDGES =
  /\b(?:perhaps|maybe|possibly|or perhaps|or maybe|vielleicht|peut-être|quizás?|tal vez|forse|talvez)\b/giu;
const SLASHED = /(?<!\p{L})\p{L}{2,}\/\p{L}{2,}/gu;
/** Of these one alone may be the style of a text; more are guesses. */
const FEW = 2;

/**
 * Prepares a check whether a text says what it says as a question, as false, as a guess, or as several things at once ("rejected/accepted"),
 * which no known text does.
 */
export function prepareMannerCheck(known: readonly string[]): (text: string) => MannerFault | null {
  const all = known.join('\n');
  const mayAsk = all.includes('?') || all.includes('？');
  const mayDeny = DENIES_ALL.test(all);
  const [hedges, slashes] = [count(all, HEDGES), count(all, SLASHED)];
  return (text) => {
    if (!mayAsk && /[?？]/.test(text) && !/[.!。](?:\s|$)/.test(text.replace(/\b\p{L}{1,3}\.\s/gu, ' ')))
      return 'asks';
    if (!mayDeny && DENIES_ALL.test(text)) return 'denies-all';
    if (count(text, SLASHED) >= slashes + FEW) return 'alternatives';
    return count(text, HEDGES) >= hedges + FEW ? 'hedges' : null;
  };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
