import type { JsonObject, JsonValue } from '../../spec/json.ts';

const INPUTS = ['input', 'inputs', 'stdin', 'args', 'arguments', 'params', 'kwargs', 'given', 'in'];
const OUTPUTS = [
  'output',
  'outputs',
  'expected_output',
  'expected',
  'stdout',
  'result',
  'return',
  'returns',
  'want',
  'answer',
  'out',
];

/** @returns a case as `{input, output}`, whatever names it has for them, or `[arguments, result]`; anything else as it is */
export function plainCase(entry: JsonValue): JsonValue {
  if (Array.isArray(entry)) return entry.length === 2 ? { input: entry[0]!, output: entry[1]! } : entry;
  if (typeof entry !== 'object' || entry === null) return entry;
  const input = firstOf(entry, INPUTS);
  const output = firstOf(entry, OUTPUTS);
  return input === undefined || output === undefined ? entry : { input, output };
}

/** A column that is there with nothing in it counts: a function may return null. */
function firstOf(entry: JsonObject, names: readonly string[]): JsonValue | undefined {
  const name = names.find((one) => Object.hasOwn(entry, one));
  return name === undefined ? undefined : entry[name];
}
