import { parseStrictJson } from './strict-json.ts';

/** A right answer that has parts, which may be written in other orders or with other marks between them. */
export type StructuredAnswer =
  /** Who is, has or does what: the order of the pairs says nothing. */
  | { readonly form: 'pairs'; readonly pairs: ReadonlyMap<string, string> }
  /** Things one after another. `ordered` is false where the question asks for no order. */
  | { readonly form: 'list'; readonly items: readonly string[]; readonly ordered: boolean };

const LONGEST = 600;
const MOST_PARTS = 40;
/** A question about the order of things. */
export const ASKS_ORDER =
  /\b(?:order(?:ed|ing)?|arrange|sort(?:ed)?|rank(?:ed|ing)?|ascending|descending|chronological\w*|alphabetical\w*|sequence|from (?:\w+ ){1,3}to|first to last|(?:came|was|is|finish\w*|arriv\w*) first|first,? (?:and )?second|(?:left|top) to (?:right|bottom)|respectively|reihenfolge|rangfolge|ordne|sortier\w*|aufsteigend|absteigend|von (?:\w+ ){1,2}nach|ordre|class(?:e|ez|er|ement)|rang(?:e|ez|er)|de (?:la )?gauche (?:à|vers)|du plus|orden|ordena\w*|de izquierda|de (?:mayor|menor|más)|ordine|ordina\w*|ordem|da esquerda|kolejno\w*|sıra\w*|volgorde)\b|порядк|располож|слева направо|顺序|順序|排序|排列|名次|从.{1,6}到|順に|順番|並べ|순서|차례/iu;
const BLANKS = /_{2,}|\bfill\b|\bblanks?\b|ausfüllen|compl[eé]t/iu;
const ASKS_SET =
  /\b(?:who|which|what|name|list|give|find|all|both|two|three|wer|welche\w*|nenne|qui|quel(?:le)?s?|quién(?:es)?|cuál(?:es)?|chi|quali|quais)\b|谁|哪|誰|どれ/iu;
const BETWEEN_PAIRS = /\s*(?:[;\n；]|,(?!\d)|[、，]|\band\b|\bund\b|\bet\b|\by\b)\s*/u;
const PAIR =
  /^(?:and\s+)?([^:=：→]{1,40}?)\s*(?:[:=：→]|->|–|—|\s-\s|(?<!\p{L})(?:is|are|has|owns|gets|takes|ist|hat|est|es|tiene|è|é|tem)(?!\p{L}))\s*(?:an? |the |ein(?:e|en)? |une? |el |la |le )?([^:=：→]{1,40})$/iu;
const BETWEEN_ITEMS = /\s*(?:[,;、，；>→\n]|->|＞)\s*/u;

/**
 * @param reference the right answer
 * @param prompt says whether an order is asked for
 * @returns its parts, or null where it has none that could stand in another form
 */
export function structuredAnswer(reference: string, prompt: string): StructuredAnswer | null {
  const text = reference.trim().replace(/\.$/, '');
  if (text.length > LONGEST || text === '') return null;
  return pairsIn(text) ?? listIn(text, prompt.slice(-4_000));
}

/** Small letters, one space between words, no quotes and marks around. */
export function plainPart(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*_`"“”„«»]/g, '')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/^[\s'(.,:;-]+|[\s').,:;-]+$/g, '');
}

function pairsIn(text: string): StructuredAnswer | null {
  const entries = text.startsWith('{') ? entriesOfObject(text) : entriesOfText(text);
  if (!entries || entries.length < 2 || entries.length > MOST_PARTS) return null;
  const plain = entries.map(([key, value]): [string, string] => [plainPart(key), plainPart(value)]);
  const pairs = new Map(plain);
  const named = plain.every(
    ([key, value]) =>
      (/\p{L}/u.test(key) || (/^\d{1,2}$/.test(key) && /\p{L}/u.test(value))) &&
      value !== '' &&
      words(key) <= 3 &&
      words(value) <= 4,
  );
  return named && pairs.size === entries.length ? { form: 'pairs', pairs } : null;
}

function words(text: string): number {
  return text.split(' ').length;
}

function entriesOfObject(text: string): [string, string][] | null {
  const read = parseStrictJson(text);
  if (
    !('value' in read) ||
    typeof read.value !== 'object' ||
    read.value === null ||
    Array.isArray(read.value)
  )
    return null;
  const entries = Object.entries(read.value);
  if (!entries.every(([, value]) => typeof value === 'string' || typeof value === 'number')) return null;
  return entries.map(([key, value]) => [key, String(value)]);
}

function entriesOfText(text: string): [string, string][] | null {
  const parts = text.split(BETWEEN_PAIRS).filter((part) => part.trim() !== '');
  const found = parts.map((part) => PAIR.exec(part.trim()));
  return found.every((pair) => pair !== null) ? found.map((pair) => [pair[1]!, pair[2]!]) : null;
}

function listIn(text: string, prompt: string): StructuredAnswer | null {
  if (/[{}]|[([][^()[\]]*,[^()[\]]*[)\]]/.test(text.replace(/^\[(.*)\]$/s, '$1'))) return null;
  const parts = text.split(BETWEEN_ITEMS);
  const items = (parts.length > 1 ? parts : text.split(/\s+/)).map(plainPart);
  if (items.length < 2 || items.length > MOST_PARTS || items.some((item) => item === '')) return null;
  if (items.some((item) => item.split(' ').length > 4)) return null;
  const ordered = ASKS_ORDER.test(prompt) || BLANKS.test(prompt) || /[>→]|->/.test(text);
  if (parts.length > 1 && items.every((item) => /^[-−]?\d+(?:[.,]\d+)*$/.test(item)))
    return { form: 'list', items, ordered: true };
  const distinct = new Set(items).size === items.length;
  if (parts.length === 1) return null;
  if (ordered) return distinct && items.length >= 2 ? { form: 'list', items, ordered } : null;
  return distinct && ASKS_SET.test(prompt) ? { form: 'list', items, ordered } : null;
}
