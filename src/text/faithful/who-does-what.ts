import { ARTICLES, hasContent } from './content-words.ts';
import { STUB } from './words-of.ts';

const BY = new Set(['by', 'par', 'por']);
const PARTICIPLE = /(?:ed|en|n|t|é|ée|és|ées|ado|ada|ados|adas|ido|ida)$/;

/**
 * Prepares a check whether who does something and whom it is done to are exchanged: "acquired X" for "acquired by X".
 * @param known the words of texts that are right @returns the check of the words of another text
 */
export function prepareExchangedRolesCheck(
  known: readonly (readonly string[])[],
): (words: readonly string[]) => boolean {
  const roles = known.map(rolesIn);
  const agents = new Set(roles.flatMap((one) => [...one.agents]));
  const objects = new Set(roles.flatMap((one) => [...one.objects]));
  return (words) => {
    const own = rolesIn(words);
    const turned = (pairs: ReadonlySet<string>, here: ReadonlySet<string>, there: ReadonlySet<string>) =>
      [...pairs].some((pair) => there.has(pair) && !here.has(pair));
    return turned(own.agents, agents, objects) || turned(own.objects, objects, agents);
  };
}

/** Who does something ("acquired by X") and whom it is done to ("acquired X"), as verb and name. */
function rolesIn(words: readonly string[]): { agents: ReadonlySet<string>; objects: ReadonlySet<string> } {
  const agents = new Set<string>();
  const objects = new Set<string>();
  for (const [index, word] of words.entries()) {
    if (!hasContent(word)) continue;
    const isPassive = words[index - 1] === 'be' || words[index - 2] === 'be' || words[index - 3] === 'be';
    const isBy = BY.has(words[index + 1] ?? '');
    if (isBy ? !isPassive || !PARTICIPLE.test(word) : isPassive) continue;
    let at = index + (isBy ? 2 : 1);
    while (ARTICLES.has(words[at] ?? '')) at += 1;
    const name = words[at];
    if (name !== undefined && hasContent(name))
      (isBy ? agents : objects).add(`${word.slice(0, STUB)} ${name}`);
  }
  return { agents, objects };
}
