import type { JsonValue } from '../../spec/json.ts';
import { cellNumber } from '../cell-number.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';

interface Options {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  /** Whether the labels stand in the row; else they are A, B, C … */
  readonly given: boolean;
}

/** Options as a list of texts, or as `{text: […], label: […]}`, as `[{label, text}]`; without labels they are A, B, C … */
export function readOptions(value: JsonValue): Options | null {
  const read = parsedText(value);
  if (Array.isArray(read)) {
    const pairs = read.map((entry) =>
      typeof entry === 'object' && entry !== null && !Array.isArray(entry)
        ? {
            text: textOf(entry.text ?? entry.content ?? entry.name),
            label: textOf(entry.label ?? entry.id ?? entry.key),
          }
        : { text: textOf(entry), label: null },
    );
    const texts = pairs.flatMap(({ text }) => text ?? []);
    const labels = pairs.flatMap(({ label }) => label ?? []);
    if (texts.length < 2 || texts.length !== read.length) return null;
    const given = labels.length === texts.length;
    return { texts, labels: given ? labels : letters(texts.length), given };
  }
  if (typeof read !== 'object' || read === null) return null;
  const texts = parsedText(read.text ?? read.choices);
  const labels = parsedText(read.label);
  if (!Array.isArray(texts)) {
    const entries = Object.entries(read).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const named = entries.length >= 2 && entries.every(([label]) => /^[A-Za-z]$/.test(label));
    return named
      ? {
          texts: entries.map(([, text]) => text),
          labels: entries.map(([label]) => label.toUpperCase()),
          given: true,
        }
      : null;
  }
  const given =
    Array.isArray(labels) &&
    labels.length === texts.length &&
    labels.every((label) => typeof label === 'string');
  return { texts: texts.map(cellText), labels: given ? labels.map(cellText) : letters(texts.length), given };
}

function textOf(value: JsonValue | undefined): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

function letters(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String.fromCharCode(65 + index));
}

/** The question with its options under it, as prompts have them: `A. …`. */
export function optionsPrompt(question: JsonValue, options: JsonValue): JsonValue {
  const read = readOptions(options);
  if (!read) return typeof question === 'string' ? question : null;
  const lines = read.texts.map((text, index) => `${read.labels[index]}. ${text.replace(/\s+/g, ' ').trim()}`);
  const head = typeof question === 'string' ? question.trim() : '';
  return `${head}\n\nOptions:\n${lines.join('\n')}`;
}

/** A label, an index from 0, or an option's own text → the label. */
export function letterOf(answer: JsonValue, options: JsonValue): JsonValue {
  const read = readOptions(options);
  const given = typeof answer === 'string' ? answer.trim() : answer;
  const isIndex = typeof given === 'number' || (typeof given === 'string' && /^\d{1,2}$/.test(given));
  if (!read) return isIndex ? (letters(26)[Number(given)] ?? null) : given || null;
  if (typeof given === 'string') {
    const labelled = read.labels.find((label) => label.toLowerCase() === given.toLowerCase());
    if (labelled !== undefined) return labelled;
    const same = read.texts.flatMap((text, index) => (text.trim() === given ? read.labels[index]! : []));
    if (same.length === 1) return same[0]!;
  }
  const index = isIndex ? Number(given) : -1;
  return read.labels[index] ?? null;
}

/** Options with 1 beside the right one and 0 beside the others (TruthfulQA's `mc1_targets`) → its label. */
export function rightLetter(options: JsonValue, marks: JsonValue): JsonValue {
  const read = readOptions(options);
  const list = parsedText(marks);
  if (!read || !Array.isArray(list)) return null;
  const right = list.flatMap((mark, index) => (cellNumber(mark) === 1 ? index : []));
  return right.length === 1 ? (read.labels[right[0]!] ?? null) : null;
}

/** Options without an order of their own, one of them right (GPQA): a question with a dashed list. */
export function rightOption(question: JsonValue, ...options: readonly JsonValue[]): JsonValue {
  const texts = options.flatMap((option) => textOf(option)?.replace(/\s+/g, ' ').trim() ?? []);
  if (typeof question !== 'string' || texts.length < 2) return question;
  return `${question.trim()}\n\nOptions:\n${texts
    .toSorted()
    .map((text) => `- ${text}`)
    .join('\n')}`;
}

/** A question and its options in columns of their own. */
export function optionsOf(question: JsonValue, ...options: readonly JsonValue[]): JsonValue {
  return optionsPrompt(
    question,
    options.filter((option) => option !== null),
  );
}
