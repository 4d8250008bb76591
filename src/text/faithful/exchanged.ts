import { listedWords } from './listed.ts';
import { plainWords } from './words-of.ts';

const MOST_WORDS = 300;
const LONGEST_PHRASE = 4;
const STUB = 5;
const EDGE = '\u0001';
/** Between two things that may change places: a list, or a relation that holds both ways. */
const EITHER_WAY = new Set(
  (
    'and or und oder et ou y o e und sowie plus with mit avec con com met meets married marries near next to beside opposite close by be ' +
    'like as same equals equal resembles versus vs against gegen contre contra neben bei near of from between the a an also both'
  ).split(' '),
);
const COPULA = new Set(
  'is was are were be been being ist war sind waren est était sont es era son è fu sono foi é'.split(' '),
);
const BY = new Set(['by', 'par', 'por']);
const PARTICIPLE = /(?:ed|en|n|t|é|ée|és|ées|ado|ada|ados|adas|ido|ida)$/;
/** Words that open a phrase which may stand in several places of a sentence. */
const MOVES = new Set(
  (
    'in on at to for from with by of after before during since until about over under near because when while if as last next this yesterday today tomorrow ' +
    'nach vor in im an am auf mit von vom zu zum zur bei beim für durch seit während gegen über unter aus um ab wegen trotz gestern heute morgen dann dort hier jetzt auch noch ' +
    'à en dans sur pour avec sans depuis pendant après avant chez hier demain dès por para con sin desde durante tras ayer hoy su per da dopo prima ieri oggi na no em com'
  ).split(' '),
);
const GERMANIC = /(?<!\p{L})(?:der|die|das|und|ist|nicht|den|dem|het|een|och|är|ein|eine)(?!\p{L})/iu;
const ARTICLES = new Set(
  'the a an der die das dem den des ein eine einem einer einen le la les l un une el los las una il lo gli i o os as um uma de het een'.split(
    ' ',
  ),
);
/** Words of three letters without content. */
const SHORT = new Set(
  (
    'who all any one out off per via now not but nor yet too has had its his her our she him you was are for get got put let may can did own few new old way ' +
    'day set say see use how why ago due end ich wir ihr ihm ihn uns sie hat vor bei zum zur aus mit von wie was wer war ist und der die das den dem des ' +
    'ein nur nun tag neu als bis ins ihr fût eux lui ils par sur les des une est pas que qui son ses sa tes mes nos vos leur ont ait dès peu bon car ' +
    'los las una uno por con sin del más muy son fue era sus mis tus hay han sea ser día dos che non gli dei del per con una uno tra fra suo sua lui lei dal nel ' +
    'sul più ciò mai poi già era ora com por não uma dos das nos nas seu sua foi são mas até bem het een van met aan bij uit wel nog dan dat der den det och ett'
  ).split(' '),
);
/** Articles that say nothing of who does what, as the German ones do. */
const NEUTRAL_ARTICLES = new Set(['the', 'a', 'an', 'le', 'la', 'l', 'el', 'il', 'lo']);

const NUMBERS = new Set('two six ten deux six dix zwei elf dos tres seis diez due tre sei'.split(' '));
const WEAK = new Set('that which who whom whose this these those dass qui que che welche welcher'.split(' '));

interface Phrase {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  readonly context: string;
}

/**
 * Prepares a check whether two things of a reference have changed places in a text: each of them stands where the other one should, between
 * the same words; or who does something and whom it is done to are exchanged ("acquired" and "acquired by").
 * A paraphrase puts things into other surroundings and is none: places between words without content tell something only of a text
 * that is close to a reference otherwise.
 */
