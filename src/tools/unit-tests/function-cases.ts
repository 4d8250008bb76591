import type { JsonValue } from '../../spec/json.ts';
import { readPythonValue } from '../../text/python-value.ts';
import { literalPattern } from '../../text/row-pattern.ts';
import type { CaseList } from './case-list.ts';

/** One call of a function: what it is given, and what it must return. */
export interface FunctionCase {
  readonly given: readonly JsonValue[];
  /** Any of them is right: an expected text may be a value or the text itself. */
  readonly wanted: readonly JsonValue[];
}

/**
 * @returns the parameters that a prompt or a declaration names for a function, without types, defaults and `self`; null
 * where it shows none
 */
export function parametersOf(name: string, text: string): string[] | null {
  const found = new RegExp(
    `(?<![\\w.])${literalPattern(name)}[ \\t]*\\(([^()\\n]{0,400}(?:\\([^()\\n]{0,80}\\)[^()\\n]{0,200})?)\\)`,
    'u',
  );
  const list = found.exec(text.slice(0, 20_000))?.[1];
  if (list === undefined) return null;
  const parts = splitOutermost(list);
  const names = parts.map(
    (part) => /^(?:\w+[ ]+)?[*&]*([\p{L}_$][\p{L}\d_$]*)[ ]*(?:[:=].*)?$/u.exec(part)?.[1],
  );
  return names.every((one) => one !== undefined) ? names.filter((one) => one !== 'self') : null;
}

function splitOutermost(list: string): string[] {
  let depth = 0;
  let part = '';
  const parts: string[] = [];
  for (const letter of list) {
    if ('[({<'.includes(letter)) depth += 1;
    if ('])}>'.includes(letter)) depth -= 1;
    if (letter === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += letter;
  }
  return [...parts, part.trim()].filter((one) => one !== '');
}

/** @returns the JSON values or Python values of a text, one a line or between commas; null where it holds anything else */
function valuesIn(text: string): JsonValue[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const read = lines.map(literalIn);
  if (read.every((value) => value !== undefined)) return read;
  const whole = readPythonValue(`[${text}]`);
  return Array.isArray(whole) ? whole : null;
}

const WORDS: ReadonlyMap<string, JsonValue> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

function literalIn(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    const word = WORDS.get(text.trim());
    return word === undefined ? (readPythonValue(text) ?? undefined) : word;
  }
}

/**
 * Reads cases as calls of a function: arguments as a list, as an object by name, as text (one JSON value a line, or
 * between commas), or one argument as it is. What the prompt shows of the function's parameters decides between a list of
 * arguments and one argument that is a list.
 * @param parameters null where nobody shows them
 * @returns a sentence where it cannot be told
 */
export function functionCases(
  cases: CaseList,
  parameters: readonly string[] | null,
): FunctionCase[] | string {
  const read: FunctionCase[] = [];
  const one = parameters?.length === 1;
  const whole = one && cases.some(({ input }) => Array.isArray(input) && input.length !== 1);
  const inText = cases.every(({ input }) => typeof input === 'string');
  const texts = inText ? cases.map(({ input }) => valuesIn(String(input))) : [];
  const fits = (values: readonly JsonValue[] | null): boolean =>
    values !== null && values.length > 0 && (parameters === null || values.length === parameters.length);
  const parsed = inText && texts.every(fits);
  for (const [index, { input, output }] of cases.entries()) {
    const given = parsed ? texts[index]! : givenIn(input, parameters, whole);
    if (typeof given === 'string') return given;
    if (inText && !parsed && (parameters?.length ?? 1) > 1)
      return 'A case gives its arguments as a text that cannot be taken apart.';
    read.push({ given, wanted: wantedIn(output, inText, parsed) });
  }
  return read;
}

function givenIn(
  input: JsonValue,
  parameters: readonly string[] | null,
  whole: boolean,
): JsonValue[] | string {
  if (Array.isArray(input)) return whole ? [input] : input;
  if (typeof input !== 'object' || input === null) return [input];
  const names = Object.keys(input);
  if (parameters?.length === names.length && parameters.every((name) => Object.hasOwn(input, name)))
    return parameters.map((name) => input[name]!);
  if (parameters?.length === 1) return [input];
  return 'A case gives an object, and nothing says whether it is one argument or all of them by name.';
}

function wantedIn(output: JsonValue, inText: boolean, parsed: boolean): JsonValue[] {
  if (typeof output !== 'string' || !inText) return [output];
  const value = literalIn(output);
  if (value === undefined || value === output) return [output];
  return parsed ? [value] : [value, output];
}
