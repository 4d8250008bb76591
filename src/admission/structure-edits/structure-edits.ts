import { editAnswerLine } from './edit-answer-line.ts';
import { editCode } from './edit-code.ts';
import { editJsonParts } from './edit-json-parts.ts';
import { editItems, editLines } from './edit-lines.ts';
import { editNumberTuple } from './edit-number-tuple.ts';
import { editPairs } from './edit-pairs.ts';
import { editTable } from './edit-table.ts';
import { editTerms } from './edit-terms.ts';
import { editTokens } from './edit-tokens.ts';
import { editWords } from './edit-words.ts';
import { freeEdits, inAnyOrder } from './free-edits.ts';
import type { EditInput, StructureEdit } from './structure-edit.ts';

/** @returns edits of every structure that a right response has, each text once, and never the response itself */
export function structureEdits(input: EditInput): StructureEdit[] {
  const { shape } = input;
  const { kind } = shape.form;
  const edits = [
    ...editTable(input),
    ...editJsonParts(input),
    ...editPairs(input),
    ...(kind === 'list' || kind === 'lines' ? editItems(input) : []),
    ...editNumberTuple(input),
    ...editTerms(input),
    ...editAnswerLine(input),
    ...editWords(input),
    ...(kind === 'json' ? [] : editLines(input)),
    ...editTokens(input),
    ...editCode(input),
    ...inAnyOrder(input),
    ...freeEdits(input),
  ];
  const seen = new Set([shape.text.trim()]);
  return edits.filter(({ text, keeps, free }) => {
    if ((keeps || free) && text !== shape.text) return true;
    if (seen.has(text.trim())) return false;
    seen.add(text.trim());
    return true;
  });
}
