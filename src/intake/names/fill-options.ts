import type { JsonObject } from '../../spec/json.ts';
import { parsedText } from '../parsed-text.ts';
import { letterOf, optionsPrompt } from '../readers/choices.ts';
import { OPTION_FIELDS } from '../row-fields.ts';
import { isThere, textAt } from './cells.ts';
import { askingColumn } from './fill-prompt.ts';

const OPTION = /^(?:option|choice|opt|op|answer|ans)?[ _-]?([a-hA-H]|[1-8])$/;
const WRONG = /^(?:distractors?|(?:incorrect|wrong|false)_(?:answers?|options?|choices?))(?:_?\d)?$/i;
const REFERENCES = ['reference', 'answer', 'label', 'ground_truth'];
const LEAST = 2;

/** Puts options in columns of their own (`A`, `option_b`, `choice3`, `distractor1`) into `choices`. @returns the columns that were read */
export function fillOptions(row: JsonObject): string[] {
  if (OPTION_FIELDS.some((name) => isThere(row, name))) return [];
  const field = REFERENCES.find((name) => isThere(row, name));
  if (field === undefined) return [];
  return fillLettered(row, field) ?? fillDistractors(row, field);
}

function fillLettered(row: JsonObject, field: string): string[] | null {
  const options = Object.entries(row).flatMap(([name, value]) => {
    const label = OPTION.exec(name)?.[1];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return label === undefined || text === '' ? [] : [{ name, label: label.toUpperCase(), text }];
  });
  const labels = options.map(({ label }) => label).sort();
  const first = labels[0] ?? '';
  const runs = labels.every((label, at) => label.charCodeAt(0) === first.charCodeAt(0) + at);
  if (options.length < LEAST || !runs || (first !== 'A' && first !== '1')) return null;
  const list = options.map(({ label, text }) => ({ label, text }));
  const letter = letterOf(row[field]!, list);
  const asking = askingColumn(row) ?? (textAt(row, 'sentence') === null ? undefined : 'sentence');
  if (asking === undefined || !labels.includes(String(letter))) return null;
  const asked = textAt(row, asking)!;
  if (!options.every(({ text }) => asked.includes(text))) row.prompt = optionsPrompt(asked, list);
  row[field] = letter;
  row.choices = list;
  return [asking, ...options.map(({ name }) => name)];
}

/** The right answer beside wrong ones: in the order of their letters, so that no place gives it away. */
function fillDistractors(row: JsonObject, field: string): string[] {
  const right = row[field];
  const names = Object.keys(row).filter((name) => WRONG.test(name) && isThere(row, name));
  const wrong = names.flatMap((name) => {
    const read = parsedText(row[name]!) ?? row[name];
    return (Array.isArray(read) ? read : [read]).flatMap((value) => (typeof value === 'string' ? value : []));
  });
  if (typeof right !== 'string' || wrong.length === 0 || wrong.includes(right)) return [];
  row.choices = [right, ...wrong].sort();
  return names;
}
