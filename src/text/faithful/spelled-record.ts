import { wordsOf } from './words-of.ts';

const LONGEST_PROMPT = 10_000;
const MOST_SLOTS = 50;
/** `name[Zaytun]`, `area=south`, `"area": "south"`, `area: south`, `Oslo | country | Norway`. */
const SLOT =
  /(?<![\w-])["']?([A-Za-z][\w .-]{0,40}?)["']?\s?(?:=|\[|:|\|)\s?["']?([^,;()[\]|'"\n={}]{1,200})/g;
const JOINS = new Set(['is', 'are', 'was', 'were', 'equals', 'of', 'be', 'ist', 'est', 'es', 'é', 'è']);
const FEWEST = 4;
/** "The price range is cheap" is natural once or twice in a text; most slots in a row are the record itself. */
const MOST_SPELLED = 0.6;

/**
 * Prepares a check whether a text is a record read aloud: "Name is Zaytun. Eat type is pub. Area is south", "team Reds score 2-1 venue
 * home". Most slots stand there as name and value, side by side, which no reference does.
 */
export function prepareSpelledCheck(
  prompt: string,
  references: readonly string[],
): (text: string) => boolean {
  const slots = slotsOf(prompt.slice(0, LONGEST_PROMPT));
  if (slots.length < FEWEST) return () => false;
  const share = (text: string): number => {
    const words = wordsOf(text).map((word) => word.toLowerCase());
    return slots.filter((slot) => isSpelled(slot, words)).length / slots.length;
  };
  if (references.some((text) => share(text) >= MOST_SPELLED)) return () => false;
  return (text) => share(text) >= MOST_SPELLED;
}

interface Slot {
  readonly name: readonly string[];
  readonly value: readonly string[];
}

function slotsOf(prompt: string): Slot[] {
  const slots: Slot[] = tableSlots(prompt);
  if (slots.length > 0) return slots;
  for (const [, name, value] of prompt.matchAll(SLOT)) {
    const slot = { name: parts(name!), value: parts(value!).slice(0, 2) };
    if (slot.name.length > 0 && slot.value.length > 0 && slots.push(slot) === MOST_SLOTS) break;
  }
  return slots;
}

/** The cells of a table under the names of their columns. */
function tableSlots(prompt: string): Slot[] {
  const [header, ...rows] = tableRows(prompt);
  return rows
    .flatMap((row) =>
      row.map((cell, at) => ({ name: parts(header?.[at] ?? ''), value: parts(cell).slice(0, 2) })),
    )
    .filter(({ name, value }) => name.length > 0 && value.length > 0)
    .slice(0, MOST_SLOTS);
}

/** @returns the rows of the tables that a prompt shows with bars between cells, the names of the columns first; no rows where it shows none */
export function tableRows(prompt: string): string[][] {
  const rows = prompt
    .split('\n')
    .filter((line) => /^\s*\|.*\|.*\|\s*$/.test(line) && !/^[\s|:-]+$/.test(line))
    .map((line) =>
      line
        .trim()
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  return rows.length > 1 ? rows : [];
}

/** `customerRating` and `customer_rating` are two words. */
function parts(name: string): string[] {
  return wordsOf(name.replaceAll('_', ' ').replace(/(?<=[a-z])(?=[A-Z])/g, ' ')).map((word) =>
    word.toLowerCase(),
  );
}

function isSpelled({ name, value }: Slot, words: readonly string[]): boolean {
  return words.some((word, at) => {
    if (word !== name.at(-1)) return false;
    const from = at + (JOINS.has(words[at + 1] ?? '') ? 2 : 1);
    const start = words[from] === 'the' && value[0] !== 'the' ? from + 1 : from;
    return value.every((part, index) => words[start + index] === part);
  });
}
