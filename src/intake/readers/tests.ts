import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { cellText } from '../cell-text.ts';
import { parsedText } from '../parsed-text.ts';
import { unpackedTests } from './packed-tests.ts';
import { plainPython } from './plain-python.ts';

function objectOf(value: JsonValue | undefined): JsonObject | null {
  const read = parsedText(value);
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null;
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A list of `{input, output}` or `{input, expected_output}`. */
function casesOf(value: JsonValue | undefined): JsonObject[] | null {
  const list = parsedText(value);
  if (!Array.isArray(list) || list.length === 0) return null;
  const cases = list.flatMap((entry) => {
    const given = objectOf(entry);
    const output = given?.output ?? given?.expected_output;
    const input = given?.input ?? given?.stdin ?? '';
    return output === undefined ? [] : [{ input, output }];
  });
  return cases.length === list.length ? cases : null;
}

/** APPS and TACO: `{inputs, outputs, fn_name?}`, mostly as JSON text. */
export function inputsOutputs(value: JsonValue): JsonValue {
  const read = objectOf(value);
  if (!read || !Array.isArray(read.inputs) || !Array.isArray(read.outputs)) return null;
  if (read.inputs.length === 0) return null;
  const { inputs, outputs } = read;
  const name = textOf(read.fn_name) || textOf(read.func_name);
  return { inputs, outputs, ...(name && { fn_name: name }) };
}

/** CodeContests: several of `{input: […], output: […]}`; all cases together. */
export function caseLists(...lists: readonly JsonValue[]): JsonValue {
  const cases = lists.flatMap((list) => {
    const read = objectOf(list);
    const inputs = read && Array.isArray(read.input) ? read.input : [];
    const outputs = read && Array.isArray(read.output) ? read.output : [];
    return inputs.flatMap((input, index) =>
      outputs[index] === undefined ? [] : [{ input, output: outputs[index] }],
    );
  });
  return cases.length > 0 ? { cases } : null;
}

/**
 * LiveCodeBench: public and private cases. Private ones that cannot be read without running them leave no tests at all:
 * a program that passes the public ones alone may be wrong.
 */
export function liveCodeBench(open: JsonValue, hidden: JsonValue, metadata: JsonValue): JsonValue {
  const first = casesOf(open) ?? [];
  const packed = hidden === null || hidden === '' ? [] : (casesOf(hidden) ?? casesOf(unpackedTests(hidden)));
  if (packed === null)
    return { unreadable: 'The private tests are packed in a form that cannot be read without running it.' };
  const cases = [...first, ...packed];
  const name = textOf(objectOf(metadata)?.func_name);
  return cases.length > 0 ? { cases, ...(name && { fn_name: name }) } : null;
}

/** A Python test program (HumanEval, MBPP+, KodCode's pytest) with its entry point and what must stand before it. */
export function pythonTest(test: JsonValue, entry: JsonValue = null, setup: JsonValue = null): JsonValue {
  const source = textOf(test);
  if (source.trim() === '') return null;
  const name = textOf(entry);
  const before = Array.isArray(setup) ? setup.map(cellText).join('\n') : textOf(setup);
  return {
    test: plainPython(source),
    ...(name && { entry_point: name }),
    ...(before.trim() !== '' && { setup: before }),
  };
}

/** MBPP: a list of asserts, with what must stand before them. */
export function asserts(list: JsonValue, setup: JsonValue = null, imports: JsonValue = null): JsonValue {
  const read = parsedText(list);
  if (!Array.isArray(read) || !read.every((entry) => typeof entry === 'string')) return null;
  const lines = parsedText(imports);
  const before = [...(Array.isArray(lines) ? lines.map(cellText) : []), textOf(setup)].filter(
    (line) => line.trim() !== '',
  );
  return { asserts: read, ...(before.length > 0 && { setup: before.join('\n') }) };
}

/**
 * What verl's code data sets (prime_code, code-r1, Skywork-OR1, Eurus) have as `ground_truth`: inputs and outputs, cases, or
 * a test program under `functional`, `pytest` or `test_code`.
 */
export function verlTests(value: JsonValue, prefix: JsonValue = null): JsonValue {
  const cases = casesOf(value);
  if (cases) return { cases };
  const read = objectOf(value);
  if (!read) return null;
  const program =
    textOf(read.functional) || textOf(read.pytest) || textOf(read.test_code) || textOf(read.test);
  if (program) {
    const before = read.import_prefix ?? read.prefix ?? prefix;
    const test = objectOf(pythonTest(program, read.entry_point ?? null, before));
    return test && { ...test, ...(textOf(before) && { prelude: textOf(before) }) };
  }
  return inputsOutputs(read);
}

/**
 * LeetCodeDataset: `check(candidate)` with an entry point such as `Solution().twoSum`, and the imports that stand before
 * every program.
 */
export function leetcodeTest(test: JsonValue, entry: JsonValue, prelude: JsonValue): JsonValue {
  const source = textOf(test);
  const name = textOf(entry);
  if (!/^Solution\(\)\.[A-Za-z_]\w{0,99}$/.test(name) || !source.includes('def check(')) return null;
  return { test: `${source}\n\ncheck(${name})\n`, prelude: textOf(prelude) };
}
