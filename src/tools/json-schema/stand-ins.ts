import { whyOnlyTalk } from '../../text/empty-talk/empty-talk.ts';

/** From how many texts on half of them standing in for something make the document empty. */
export const MOST_STAND_INS = 4;

const STAND_INS =
  /^(?:string|str|text|value|number|integer|int|boolean|array|object|\.{2,}|…|-+|\?+|tbd|todo|placeholder|example|dummy|sample|xxx*|yyy*|zzz*|x|y|z|foo|bar|baz|qux|test|abc|asdf|qwerty|lorem\b.*|<[^<>]{1,60}>|\[[^[\]]{1,60}\]|\{+[^{}]{1,60}\}+|(?:your|insert|enter|some|any) [\w ]{1,40}(?: here)?|[\w ]{1,40} (?:here|goes here))$/i;
const NUMBERED = /^(.{1,40}?)(?:[ _-]?\d{1,3}|[ _-](?:[a-z]|one|two|three|four|five))$/i;
/** Keys whose value is a sentence or more, so that "ok" is none. */
const PROSE_KEY =
  /reason|explanation|description|summary|comment|text|content|title|rule|step|ingredient|instruction|body|message|note|name/i;
const NO_WORDS: ReadonlySet<string> = new Set();

/** Words with which a document says that a value is not given. */
export const NOT_KNOWN =
  /^(?:n\/?a|none|null|nil|unknown|not (?:available|known|specified|given)|undefined)$/i;

/**
 * @param key the key that the text stands under
 * @returns whether a text of a document stands in for a value: it is blank, a placeholder, its own key ("title", "Recipe title",
 * "ingredient 2"), talk about the task, or the request said back
 */
export function isStandIn(text: string, key: string, prompt: string): boolean {
  if (text === '' || STAND_INS.test(text)) return true;
  if (namesKey(text, key)) return true;
  const why = whyOnlyTalk(text, { prompt, mayEcho: false, words: NO_WORDS });
  return (
    why !== null && (text.split(/\s+/).length > 2 || why === 'words about the text' || PROSE_KEY.test(key))
  );
}

function namesKey(text: string, key: string): boolean {
  if (key.length < 3) return false;
  const plain = folded(text);
  const name = folded(key);
  const names = [name, name.replace(/s$/, ''), name.replace(/es$/, ''), name.replace(/ies$/, 'y')];
  const base = folded(NUMBERED.exec(plain)?.[1] ?? plain);
  return names.some(
    (one) =>
      base === one ||
      (base.endsWith(` ${one}`) &&
        base.split(' ').length <= one.split(' ').length + 1 &&
        /^[a-z]/.test(text) === false),
  );
}

function folded(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[_\-\s]+/g, ' ')
    .trim();
}