export function prepareExchangeCheck(
  references: readonly string[],
  known: readonly string[],
): (text: string, isClose: boolean) => boolean {
  const wanted = references.map((text) => foldedWords(text));
  const phrases = wanted.map(phrasesOf);
  const contexts = new Set(
    [...wanted, ...known.map(foldedWords)].flatMap((words) => phrasesOf(words).map(placed)),
  );
  const roles = [...references, ...known].map((text) => rolesIn(foldedWords(text)));
  const agents = new Set(roles.flatMap((one) => [...one.agents]));
  const objects = new Set(roles.flatMap((one) => [...one.objects]));
  const isGermanic = references.some((text) => GERMANIC.test(text));
  const lists = references.map(listedWords);
  const names = references.map((text) => preparedNames(text, [...references, ...known]));
  return (text, isClose) => {
    const words = foldedWords(text);
    const own = rolesIn(words);
    for (const pair of own.agents) if (objects.has(pair) && !agents.has(pair)) return true;
    for (const pair of own.objects) if (agents.has(pair) && !objects.has(pair)) return true;
    if (names.some((pair) => isRenamed(text, pair))) return true;
    const said = phrasesOf(words);
    return phrases.some((list, index) =>
      isExchanged(said, list, wanted[index]!, contexts, isGermanic, isClose, lists[index]!),
    );
  };
}

function isExchanged(
  said: readonly Phrase[],
  wanted: readonly Phrase[],
  words: readonly string[],
  contexts: ReadonlySet<string>,
  isGermanic: boolean,
  isClose: boolean,
  lists: readonly ReadonlySet<string>[],
): boolean {
  const here = new Map<string, Phrase[]>();
  for (const phrase of wanted) here.set(phrase.context, [...(here.get(phrase.context) ?? []), phrase]);
  const places = new Set(said.map(placed));
  const byKey = new Map<string, Phrase[]>();
  for (const phrase of wanted) byKey.set(phrase.key, [...(byKey.get(phrase.key) ?? []), phrase]);
  for (const phrase of said) {
    if (contexts.has(placed(phrase))) continue;
    for (const right of here.get(phrase.context) ?? []) {
      if (right.key === phrase.key) continue;
      for (const home of byKey.get(phrase.key) ?? []) {
        if (home.from < right.to && right.from < home.to) continue;
        if (home.context === right.context || isEitherWay(words, home, right)) continue;
        if (lists.some((list) => isIn(list, words, home) && isIn(list, words, right))) continue;
        if (MOVES.has(words[home.from]!) || MOVES.has(words[right.from]!)) continue;
        if (!isClose && !isTelling(home) && !isTelling(right)) continue;
        if (isGermanic && isAroundVerb(words, home, right)) continue;
        const moved = `${right.key}|${home.context}`;
        if (places.has(moved) && !contexts.has(moved)) return true;
      }
    }
  }
  return false;
}

/** The names and numbers of a reference with the word in front of each, and every such pair that is known. */
interface Names {
  readonly fronts: ReadonlyMap<string, string>;
  readonly known: ReadonlySet<string>;
}

