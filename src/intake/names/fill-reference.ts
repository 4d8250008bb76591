import type { JsonObject, JsonValue } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { RIGHT_ANSWER_FIELDS } from '../row-fields.ts';
import { FINDS_ROWS, isThere, textAt } from './cells.ts';

/** Column names that mean a right answer by themselves. */
const ALONE = 'gold(?:en)?|expected|ideal|target|ground_?truth|gt|reference|ref';
/** Words that mean a right answer in front of a noun. */
const RIGHT = `${ALONE}|correct|true|right|canonical|human|short|numeric(?:al)?`;
const THING =
  'answer|output|response|label|value|result|text|translation|summary|sql|query|option|choice|completion|string|sentence|class|category|index|idx|number';
const OTHERS =
  'final_(?:answer|value|number)|answer_?(?:key|text|value|string|index|idx|letter)|summary|highlights|translation|tgt|sql';
const REFERENCE = new RegExp(
  `^(?:(?:${ALONE})s?|(?:${RIGHT})(?:_(?:${THING})){1,2}s?|(?:${OTHERS})s?)$`,
  'i',
);
/** Columns with the answer among other data. */
const CONTAINERS = ['verification_info', 'verification', 'info', 'metadata', 'scoring', 'evaluation', 'eval'];
const INSIDE = [
  'ground_truth',
  'answer',
  'gold',
  'correct_answer',
  'expected_answer',
  'expected',
  'target',
  'reference',
];
const CALLS =
  /^(?:(?:expected|target|gold|golden|correct|reference|ground_truth)_(?:tool_|function_)?calls?|tool_calls|function_calls?)$/;
const TOOLS = ['tools', 'functions', 'available_tools', 'tool_specs'];
const JUDGED = /^(?:true|false|[01](?:\.0)?)?$/i;

/** Puts the right answer into `reference`, or the expected calls into `expected_calls`. @returns the columns that were read */
export function fillReference(row: JsonObject): string[] {
  const judged = mendCorrect(row);
  const calls = Object.keys(row).find((name) => CALLS.test(name) && isThere(row, name));
  if (
    calls !== undefined &&
    !RIGHT_ANSWER_FIELDS.includes(calls) &&
    !isThere(row, 'expected_calls') &&
    describesTools(row)
  ) {
    row.expected_calls = row[calls]!;
    return [calls];
  }
  if (RIGHT_ANSWER_FIELDS.some((name) => isThere(row, name))) return judged;
  const name = referenceColumn(row);
  if (name !== undefined) {
    row.reference = row[name]!;
    return [name];
  }
  for (const container of CONTAINERS) {
    const read = parsedText(row[container] ?? null);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) continue;
    const inside = INSIDE.find((one) => isThere(read, one));
    if (inside === undefined) continue;
    row.reference = read[inside]!;
    return [container];
  }
  return [];
}

/** A truth value in `correct` is the label of a response. Any other value is the right answer. */
function mendCorrect(row: JsonObject): string[] {
  const value: JsonValue = row.correct ?? null;
  const isAnswer =
    typeof value === 'string'
      ? !JUDGED.test(value.trim())
      : typeof value === 'number' && value !== 0 && value !== 1;
  if (!isAnswer || (typeof value === 'string' && Array.isArray(parsedText(value)))) return [];
  if (RIGHT_ANSWER_FIELDS.some((name) => isThere(row, name))) return [];
  delete row.correct;
  row.reference = value;
  return ['correct'];
}

/** A query in SQL beside a question is what is asked for; beside a program with its input, an output is not a reference. */
function referenceColumn(row: JsonObject): string | undefined {
  const asks = ['prompt', 'messages', 'question', 'problem'].some((name) => isThere(row, name));
  if (asks && FINDS_ROWS.test(textAt(row, 'query') ?? '')) return 'query';
  const runs = isThere(row, 'code') && (isThere(row, 'input') || isThere(row, 'output'));
  const names = runs ? [] : Object.keys(row).filter((name) => REFERENCE.test(name) && isThere(row, name));
  if (names.length > 0)
    return names.find((name) => !/^(?:target|summary|translation)$/i.test(name)) ?? names[0];
  if (isThere(row, 'q') && isThere(row, 'a')) return 'a';
  return !runs && textAt(row, 'instruction') !== null && isThere(row, 'output') ? 'output' : undefined;
}

function describesTools(row: JsonObject): boolean {
  return TOOLS.some((name) => isThere(row, name));
}
