import { FRAME_WORDS, FUNCTION_WORDS, list, STOP_WORDS } from '../../answers/word-lists.ts';
import { isLike } from '../../text/similar-words.ts';
import type { Alias } from './answer-key.ts';
import type { Likeness } from './quantity.ts';
import type { Question } from './question.ts';
import type { Token } from './tokens.ts';

/** Words that stand with a name and do not make it another one. */
const TITLES = list(
  `mr mr. mrs ms dr doctor sir dame lord lady king queen president prime minister chancellor emperor pope saint st professor
   prof general captain colonel senator governor sen gen capt rev jr sr madame madam monsieur herr frau senor senora hm us rm sm hms uss rms sms`,
);
/** Words that put a name in relation to the one that is meant. */
const RELATIONS = list('before after between during with from for than per');
const ARTICLES = list('le la les el los las der die das den il lo gli');
const DOUBTS = list('maybe perhap possibly possible could might may candidate guess');
const SHORT_NAMES: ReadonlyMap<string, string> = new Map(
  `abe abraham,bill william,will william,bob robert,rob robert,jack john,jim james,jimmy james,joe joseph,tom thomas,dick richard,ted theodore,teddy theodore,mike michael,dave david,dan daniel,ben benjamin,alex alexander,sam samuel,tony anthony,nick nicholas,kate katherine,liz elizabeth,beth elizabeth,meg margaret,maggie margaret,sue susan,fred frederick,ed edward,eddie edward,andy andrew,steve stephen,chris christopher,matt matthew,larry lawrence,harry henry,charlie charles,chuck charles,pete peter,greg gregory,ron ronald,ken kenneth,phil philip,ray raymond,don donald`
    .split(',')
    .map((pair): [string, string] => {
      const [short = '', long = ''] = pair.split(' ');
      return [short, long];
    }),
);

/**
 * Compares a bare name with the wanted one: equal, shortened by a word of the question ("Pacific" for "Pacific Ocean"),
 * a surname or initials of a person who is asked for; or another full name.
 */
export function compareNames(alias: Alias, said: readonly Token[], question: Question): Likeness {
  const isFrame = (word: string) =>
    STOP_WORDS.has(word) ||
    TITLES.has(word) ||
    FRAME_WORDS.has(word) ||
    question.content.has(word) ||
    (question.foreign && FUNCTION_WORDS.has(word)) ||
    asked.some((other) => word.length > other.length && isLike(word, other));
  const asked = [...question.content];
  const words = withoutArticle(said.map((token, at) => ordinalAsNumber(token.text, at)));
  const own = withoutArticle(alias.words.map(ordinalAsNumber));
  const wanted = own.filter((word) => !STOP_WORDS.has(word) || alias.content.length === 0);
  const core = wanted.length > 0 ? wanted : own;
  const spoken = words.filter((word) => !STOP_WORDS.has(word) || core.includes(word));
  if (words.some((word) => (RELATIONS.has(word) || DOUBTS.has(word)) && !own.includes(word)))
    return 'unknown';
  if (core.join(' ') === spoken.join(' ')) return 'same';
  const novel = core.filter((word) => !question.content.has(word) && !TITLES.has(word));
  const given = spoken.filter((word) => !isFrame(word) || novel.includes(word));
  if (novel.length > 0 && novel.join(' ') === given.join(' ')) return 'same';
  if (question.asks === 'who' && isSamePerson(novel.length > 0 ? novel : core, given)) return 'same';
  if (alias.proper && isAnotherNumber(core, spoken)) return 'different';
  const isFullName = alias.proper && core.length >= 2 && alias.numbers.length === 0;
  const isOther = given.every((word) => !core.includes(word));
  const capitals = said.filter(({ text, capital }, at) => given.includes(text) && (capital || at === 0));
  return isFullName && isOther && given.length >= 2 && given.length <= 5 && capitals.length === given.length
    ? 'different'
    : 'unknown';
}

function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && ARTICLES.has(words[0]!) ? words.slice(1) : words;
}

const ONE_LETTER: ReadonlyMap<string, string> = new Map([
  ['i', '1'],
  ['v', '5'],
  ['x', '10'],
]);

/** "Charles the Third" is Charles III. */
function ordinalAsNumber(word: string, at: number): string {
  if (/^#\d+$/.test(word)) return word.slice(1);
  return at > 0 ? (ONE_LETTER.get(word) ?? word) : word;
}

/** "Charles II" for "Charles III", "Apollo 12" for "Apollo 11": one name with another number. */
function isAnotherNumber(core: readonly string[], spoken: readonly string[]): boolean {
  const plain = (words: readonly string[]) =>
    words.filter((word) => !TITLES.has(word)).map((word) => (/^-?\d+$/.test(word) ? '#' : word));
  const [left, right] = [plain(core), plain(spoken)];
  return (
    left.length >= 2 && left.filter((word) => word === '#').length === 1 && left.join(' ') === right.join(' ')
  );
}

/** "V. van Gogh", "Van Gogh", "Abe Lincoln": the surname, and nothing that another first name would be. */
function isSamePerson(wanted: readonly string[], given: readonly string[]): boolean {
  if (wanted.length < 2 || given.length === 0 || given.at(-1) !== wanted.at(-1)) return false;
  if (/^\d/.test(wanted.at(-1)!)) return false;
  const before = given.slice(0, -1);
  const names = wanted.slice(0, -1);
  return before.every((word, at) => {
    const index = names.length - before.length + at;
    const name = names[at === 0 ? 0 : index] ?? '';
    return (
      names.includes(word) ||
      SHORT_NAMES.get(word) === name ||
      (word.length === 1 && name.startsWith(word)) ||
      (word.length <= 3 && word === names.map((part) => part[0]).join(''))
    );
  });
}
