/**
 * What the layout of a prompt says: lengths, shares of digits and signs, lines that look like options, code or data.
 * One pass over the characters; every measure is cut into a few steps, and each step is one feature of a linear model.
 */
interface Measures {
  length: number;
  lines: number;
  words: number;
  digits: number;
  numbers: number;
  capitals: number;
  signs: number;
  dollars: number;
  backslashes: number;
  braces: number;
  assignments: number;
  calls: number;
  questions: number;
  quotes: number;
  indented: number;
  options: number;
  inlineOptions: number;
  numbered: number;
  bullets: number;
  tableRows: number;
  backticks: number;
  /** Names with values behind a colon or an equals sign, as a record lists them. */
  pairs: number;
  /** Brackets around three parts. */
  triples: number;
  scripts: number[];
  foreign: number;
  last: number;
  first: number;
}

const SCRIPTS: readonly (readonly [number, number])[] = [
  [0xc0, 0x24f],
  [0x370, 0x3ff],
  [0x400, 0x52f],
  [0x590, 0x5ff],
  [0x600, 0x6ff],
  [0x900, 0xdff],
  [0xe00, 0xe7f],
  [0x3040, 0x30ff],
  [0x4e00, 0x9fff],
  [0xac00, 0xd7af],
];

/** How many features {@link shapeFeatures} may name. */
export const SHAPE_FEATURES = 192;

/** Adds the indices, from 0 to {@link SHAPE_FEATURES} - 1, of the steps that `text` is on. */
export function shapeFeatures(text: string, add: (index: number) => void): void {
  const seen = measure(text);
  let base = 0;
  const step = (value: number, limits: readonly number[]): void => {
    let reached = 0;
    while (reached < limits.length && value >= limits[reached]!) reached += 1;
    if (reached > 0 || limits === LENGTHS) add(base + reached);
    base += limits.length + 1;
  };
  const share = 1 / Math.max(1, seen.length);
  step(seen.length, LENGTHS);
  step(seen.lines, [2, 3, 5, 9, 20, 50]);
  step(seen.digits * share, [0.01, 0.05, 0.12, 0.25, 0.5]);
  step(seen.numbers, [1, 2, 4, 8, 20]);
  step(seen.signs * share, [0.03, 0.06, 0.1, 0.2, 0.35]);
  step(seen.dollars, [1, 2, 4, 10]);
  step(seen.backslashes, [1, 3, 10]);
  step(seen.braces, [1, 3, 8]);
  step(seen.assignments, [1, 2, 4]);
  step(seen.calls, [1, 2, 4]);
  step(seen.questions, [1, 2, 3]);
  step(seen.quotes, [1, 3, 8]);
  step(seen.indented, [1, 3, 8]);
  step(seen.options, [2, 3, 4, 5, 7]);
  step(seen.inlineOptions, [2, 3, 4, 5]);
  step(seen.numbered, [1, 2, 4]);
  step(seen.bullets, [1, 2, 4]);
  step(seen.tableRows, [1, 2, 4]);
  step(seen.backticks, [1, 3, 6]);
  step(seen.foreign * share, [0.01, 0.05, 0.3, 0.6]);
  step(seen.words === 0 ? 0 : seen.length / seen.words, [5, 6, 7, 9]);
  step(seen.capitals * share, [0.001, 0.03, 0.06, 0.12, 0.4]);
  for (const count of seen.scripts) step(count, [1, 10]);
  step(kindOfEnd(seen.last), [1, 2, 3, 4, 5]);
  step(kindOfStart(seen.first), [1, 2, 3, 4]);
  step(seen.pairs, [2, 3, 5, 9]);
  step(seen.triples, [1, 2, 4]);
}

const LENGTHS = [20, 40, 60, 90, 130, 200, 300, 500, 800, 1300, 2000, 2900];

/** @returns 0 letter, 1 digit, 2 full stop, 3 question mark, 4 colon, 5 anything else */
export function kindOfEnd(code: number): number {
  if (isLetter(code)) return 0;
  if (isDigit(code)) return 1;
  if (code === 0x2e || code === 0x3002 || code === 0x21) return 2;
  if (code === 0x3f || code === 0xff1f) return 3;
  return code === 0x3a || code === 0xff1a ? 4 : 5;
}

function kindOfStart(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return 1;
  if (code >= 0x41 && code <= 0x5a) return 0;
  if (isDigit(code)) return 2;
  return isLetter(code) ? 3 : 4;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code >= 0xaa;
}

