import { clip } from '../clip.ts';
import type { Option } from './options.ts';
import { plain } from './plain.ts';

/** What stands between two options of a sentence, with the word for "or" of the languages people ask in. */
const OR = String.raw`(?:or|oder|ou|o|u|ou bien|или|vs\.?|versus)`;
const BETWEEN = new RegExp(
  String.raw`\s*[,;|/、，；]\s*(?:(?:${OR}|and|und|et|y|e|и)\s+)?|\s+${OR}\s+|\s*(?:或者?|還是|还是|または|それとも|또는|혹은)\s*`,
  'giu',
);
const OFFERS = new RegExp(
  String.raw`[|/]|(?<![\p{L}])${OR}(?![\p{L}])|或|还是|還是|または|それとも|또는|혹은`,
  'iu',
);
/** A list behind such a word needs no "or". */
const HEADED =
  /\b(?:options|labels|categories|classes|choices|one of|among|kategorien|klassen|étiquettes|catégories|etiquetas|categorías)\b[^.?!\n]{0,40}$|(?:类别|选项|标签|分类|ラベル|選択肢|カテゴリ)[^。？！\n]{0,12}$/i;
const ASKS =
  /[?？]|\b(?:classif|label|categor|choos|select|pick|decid|determin|answer|respond|repl|identif|say|state|tell|whether|one of|sentiment|is it|entscheid|klassifizier|ordne|wähl|antwort|bestimm|gib|choisi|class|répond|indique|dis|clasific|elig|respond|indica|di|scegli|rispondi|classifica)\w*|分类|判断|选择|回答|从|分類|選|答え|判定|분류|선택|대답/iu;
/** In brackets behind such a word, the names between commas are all there are. */
const SORTS =
  /\b(?:classif|categor|label|tag|topic|intent|sentiment|assign|route|rate|detect|mark|department|genre|emotion|tone|priority|klassifizier|ordne|zuordn|kategor|abteilung|thema|class|étiquet|thème|clasific|etiquet|tema|classific)\p{L}*/iu;
const ENCLOSED = /[([{【]\s*$/u;
const COMMA = /\s*[,;，；、]\s*(?:(?:or|and|oder|und|ou|et|o|y|e)\s+)?/iu;
const DETERMINER =
  /^(?:(?:an?|the|either|just|only|eine?[nrms]?|der|die|das|une?|le|la|les|un|una|el|los|las|als|as|is it|it is|whether it is)\s+)+/i;
const MARKS = /^[\s"'`“”‘’«»„*_()[\]【】「」]+|[\s"'`“”‘’«»„*_()[\]【】「」.:?!。？！]+$/gu;
/** What goes on with the sentence behind its last option. */
const VERB_BEHIND =
  /\s+(?:is|are|was|were|ist|sind|est|sont|es|son|[\p{L}]+ed by|expresses|contains|ausdrückt|enthält|sentiment|category|label)$/iu;
const ASKING_WORD =
  /^(?:which|who|what|where|when|welche[rs]?|wer|was|wo|qui|quell?e?s?|lequel|laquelle|cuál|quién|qué|quale|chi)\b/i;
const MOST_OPTIONS = 40;
const MOST_WORDS = 6;

/**
 * Reads the options that a sentence of the prompt lists, the reference among them: "positive, negative or neutral",
 * "spam/ham", "Is it a question, a request or a statement?".
 * @returns the options as the sentence names them, without labels; [] where no sentence that asks lists the reference
 */
export function inlineOptions(prompt: string, reference: string): Option[] {
  const wanted = plain(reference);
  if (wanted === '' || wanted.split(' ').length > MOST_WORDS || /^[\d.,%\s-]+$/.test(wanted)) return [];
  const text = clip(prompt, 20_000);
  const lower = text.toLowerCase();
  const spelled = lower.includes(wanted) ? wanted : reference.trim().toLowerCase();
  let at = lower.lastIndexOf(spelled);
  for (let tries = 0; at >= 0 && tries < 12; tries += 1) {
    const options = optionsAround(text, at, wanted);
    if (options.length >= 2) return options.map((option) => ({ label: null, text: option }));
    at = at === 0 ? -1 : lower.lastIndexOf(spelled, at - 1);
  }
  return [];
}

function optionsAround(text: string, at: number, wanted: string): string[] {
  const left = text.slice(Math.max(0, at - 600), at);
  const right = text.slice(at, at + 600);
  const start = left.search(/[^.:!?:。！？\n—([{【«]*$/u);
  const end = right.search(/[.!?。！？\n)\]}】»]|:\s|$/u);
  const list = left.slice(start) + right.slice(0, end);
  const before = left.slice(0, start);
  const sentence = before.slice(before.search(/[^.!?。！？\n]*$/u)) + list + right.slice(end, end + 1);
  const isHeaded = HEADED.test(before.replace(/[\s:([{【]+$/u, ''));
  const enclosed =
    ENCLOSED.test(before) && /^[)\]}】]/u.test(right.slice(end)) && list.split(COMMA).length > 2;
  const sorts = enclosed && SORTS.test(sentence);
  if (!ASKS.test(sentence) && !sorts && !isHeaded) return [];
  if (!sorts && !OFFERS.test(list) && !isHeaded) return [];
  const pieces = fromFirst(list.split(sorts ? COMMA : BETWEEN).map(trimmed), wanted);
  const others = pieces.slice(1, -1);
  const options = pieces.map((piece, index) => {
    if (index === 0)
      return trimmed(lastPart(piece, plain(piece).endsWith(wanted) ? [wanted] : [wanted, ...others]));
    if (index < pieces.length - 1) return piece;
    return plain(piece).startsWith(`${wanted} `)
      ? piece.slice(0, wanted.length)
      : piece.replace(VERB_BEHIND, '');
  });
  const isOption = (option: string) => option !== '' && wordsIn(option) <= MOST_WORDS;
  const known = new Set(options.map(plain));
  return options.length <= MOST_OPTIONS &&
    options.every(isOption) &&
    known.has(wanted) &&
    known.size === options.length
    ? options
    : [];
}

function trimmed(piece: string): string {
  return piece.replace(MARKS, '').replace(DETERMINER, '').replace(MARKS, '');
}

function wordsIn(text: string): number {
  return text.trim().split(/\s+/).length;
}

/** Leaves out what stands before the piece that the first option ends: "Decide, whether it is a | question | request". */
function fromFirst(pieces: readonly string[], wanted: string): readonly string[] {
  const holds = pieces.findIndex((piece) => plain(piece).includes(wanted));
  const first = pieces.findLastIndex((piece, at) => at <= holds && wordsIn(piece) > wordsIn(wanted) + 2);
  const from = Math.max(0, first);
  return pieces.slice(from < holds && ASKING_WORD.test(pieces[from]!) ? from + 1 : from);
}

/** The end of the text before the second option that is as long as the longest of the others. */
function lastPart(text: string, others: readonly string[]): string {
  if (/\p{Script=Han}$/u.test(text)) return text.slice(-Math.max(...others.map((other) => other.length)));
  return text
    .trim()
    .split(/\s+/)
    .slice(-Math.max(...others.map(wordsIn)))
    .join(' ');
}
