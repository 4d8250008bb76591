import type { Random } from '../../spec/random.ts';
import { answerType, opposite } from './answer-type.ts';
import type { Edit } from './edit.ts';
import { editJson } from './edit-json.ts';
import { editNumber } from './edit-number.ts';
import { editLong, editNumberInside, editText } from './edit-text.ts';
import { sameAnswer } from './same-answer.ts';

/**
 * The negative factory: wrong answers made from right ones.
 * @param references all right answers; none of them comes out, in whatever dress
 * @param caseMatters whether another case of letters is another answer
 */
export function breakingEdits(references: readonly string[], random: Random, caseMatters = false): Edit[] {
  const reference = references[0] ?? '';
  const edits = editsOf(reference, random, caseMatters);
  const right = (edit: Edit) =>
    references.some((other) =>
      edit.name === 'in the other case' ? edit.text === other.trim() : sameAnswer(edit.text, other),
    );
  return edits.filter((edit) => edit.text.trim() !== '' && edit.text !== reference && !right(edit));
}

function editsOf(reference: string, random: Random, caseMatters: boolean): Edit[] {
  const text = reference.trim();
  switch (answerType(text)) {
    case 'number':
      return editNumber(text);
    case 'choice':
      return [...'ABCD'].map((letter) => ({
        name: `the letter ${letter}`,
        text: text.replace(/[A-J]/, letter),
        near: false,
      }));
    case 'boolean':
      return [{ name: 'the opposite', text: opposite(text) ?? '', near: false }];
    case 'json':
      return editJson(text);
    case 'expression':
      return [
        ...editNumberInExpression(text),
        ...(text.includes('=') || !/[a-zA-Z\\]/.test(text)
          ? []
          : [{ name: 'the other sign', text: `-(${text})`, near: true }]),
      ];
    case 'code':
      return [{ name: 'its first half', text: text.slice(0, text.length >> 1), near: true }];
    case 'long':
      return editLong(text);
    case 'text':
      return editText(text, random, caseMatters);
  }
}

/** Every number one more: another number alone might leave the value as it is (`0x`). */
function editNumberInExpression(text: string): Edit[] {
  const found = text.match(/\d+/g) ?? [];
  if (found.length === 0) return editNumberInside(text);
  const last = text.lastIndexOf(found.at(-1)!);
  const more = String(Number(found.at(-1)) + 1);
  return [
    {
      name: 'a number one more',
      text: text.slice(0, last) + more + text.slice(last + found.at(-1)!.length),
      near: true,
    },
  ];
}
