import { rootOf, wordsOf } from './words-of.ts';

const NEGATIONS = new Set(
  (
    '0 rarely seldom hardly barely scarcely kaum selten rarement raramente apenas ' +
    'not no never none nobody nothing neither nor cannot without ' +
    'nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne ' +
    'pas rien guère nul nulle jamais aucun aucune personne sans sin nunca jamás ningún ninguna ninguno nadie nada ' +
    'non mai nessuno nessuna niente nulla senza não nem nenhum nenhuma ninguém geen niet nooit niemand ' +
    'не нет никогда никто ничего без ні не ikke inte ei nie bez'
  ).split(' '),
);
const NEGATED_VERB = /n['’]t$/i;
const LIGHT = new Set(
  (
    'a an the any been be being was were is are am has have had do does did will would can could may might should must to of in on at it ' +
    'one ein eine einen einem einer der die das den dem des war waren wurde wurden ist sind hat haben zu un une des le la les de du été est sont ' +
    'el los las una es son ha han fue lo il gli è o os as um uma foi het een was'
  ).split(' '),
);
/** Words behind a negation that it may be about, and how far a negation reaches. */
const REACH = 3;

interface Marked {
  readonly root: string;
  readonly negated: boolean;
}

/** Whether a word denies what follows it, in the languages that are known here. */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(word.toLowerCase()) || NEGATED_VERB.test(word);
}

/** Every content word, with whether a negation stands close before it. German and French negate behind the verb: both sides count. */
function marked(text: string): Marked[] {
  const words = wordsOf(text);
  let behind = Number.POSITIVE_INFINITY;
  return words.flatMap((word) => {
    if (isNegation(word)) {
      behind = 0;
      return [];
    }
    if (LIGHT.has(word.toLowerCase())) return [];
    behind += 1;
    return [{ root: rootOf(word), negated: behind <= REACH }];
  });
}

const IMPLIES =
  /^(?:refus|declin|reject|fail|lack|unable|unwilling|deni|deny|prevent|avoid|stop|without|weiger|ablehn|abgelehnt|verhinder|nég|neg[óa]|rechaz|rifiut|recus|impid|empêch)/;

/** What somebody refuses to do, or fails to, is not done: another wording says so with a negation. */
function impliedly(text: string): Marked[] {
  let behind = Number.POSITIVE_INFINITY;
  return wordsOf(text).flatMap((word) => {
    if (IMPLIES.test(word.toLowerCase())) behind = 0;
    else if (!LIGHT.has(word.toLowerCase())) behind += 1;
    return behind > 0 && behind <= REACH ? [{ root: rootOf(word), negated: true }] : [];
  });
}

/** Chinese and Japanese negate inside words: a text with the characters of a reference has its negations or one more, or one less. */
const UNSPACED = /(?<!不)不(?![但仅仅过])|没有?|未|ません|ない|なかった|なく|ず(?=[、。に])/gu;
const HAN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]/gu;
const SHARED = 0.65;

function prepareUnspaced(references: readonly string[]): (text: string) => boolean {
  const sets = references.map((text) => ({ text, letters: new Set(text.match(HAN) ?? []) }));
  if (sets.some(({ letters }) => letters.size < 4)) return () => false;
  const count = (text: string) => text.match(UNSPACED)?.length ?? 0;
  const counts = new Set(references.map(count));
  return (text) => {
    if (counts.has(count(text))) return false;
    const own = new Set(text.match(HAN) ?? []);
    return sets.some(
      ({ letters }) =>
        [...own].filter((letter) => letters.has(letter)).length > SHARED * Math.max(own.size, letters.size),
    );
  };
}

function negations(text: string): number {
  return wordsOf(text).filter(isNegation).length;
}

/** First content word behind each negation. */
function heads(text: string): string[] {
  const found: string[] = [];
  let open = false;
  for (const word of wordsOf(text)) {
    if (isNegation(word)) open = true;
    else if (open && !LIGHT.has(word.toLowerCase())) {
      found.push(rootOf(word));
      open = false;
    }
  }
  return found;
}

interface Uses {
  readonly negated: number;
  readonly all: number;
}

/** How often each word is said, and how often behind a negation. */
function usesOf(text: string): ReadonlyMap<string, Uses> {
  const uses = new Map<string, Uses>();
  for (const { root, negated } of marked(text)) {
    const before = uses.get(root) ?? { negated: 0, all: 0 };
    uses.set(root, { negated: before.negated + (negated ? 1 : 0), all: before.all + 1 });
  }
  return uses;
}

/** How sure it is that a text is turned: it denies something or asserts something, or does both. */
export type Turned = 'one' | 'both';

/**
 * Prepares a check whether a text denies what every known text says, or says what every known text denies: the word behind its
 * negation stands there without one, or the word behind theirs stands here without one. It has then more negations than they
 * have, or fewer.
 * @param known references, and the source where it is in the same language
 */
export function prepareNegationCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string) => Turned | null {
  const said = new Map<string, { plain: boolean; negated: boolean }>();
  for (const text of [...references, ...known])
    for (const { root, negated } of [...marked(text), ...impliedly(text)]) {
      const entry = said.get(root) ?? { plain: false, negated: false };
      said.set(root, { plain: entry.plain || !negated, negated: entry.negated || negated });
    }
  const denied = references.map((text) => new Set(heads(text)));
  const always = [...(denied[0] ?? [])].filter(
    (root) => denied.every((set) => set.has(root)) && !said.get(root)?.plain,
  );
  const uses = references.map(usesOf);
  // "Is not running, but the buses are running": one of two uses is denied.
  const halves = [...(uses[0] ?? [])].filter(
    ([root, { negated, all }]) =>
      negated > 0 &&
      negated < all &&
      uses.every((set) => set.get(root)?.negated === negated && set.get(root)?.all === all),
  );
  const counts = references.map((text) => negations(text));
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const isTurned = prepareUnspaced(references);
  return (text) => {
    if (isTurned(text)) return 'both';
    const own = marked(text);
    const count = negations(text);
    const denies = heads(text).some((root) => {
      const entry = said.get(root);
      return entry?.plain === true && !entry.negated;
    });
    const asserts = always.some((root) => {
      const uses = own.filter((word) => word.root === root);
      return uses.length > 0 && uses.every((word) => !word.negated);
    });
    const here = halves.length > 0 ? usesOf(text) : new Map<string, Uses>();
    const isHalf = (isLess: boolean) =>
      halves.some(([root, wanted]) => {
        const now = here.get(root);
        return (
          now?.all === wanted.all && (isLess ? now.negated < wanted.negated : now.negated > wanted.negated)
        );
      });
    // A negation that moved from one thing to another leaves their number as it is.
    if (denies && asserts) return 'both';
    if ((isHalf(true) && count < fewest) || (isHalf(false) && count > most)) return 'both';
    return (denies && count > most) || (asserts && count < fewest) ? 'one' : null;
  };
}
