import type { JsonObject } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { isThere } from './cells.ts';

const TESTS =
  /^(?:unit_?tests?|test_?cases|tests?_code|assert(?:ion)?s|(?:public|private|hidden|sample|all)_(?:unit_)?tests?(?:_cases)?|io_pairs|input_output_pairs|sample_io)$/i;
const OWN = ['tests', 'test', 'test_list', 'test_cases', 'input_output'];
const ENTRY = ['function_name', 'func_name', 'fn_name', 'method_name'];
const TAKES = /^(?:positive|matching|valid)_(?:examples?|strings?|cases)$/;
const REFUSES = /^(?:negative|non_?matching|invalid)_(?:examples?|strings?|cases)$/;

/** Puts tests, the name of the function that they call, and examples of a pattern into the fields for them. @returns the columns that were read */
export function fillTests(row: JsonObject): string[] {
  const read: string[] = [];
  const fill = (field: string, name: string | undefined): void => {
    if (name === undefined || isThere(row, field)) return;
    row[field] = row[name]!;
    read.push(name);
  };
  const named = (pattern: RegExp): string | undefined =>
    Object.keys(row).find((name) => pattern.test(name) && isThere(row, name));
  fill(
    'entry_point',
    ENTRY.find((name) => isThere(row, name)),
  );
  fill('positives', named(TAKES));
  fill('negatives', named(REFUSES));
  if (OWN.some((name) => isThere(row, name))) return read;
  const { inputs, outputs } = row;
  if (Array.isArray(inputs) && Array.isArray(outputs) && inputs.length === outputs.length) {
    row.tests = { inputs, outputs };
    return [...read, 'inputs', 'outputs'];
  }
  fill('tests', named(TESTS));
  if (!isThere(row, 'tests') && areCases(row.examples)) fill('tests', 'examples');
  return read;
}

/** Examples of a program: an input with its output, and nothing that reads like a few solved tasks. */
function areCases(value: unknown): boolean {
  const read = parsedText(value as JsonObject);
  return (
    Array.isArray(read) &&
    read.length > 0 &&
    read.every(
      (entry) =>
        typeof entry === 'object' &&
        entry !== null &&
        !Array.isArray(entry) &&
        Object.hasOwn(entry, 'input') &&
        Object.hasOwn(entry, 'output') &&
        Object.keys(entry).every((key) => ['input', 'output', 'explanation'].includes(key)),
    )
  );
}