const FRONTED =
  /(?<!\p{L})(?<front>\p{L}{2,})(?:\s(?:the|der|die|das|la|le|el))?\s(?<name>\p{Lu}[\p{L}'’-]{2,}|\d[\d.,]*)/gu;

function preparedNames(reference: string, known: readonly string[]): Names {
  const fronts = new Map<string, string>();
  for (const [name, front] of fronted(reference)) fronts.set(name, fronts.has(name) ? '' : front);
  const pairs = known.flatMap((text) => fronted(text).map(([name, front]) => `${front} ${name}`));
  return { fronts, known: new Set(pairs) };
}

/** "In Northwood by the retailer Leeds" for "by the retailer Northwood in Leeds": two names have each other's word in front. */
function isRenamed(text: string, { fronts, known }: Names): boolean {
  const said = fronted(text).filter(
    ([name, front]) => fronts.has(name) && fronts.get(name) !== front && !known.has(`${front} ${name}`),
  );
  return said.some(([one, before]) =>
    said.some(
      ([other, beside]) =>
        one !== other &&
        !(MOVES.has(before) && MOVES.has(beside)) &&
        fronts.get(other) === before &&
        fronts.get(one) === beside,
    ),
  );
}

function fronted(text: string): [name: string, front: string][] {
  return Array.from(text.slice(0, 20_000).matchAll(FRONTED), ({ groups }): [string, string] => [
    groups!.name!.toLowerCase().replace(/[.,]+$/, ''),
    groups!.front!.toLowerCase(),
  ]).filter(([, front]) => !EITHER_WAY.has(front) && !ARTICLES.has(front));
}

/**
 * Around a lone verb the Germanic languages put two things in either order, but for those whose article is the same for who does it and
 * whom it is done to. Around a preposition ("von Montag auf Donnerstag") they do not.
 */
function isAroundVerb(words: readonly string[], one: Phrase, other: Phrase): boolean {
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  const between = words.slice(left.to, right.from);
  if (between.length >= 3 || (hasDie(words, one) && hasDie(words, other))) return false;
  return !between.some((word) => MOVES.has(word));
}

function isIn(list: ReadonlySet<string>, words: readonly string[], { from, to }: Phrase): boolean {
  return words.slice(from, to).every((word) => list.has(word));
}

/** "Die" and "das" are the same for who does it and whom it is done to: there the order tells. */
function hasDie(words: readonly string[], { from }: Phrase): boolean {
  return /^(?:die|das)$/.test(words[from - 1] ?? '');
}

/** Whether a number, or a place between words of content: "in _ is" and "from _." fit anything. */
function isTelling({ key, context }: Phrase): boolean {
  if (/\d/.test(key) || NUMBERS.has(key)) return true;
  return context
    .split(' ')
    .some((word) => word === 'near' || (hasContent(word) && !WEAK.has(word) && !MOVES.has(word)));
}

function placed({ key, context }: Phrase): string {
  return `${key}|${context}`;
}

function isEitherWay(words: readonly string[], one: Phrase, other: Phrase): boolean {
  const [left, right] = one.from < other.from ? [one, other] : [other, one];
  const between = words.slice(left.to, right.from);
  // "In Oslo in 1950" is "in 1950 in Oslo".
  if (between.length === 1 && between[0] === words[left.from - 1] && MOVES.has(between[0]!)) return true;
  return between.length <= 5 && between.every((word) => EITHER_WAY.has(word));
}

/** Every run of up to four words with content at its ends, and the word on either side. */
function phrasesOf(words: readonly string[]): Phrase[] {
  const phrases: Phrase[] = [];
  for (let from = 0; from < words.length; from += 1)
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_PHRASE); to += 1) {
      if (!hasContent(words[to - 1]!) || !words.slice(from, to).some(hasContent)) continue;
      const key = words
        .slice(from, to)
        .map((word) => word.slice(0, STUB))
        .join(' ');
      phrases.push({
        key,
        from,
        to,
        context: `${wordBefore(words, from).slice(0, STUB)} ${(words[to] ?? EDGE).slice(0, STUB)}`,
      });
    }
  return phrases;
}

/** The article in front is the phrase's own: "The Copper Pot" and "Raja Cuisine" may change places. */
function wordBefore(words: readonly string[], from: number): string {
  const at = NEUTRAL_ARTICLES.has(words[from - 1] ?? '') ? from - 2 : from - 1;
  return words[at] ?? EDGE;
}

function hasContent(word: string): boolean {
  return (
    word !== 'be' &&
    !ARTICLES.has(word) &&
    !EITHER_WAY.has(word) &&
    (word.length > 3 || (word.length === 3 && !SHORT.has(word)) || /\d/.test(word) || NUMBERS.has(word))
  );
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

function foldedWords(text: string): string[] {
  return plainWords(text)
    .slice(0, MOST_WORDS)
    .map((word) => (COPULA.has(word) ? 'be' : word));
}
