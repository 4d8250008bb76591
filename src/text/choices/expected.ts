import { parseStrictJson } from '../strict-json.ts';
import { ASKS_ORDER } from '../structured-answer.ts';
import { BOOLEANS } from './booleans.ts';
import { inlineOptions } from './inline-options.ts';
import { type Option, parseOptions } from './options.ts';
import { plain } from './plain.ts';

/** What a reference asks for: a truth value, or options by label, or by plain text where they have no labels; all of them are wanted. */
export type Expected =
  | { readonly kind: 'boolean'; readonly word: string }
  | { readonly kind: 'labels'; readonly labels: readonly string[] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] };

const TRUTH_ASKED =
  /\b(?:yes|true|valid|correct|plausible)\b[^.\n]{0,24}\b(?:or|\/|and|vs)\b[^.\n]{0,16}\b(?:no|false|invalid|incorrect|implausible)\b|\bboolean\b|\b(?:true|false)\b.*\b(?:and|or|not|is)\b|\b(?:and|or|not)\b.*\b(?:true|false)\b|\b(?:in)?valid\b|plausible|(?:^|[.!?:,"\n]\s*(?:(?:and|but|so|or) )?|^(?:and|but|so|or) |\bthen )(?:is|are|was|were|does|do|did|can|could|will|would|has|have|had|should|may|must|am)(?:n['’]t)?\b[^?\n]{0,400}\?/im;
const OTHER_ASKED =
  /\b(?:what|which|who|whom|whose|where|when|why|how|name|fill in|blank|complete|symbol|abbreviation|word|title|spell|translate)\b|_{3,}/i;

/** Whether yes or no, true or false can be the answer: to "What is the symbol of nobelium?", "No" is none. */
function asksTruth(prompt: string): boolean {
  const text = prompt.slice(-4_000);
  return TRUTH_ASKED.test(text) || !OTHER_ASKED.test(text);
}

/** @returns what the reference asks for, or null where it is no choice */
export function readExpected(reference: string, options: readonly Option[], prompt = ''): Expected | null {
  if (reference.length > 2_000) return null;
  const trimmed = reference.normalize('NFKC').trim();
  if (trimmed === '') return null;
  const listed = readListed(trimmed, options);
  if (listed) return listed;
  const byText = options.filter(
    (option) => plain(option.text) !== '' && plain(option.text) === plain(trimmed),
  );
  if (byText.length === 1) {
    const [option] = byText;
    if (option!.label !== null) return { kind: 'labels', labels: [option!.label] };
    return BOOLEANS.has(plain(trimmed))
      ? { kind: 'boolean', word: plain(trimmed) }
      : { kind: 'texts', texts: [plain(trimmed)] };
  }
  if (BOOLEANS.has(plain(trimmed)))
    return asksTruth(prompt) ? { kind: 'boolean', word: plain(trimmed) } : null;
  const labels = readLabels(trimmed, options, prompt);
  return labels ? { kind: 'labels', labels } : null;
}

/** A JSON list of the texts of options: all of them are wanted. */
function readListed(reference: string, options: readonly Option[]): Expected | null {
  if (!reference.startsWith('["') || options.length === 0) return null;
  const read = parseStrictJson(reference);
  if (!('value' in read) || !Array.isArray(read.value)) return null;
  const wanted = read.value.map((text) =>
    typeof text === 'string' ? options.find((option) => plain(option.text) === plain(text)) : undefined,
  );
  if (wanted.length === 0 || !wanted.every((option) => option !== undefined)) return null;
  const labels = wanted.flatMap(({ label }) => label ?? []);
  if (labels.length === wanted.length) return { kind: 'labels', labels: labels.sort() };
  return { kind: 'texts', texts: wanted.map(({ text }) => plain(text)) };
}

/** @returns the options that the prompt lists line by line; where there are none, those of the sentence that lists a reference */
export function optionsOf(prompt: string, references: readonly string[]): Option[] {
  const listed = parseOptions(prompt);
  if (listed.length > 0) return listed;
  for (const reference of references.slice(0, 8)) {
    const options = inlineOptions(prompt, reference);
    if (options.length > 0) return options;
  }
  return [];
}

/**
 * Tells whether a reference is choice-like: a bracketed letter, a letter or several of the prompt's options, an
 * option's text, or a truth word (yes, no, true, false, valid, invalid).
 */
export function choosesChoice(reference: string, prompt: string): boolean {
  const options = optionsOf(prompt, [reference]);
  const expected = readExpected(reference, options, prompt);
  if (expected?.kind !== 'labels') return expected !== null;
  const bracketed = /^\(?\*{0,2}\([A-Za-z]\)/.test(reference.slice(0, 100).normalize('NFKC').trim());
  return bracketed || expected.labels.every((label) => options.some((option) => option.label === label));
}

function readLabels(reference: string, options: readonly Option[], prompt: string): string[] | null {
  const known = new Set(options.flatMap((option) => option.label ?? []));
  const single = /^[*("'[]{0,4}([A-Za-z]|\d{1,2})[*)"'\].:]{0,4}(?:\s+(\S[\s\S]*))?$/.exec(reference);
  if (single) {
    const label = single[1]!.toUpperCase();
    const option = options.find((entry) => entry.label === label);
    const bare = single[2] === undefined;
    if (/\d/.test(label) && !known.has(label)) return null;
    if (bare && (known.size === 0 || known.has(label) || /^\(/.test(reference))) return [label];
    if (
      !bare &&
      option &&
      /^[*("'[]{0,4}\w{1,2}[*)"'\].:]/.test(reference) &&
      plain(single[2]!) === plain(option.text)
    )
      return [label];
  }
  const several = /^\(?[A-Z]\)?(?:\s*(?:,|;|and|&|\/|\s)\s*\(?[A-Z]\)?){1,25}$/.test(reference)
    ? reference.match(/[A-Z]/g)
    : /^[A-Z]{2,12}$/.test(reference)
      ? [...reference]
      : null;
  if (!several || new Set(several).size !== several.length || !several.every((label) => known.has(label)))
    return null;
  // "Put these in order: C, B, A": the order is the answer, and a choice has none.
  if (several.length === known.size && ASKS_ORDER.test(prompt.slice(-4_000))) return null;
  return several.sort();
}
