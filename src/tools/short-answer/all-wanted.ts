import { STOP_WORDS } from '../../answers/word-lists.ts';
import { splitReferences } from './references.ts';
import { tokenize } from './tokens.ts';

const COUNT: ReadonlyMap<string, number> = new Map(
  'two three four five six seven eight nine ten'.split(' ').map((word, index) => [word, index + 2]),
);
const MANY =
  /\b(?:which|what|who|name|list|give|state|identify|mention|find)\s+(?:are\s+|were\s+)?(?:me\s+)?(?:the\s+|all\s+|all the\s+|any\s+)?(?:(?:first|last|only|main|primary|largest|biggest|original)\s+)?(two|three|four|five|six|seven|eight|nine|ten|[2-9]|10)\b|\b(two|three|four|five|six)\s+(?:\w+\s+){0,2}(?:are|were|do|did|have|share)\b/i;
const BOTH = /\b(?:name both|which pair|what pair|list both)\b/i;
const ALL =
  /\b(?:list|name|give|state|enumerate|mention)\s+(?:all|every|each)\b|\ball (?:of )?the\b[^.?!]{0,60}\?|\bin order\b/i;

/**
 * How many of several references a right answer names. References are other names for one thing, of which any will do;
 * where the question asks for as many things as there are references ("which two countries"), or for all of them, each
 * is a part of the answer.
 * @returns the parts, each with its names; null where the references are alternatives
 */
export function partsWanted(prompt: string, references: readonly string[]): readonly string[] | null {
  if (references.length === 1) return itemsOf(references[0]!, prompt);
  const distinct = [
    ...new Set(references.map((reference) => reference.trim()).filter((text) => text !== '')),
  ];
  if (distinct.length < 2 || distinct.length > 20) return null;
  const asked = prompt.slice(-600);
  const count = countAsked(asked);
  if (count !== distinct.length && !(count === null && ALL.test(asked))) return null;
  return distinct.some((part, index) => distinct.some((other, at) => at !== index && isNameOf(part, other)))
    ? null
    : distinct;
}

const PLURAL =
  /\b(?:list|name (?:the|all|two|three|both)|(?:what|which) (?:\w{1,20} ){0,3}\w{2,20}s (?:are|were|do|did|have)|(?:what|which|who) are)\b/i;

/** One reference that lists items, where the question asks for several: "red, green, blue". */
function itemsOf(reference: string, prompt: string): readonly string[] | null {
  const asked = prompt.slice(-600);
  const count = countAsked(asked);
  if (reference.length > 300 || /[/()\n:=<>→]|\d,\d{3}/.test(reference)) return null;
  if (count === null && !PLURAL.test(asked) && !ALL.test(asked)) return null;
  const items = reference
    .replace(/\.$/, '')
    .split(/\s*[,;]\s*(?:and\s+)?|\s+(?:and|und|et|y)\s+/)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const isList =
    items.length >= 2 && items.every((item) => item.split(/\s+/).length <= 5 && !/^\d{4}$/.test(item));
  return isList &&
    (count === null ? items.length >= 3 : count === items.length) &&
    new Set(items).size === items.length
    ? items
    : null;
}

function countAsked(prompt: string): number | null {
  if (BOTH.test(prompt)) return 2;
  const match = MANY.exec(prompt);
  const word = (match?.[1] ?? match?.[2])?.toLowerCase();
  return word === undefined ? null : (COUNT.get(word) ?? Number(word));
}

/** "Karl Marx" and "Marx" name one thing: the words of one are words of the other. */
function isNameOf(left: string, right: string): boolean {
  const words = (text: string) =>
    new Set(
      splitReferences([text]).flatMap((name) =>
        tokenize(name)
          .map((token) => token.text)
          .filter((word) => !STOP_WORDS.has(word)),
      ),
    );
  const [own, other] = [words(left), words(right)];
  return own.size > 0 && [...own].every((word) => other.has(word));
}
