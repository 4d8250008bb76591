import { wordingAttacks } from './answer-wordings.ts';
import { answerAttacks } from './answers.ts';
import { type AttackCase, casesOf } from './attack.ts';
import { callAttacks } from './forms-calls.ts';
import { constraintAttacks } from './forms-constraints.ts';
import { gradedAttacks } from './forms-graded.ts';
import { jsonAttacks } from './forms-json.ts';
import { shapeAttacks } from './forms-shapes.ts';
import { judgeAttacks } from './judges.ts';

/** @returns the whole attack matrix: every attack on every item that it fits, of every tool */
export function allAttacks(): AttackCase[] {
  return [
    ...wordingAttacks.flatMap((matrix) => casesOf(matrix)),
    ...answerAttacks.flatMap((matrix) => casesOf(matrix)),
    ...shapeAttacks.flatMap((matrix) => casesOf(matrix)),
    ...casesOf(callAttacks),
    ...casesOf(constraintAttacks),
    ...casesOf(jsonAttacks),
    ...gradedAttacks.flatMap((matrix) => casesOf(matrix)),
    ...judgeAttacks.flatMap((matrix) => casesOf(matrix)),
  ];
}
