import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';
import { isLoremAlone } from '../../text/empty-talk/no-words.ts';

/** From how many texts on half of them standing in for something make the document empty. */
export const MOST_STAND_INS = 3;

const STAND_INS =
  /^(?:string|str|text|value|number|integer|int|boolean|array|object|\.{2,}|…|-+|\?+|tbd|todo|placeholder|example|dummy|sample|xxx*|yyy*|zzz*|x|y|z|foo|bar|baz|qux|test|abc|asdf|qwerty|lorem\b.*|<[^<>]{1,60}>|\[[^[\]]{1,60}\]|\{+[^{}]{1,60}\}+|(?:your|insert|enter|some|any) [\w ]{1,40}(?: here)?|[\w ]{1,40} (?:here|goes here))$/i;
const NUMBERED = /^(.{1,40}?)(?:[ _-]?\d{1,3}|[ _-](?:[a-z]|one|two|three|four|five))$/i;
/** "Person 1", "Task B", "some country": a sort of thing and a number, in place of a thing. */
const GENERIC =
  /^(?:the |an? |some |any )?(?:first |second |third |sample |example |random |generic )?(?:person|people|name|task|item|thing|user|customer|city|town|country|product|option|value|example|company|place|word|title|entry|element|step|rule|point|reason|feature|event|object|author|book|movie|date|address|label|category|field|key|string|number|answer|text|description|sentence|character|ingredient|team|player|animal)s?(?: ?#?\d{1,3}| [a-z]| (?:one|two|three|here|name|title))$|^(?:some|any|random|generic|sample|example|a certain) (?:[a-z]+ )?(?:name|title|person|city|country|place|text|value|description|word|thing|product|item|date|address|author|company)s?$|^(?:sample|example|dummy|generic|placeholder) [a-z]+(?: [a-z]+)?$/i;
/** Last words of keys whose value may well be one letter, and of those whose value may be marks alone. */
const ABOUT_LETTERS = new Set(
  'grade letter answer choice option label initial size symbol variable category code type class rating key note chord id unit element gene section team axis node vertex'.split(
    ' ',
  ),
);
const ABOUT_MARKS = new Set(
  'emoji emojis symbol icon operator mark sign character separator delimiter punctuation bracket brackets mood reaction flag pattern score result time version count amount number value'.split(
    ' ',
  ),
);
/** Keys whose value is a sentence or more, so that "ok" is none. */
export const PROSE_KEY =
  /reason|explanation|description|summary|comment|text|content|title|rule|step|ingredient|instruction|body|message|note|name/i;
const NO_WORDS: ReadonlySet<string> = new Set();

const ASKS_LETTERS =
  /\b(?:letters?|grades?|alphabet|options?|choices?|notes?|chords?|vitamins?|blood|symbols?|variables?|initials?|axes|keys?|elements?|vowels?|consonants?)\b/i;

/** @returns whether several texts are single letters, though the prompt asks for none */
export function areLetters(texts: readonly string[], prompt: string): boolean {
  return texts.length > 1 && texts.every((text) => /^[A-Za-z]$/.test(text)) && !ASKS_LETTERS.test(prompt);
}

/** Words with which a document says that a value is not given. */
export const NOT_KNOWN =
  /^(?:n\/?a|none|null|nil|unknown|unclear|unsure|unspecified|not (?:available|known|specified|given|sure|provided|mentioned|stated|found|applicable)|undefined|undetermined|to be (?:determined|decided|announced|confirmed)|no (?:[a-z]{2,20} )?(?:given|known|available|found|provided|specified|data|information|idea)|(?:i )?(?:do not|don['’]t) know)\.?$/i;

/**
 * @param key the key that the text stands under
 * @returns whether a text of a document stands in for a value: it is blank, a placeholder, its own key ("title", "Recipe title",
 * "ingredient 2"), talk about the task, or the request said back
 */
export function isStandIn(text: string, key: string, prompt: string): boolean {
  const request = prompt.split(/[:"“„«\n]|(?<=\s)['‘](?=\p{L})/u)[0]!;
  if (text === '' || STAND_INS.test(text) || GENERIC.test(text)) return true;
  if (!/\p{L}|[1-9]/u.test(text)) return !ABOUT_MARKS.has(lastWord(key));
  if (/^[A-Za-z]$/.test(text)) return key.length > 1 && !ABOUT_LETTERS.has(lastWord(key));
  if (
    namesKey(text, key, words(request)) ||
    isLoremAlone(
      folded(text)
        .replace(/[^\p{L} ]/gu, '')
        .split(' '),
    )
  )
    return true;
  if (/\s/.test(text) && ` ${words(request)} `.includes(` ${words(text)} `)) return true;
  const why = whyOnlyTalk(text, { prompt: request, mayEcho: false, words: NO_WORDS });
  return (
    why !== null && (text.split(/\s+/).length > 2 || why === 'words about the text' || PROSE_KEY.test(key))
  );
}

function namesKey(text: string, key: string, request: string): boolean {
  if (key.length < 3) return false;
  const plain = folded(text);
  const name = folded(key);
  const names = [name, name.replace(/s$/, ''), name.replace(/es$/, ''), name.replace(/ies$/, 'y')];
  const base = folded(NUMBERED.exec(plain)?.[1] ?? plain);
  return names.some(
    (one) =>
      base === one ||
      (base.startsWith(`${one} `) && OF_A_KEY.test(base.slice(one.length + 1))) ||
      (base.endsWith(` ${one}`) &&
        base.split(' ').length <= one.split(' ').length + 1 &&
        (!/^[a-z]/.test(text) || ` ${request} `.includes(` ${base.split(' ')[0]} `))),
  );
}

/** "Company name" under `company`, "Due date" under `due`. */
const OF_A_KEY =
  /^(?:name|date|value|text|number|title|string|here|goes here|description|info|information|details)$/;

function lastWord(key: string): string {
  return folded(key).split(' ').at(-1)!;
}

/** Words alone, in lower case, with single spaces. */
function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function folded(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-\s]+/g, ' ')
    .trim();
}