function measure(text: string): Measures {
  const seen: Measures = {
    length: text.length,
    lines: 1,
    words: 0,
    digits: 0,
    numbers: 0,
    capitals: 0,
    signs: 0,
    dollars: 0,
    backslashes: 0,
    braces: 0,
    assignments: 0,
    calls: 0,
    questions: 0,
    quotes: 0,
    indented: 0,
    options: 0,
    inlineOptions: 0,
    numbered: 0,
    bullets: 0,
    tableRows: 0,
    backticks: 0,
    pairs: 0,
    triples: 0,
    scripts: SCRIPTS.map(() => 0),
    foreign: 0,
    last: 0x20,
    first: 0,
  };
  let before = 0x0a;
  let expected = 0x41;
  const record = { named: false, commas: -1 };
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (before === 0x0a) lineStart(text, index, seen);
    if (code > 0x20) {
      if (seen.first === 0) seen.first = code;
      seen.last = code;
    }
    if (isDigit(code)) {
      seen.digits += 1;
      if (!isDigit(before)) seen.numbers += 1;
    } else if (isLetter(code)) {
      if (!isLetter(before)) seen.words += 1;
      if (code >= 0x41 && code <= 0x5a) seen.capitals += 1;
      else if (code >= 0xaa) foreignLetter(code, seen);
      if (code >= 0xff00) recordSign(code, before, record, seen);
      if (code === expected && before === 0x28 && text.charCodeAt(index + 1) === 0x29) {
        seen.inlineOptions += 1;
        expected += 1;
      }
    } else if (code > 0x20) {
      sign(code, before, seen);
      recordSign(code, before, record, seen);
    } else if (code === 0x0a) {
      seen.lines += 1;
      recordSign(code, before, record, seen);
    }
    before = code;
  }
  recordSign(0x0a, before, record, seen);
  return seen;
}

function foreignLetter(code: number, seen: Measures): void {
  seen.foreign += 1;
  for (let script = 0; script < SCRIPTS.length; script += 1) {
    const range = SCRIPTS[script]!;
    if (code >= range[0] && code <= range[1]) {
      seen.scripts[script]! += 1;
      return;
    }
  }
}

function sign(code: number, before: number, seen: Measures): void {
  seen.signs += 1;
  if (code === 0x24) seen.dollars += 1;
  else if (code === 0x5c) seen.backslashes += 1;
  else if (code === 0x7b) seen.braces += 1;
  else if (code === 0x3d && isLetter(before)) seen.assignments += 1;
  else if (code === 0x28 && isLetter(before)) seen.calls += 1;
  else if (code === 0x3f || code === 0xff1f) seen.questions += 1;
  else if (code === 0x22) seen.quotes += 1;
  else if (code === 0x60) seen.backticks += 1;
}

/** Counts `name: value` up to a semicolon, a bar or the end of the line, and brackets with two commas or bars in them. */
function recordSign(
  code: number,
  before: number,
  record: { named: boolean; commas: number },
  seen: Measures,
): void {
  if ((code === 0x3a || code === 0x3d || code === 0xff1a || code === 0xff1d) && isLetter(before))
    record.named = true;
  else if (code === 0x3b || code === 0x7c || code === 0x0a || code === 0xff1b) {
    if (record.named) seen.pairs += 1;
    record.named = false;
  }
  if (code === 0x28 || code === 0xff08) record.commas = 0;
  else if (code === 0x2c || code === 0x7c || code === 0xff0c) record.commas += record.commas >= 0 ? 1 : 0;
  else if (code === 0x29 || code === 0xff09) {
    if (record.commas === 2) seen.triples += 1;
    record.commas = -1;
  }
}

/** Looks at the first characters of a line: an option, an item, an indented line or a row of a table. */
function lineStart(text: string, start: number, seen: Measures): void {
  let at = start;
  while (at < start + 12 && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at += 1;
  if (at - start >= 2 || text.charCodeAt(start) === 0x09) seen.indented += 1;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === 0x7c) seen.tableRows += 1;
  else if ((code === 0x2d || code === 0x2a || code === 0x2022) && next === 0x20) seen.bullets += 1;
  else if (isDigit(code) && (next === 0x2e || next === 0x29)) seen.numbered += 1;
  const inner = code === 0x28 || code === 0x5b ? next : code;
  const close = code === 0x28 || code === 0x5b ? text.charCodeAt(at + 2) : next;
  const letter = inner & ~0x20;
  if (letter >= 0x41 && letter <= 0x4a && isOptionClose(close)) seen.options += 1;
}

function isOptionClose(code: number): boolean {
  return code === 0x29 || code === 0x2e || code === 0x3a || code === 0x5d;
}
