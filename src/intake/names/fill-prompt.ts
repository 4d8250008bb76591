import type { JsonObject } from '../../spec/json.ts';
import { FINDS_ROWS, isThere, textAt } from './cells.ts';

const OWN = ['prompt', 'question', 'problem'];
/** Columns with an instruction, for a row without `prompt`, `messages`, `question` and `problem`. */
const ASKING =
  /^(?:q|query|instructions?|request|puzzle|stem|statement|human|user|(?:user|human|input|task|final|full)_(?:prompt|input|query|message|question|request|turn)|(?:prompt|question|problem|instruction|input|task)_(?:text|statement|description|body|content))$/;
/** Columns with the context of a question or an instruction. */
const MATERIAL = [
  'context',
  'passage',
  'document',
  'article',
  'dialogue',
  'table',
  'premise',
  'hypothesis',
  'text',
];
/** Columns with a program that the question is about. Beside tests the program may be the solution, so it is not shown. */
const PROGRAMS = ['code', 'program', 'snippet', 'source_code'];
/** More columns with context. They count only beside an instruction, because alone they may be anything. */
const BESIDE_INSTRUCTION = ['input', 'inputs', 'source', 'source_text', 'src', 'sentence'];
const TESTS = ['tests', 'test', 'test_list', 'test_cases', 'input_output'];

/** @returns the column with the instruction, or undefined */
export function askingColumn(row: JsonObject): string | undefined {
  const own = OWN.find((name) => textAt(row, name) !== null);
  if (own !== undefined) return own;
  return Object.keys(row).find((name) => {
    const text = ASKING.test(name) ? textAt(row, name) : null;
    return text !== null && !FINDS_ROWS.test(text);
  });
}

/** Joins the instruction and its context into `prompt`. @returns the columns that were read */
export function fillPrompt(row: JsonObject): string[] {
  if (isThere(row, 'messages') || Array.isArray(row.prompt)) return [];
  const asking = askingColumn(row);
  if (asking === undefined) return [];
  const isOwn = OWN.includes(asking);
  const asked = textAt(row, asking)!;
  const programs = TESTS.some((name) => isThere(row, name)) ? [] : PROGRAMS;
  const columns = [...(isOwn ? [] : BESIDE_INSTRUCTION), ...MATERIAL, ...programs];
  const parts = columns.flatMap((column) => {
    const text = textAt(row, column);
    const isNew = text !== null && !asked.includes(text.trim()) && !text.includes(asked.trim());
    return isNew ? [[column, text] as const] : [];
  });
  const material = parts.map(([column, text]) => (parts.length > 1 ? `${titled(column)}: ${text}` : text));
  if (asking !== 'prompt' || parts.length > 0)
    row.prompt = (isOwn ? [...material, asked] : [asked, ...material]).join('\n\n');
  return [asking, ...parts.map(([column]) => column)];
}

function titled(column: string): string {
  return column.replace(/^./, (first) => first.toUpperCase()).replaceAll('_', ' ');
}
