import type { JsonValue } from '../../spec/json.ts';
import type { AnswerOption } from '../../spec/query.ts';
import { type Option, parseOptions } from '../../text/choices/options.ts';
import { plain } from '../../text/choices/plain.ts';
import { parsedText } from '../parsed-text.ts';
import { readOptions } from './choices.ts';

const MOST = 500;
/** True: the prompt asks for a letter, even if it lists no letters. */
const ASKS_LETTER = /\bletters?\b|\bbuchstaben?\b|\blettres?\b|\bletras?\b|\blettera\b|букв|字母|文字/i;
/** True: one of several right options is enough. */
const ONE_IS_ENOUGH =
  /\b(?:any one|one of (?:the|them)|name one|give one|pick one|choose one|exactly one|only one)\b/i;

/** The question of a row with a column of options. */
export interface AskedOptions {
  readonly options: AnswerOption[];
  readonly references: string[];
}

/**
 * Joins a column of options with the references of its row. A reference may be the text of an option, its label, or its
 * index (from 0, unless the prompt numbers the options). If the references are different options, all of them are required.
 * @param columns under any of their names; the first in which every reference stands counts
 * @returns null where no column holds the references: it is a column of something else then
 */
export function answerOptions(
  columns: readonly (JsonValue | null | undefined)[],
  references: readonly string[],
  prompt: string,
): AskedOptions | null {
  if (references.length === 0) return null;
  for (const column of columns) {
    const options = column === null || column === undefined ? null : optionsIn(column, prompt);
    const found = options && references.map((reference) => optionsNamed(reference, options, prompt));
    if (!options || !found?.every((names) => names !== null)) continue;
    const all = [...new Set(found.flat())];
    if (all.length === options.length && references.length === all.length) continue;
    const texts = all.map((at) => options[at]!.text);
    const whole =
      texts.length === 1 || ONE_IS_ENOUGH.test(prompt.slice(-4_000)) ? texts : [JSON.stringify(texts)];
    const lettered = references.some((reference) => isLettered(reference, options));
    return { options: lettered ? withLetters(options) : options, references: whole };
  }
  return null;
}

/** The options with the labels that the prompt gives them. */
function optionsIn(column: JsonValue, prompt: string): AnswerOption[] | null {
  const listed = typeof column === 'string' ? splitList(column) : column;
  const read = readOptions(listed);
  if (!read || read.texts.length > MOST) return null;
  const texts = read.texts.map((text) => text.trim());
  if (new Set(texts.map(plain)).size !== texts.length || texts.some((text) => text === '')) return null;
  const shown = parseOptions(prompt);
  const same =
    shown.length === texts.length && texts.every((text) => shown.some((option) => isSame(option, text)));
  if (same)
    return texts.map((text) => ({ label: shown.find((option) => isSame(option, text))!.label, text }));
  const labelled = read.given && !texts.every((text, at) => plain(text) === plain(read.labels[at]!));
  const named = labelled || ASKS_LETTER.test(prompt.slice(-4_000));
  const numbered = texts.map((text, at) => numberBefore(text, [at, at + 1], prompt));
  const labels = numbered.every((label) => label !== null) ? numbered : named ? read.labels : null;
  return texts.map((text, at) => ({ label: labels?.[at] ?? null, text }));
}

/** "yes, no, maybe" or "yes|no" in a cell. */
function splitList(text: string): JsonValue {
  const read = parsedText(text);
  if (typeof read === 'object' && read !== null) return read;
  const mark = ['|', ';', '\n', ','].find((one) => text.includes(one));
  return mark === undefined ? null : text.split(mark).map((part) => part.trim());
}

function isSame(option: Option, text: string): boolean {
  return plain(option.text) === plain(text);
}

/** The number that a prompt puts before a label: "0 = negative", "1: positive", "positive (1)". */
function numberBefore(text: string, numbers: readonly number[], prompt: string): string | null {
  const lower = prompt.slice(0, 20_000).toLowerCase();
  const word = text.toLowerCase();
  for (const number of numbers) {
    const forms = [
      `${number} = `,
      `${number}=`,
      `${number}: `,
      `${number} - `,
      `${number} – `,
      `${number} for `,
      `(${number}) `,
      `${number}) `,
      `${number}. `,
    ];
    if (forms.some((form) => lower.includes(`${form}${word}`))) return String(number);
    if (
      [`${word} (${number})`, `${word} = ${number}`, `${word}=${number}`, `${word}: ${number}`].some((form) =>
        lower.includes(form),
      )
    )
      return String(number);
  }
  return null;
}

/** Whether the row itself calls its options by letters or numbers: who answers then may do so too. */
function isLettered(reference: string, options: readonly AnswerOption[]): boolean {
  const text = reference.trim();
  const isText = options.some((option) => plain(option.text) === plain(text));
  return !isText && (BARE.test(text) || LABELLED.test(text) || SEVERAL.test(text));
}

/** Options without labels of their own, by letters from A. */
function withLetters(options: AnswerOption[]): AnswerOption[] {
  if (options.length > 26 || options.some(({ label }) => label !== null)) return options;
  return options.map(({ text }, at) => ({ label: String.fromCharCode(65 + at), text }));
}

const BARE = /^\(?\[?([A-Za-z]|\d{1,3})[)\].:]?$/;
const LABELLED = /^\(?([A-Za-z])[).:]\s+(\S[\s\S]*)$/;
const SEVERAL = /^[A-Z]{2,8}$|^\(?[A-Z]\)?(?:\s*(?:[,;|&+]|\band\b|\bund\b|\bet\b|\by\b)\s*\(?[A-Z]\)?)+$/;

/** @returns the places of the options that a reference names, or null where it names anything else */
function optionsNamed(reference: string, options: readonly AnswerOption[], prompt: string): number[] | null {
  const text = reference.trim();
  const byText = options.findIndex((option) => plain(option.text) === plain(text));
  if (byText >= 0) return [byText];
  const bare = BARE.exec(text)?.[1];
  if (bare !== undefined) {
    const byLabel = options.findIndex(({ label }) => label?.toLowerCase() === bare.toLowerCase());
    if (byLabel >= 0) return [byLabel];
    const at = /\d/.test(bare) ? Number(bare) : bare.toUpperCase().charCodeAt(0) - 65;
    return at < options.length ? [at] : null;
  }
  const labelled = LABELLED.exec(text);
  if (labelled) {
    const at = options.findIndex((option) => plain(option.text) === plain(labelled[2]!));
    if (at >= 0) return [at];
  }
  const parts = text.split(/\s*(?:[,;|&+]|\band\b|\bund\b|\bet\b|\by\b)\s*/).filter((part) => part !== '');
  const letters = parts.length === 1 && /^[A-Z]{2,8}$/.test(text) ? [...text] : parts;
  if (letters.length < 2) return null;
  const places = letters.map((part) => optionsNamed(part, options, prompt));
  return places.every((place) => place?.length === 1) ? (places.flat() as number[]) : null;
}
