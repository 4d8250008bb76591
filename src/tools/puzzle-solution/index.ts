import { noOptions } from '../../spec/make-tool.ts';
import { eachRollout, inapplicable } from '../../spec/prepared-tool.ts';
import type { ToolRollout } from '../../spec/tool.ts';
import type { Verdict } from '../../spec/verdict.ts';
import { defineBuiltIn } from '../define-built-in.ts';
import { judgeCountdown } from './countdown.ts';
import { judgeGrid } from './grid.ts';
import { readPuzzle } from './puzzle.ts';
import { judgeRoles } from './roles.ts';

/** Checks the solution of a puzzle by its rules, where more than one text is right. */
export const puzzleSolution = defineBuiltIn({
  declaration: {
    id: 'puzzle-solution',
    version: '1.0.0',
    title: 'Puzzle solution',
    description:
      'Checks the solution of a puzzle that the query describes as tests: countdown (any expression that uses each number ' +
      'once and makes the target), roles (who is a knight and who a knave), grid (every cell of a zebra puzzle, given as ' +
      'JSON). Computes exactly and runs nothing. Does not read solutions in other forms.',
    type: 'verifier',
    slot: 'correctness',
    needs: ['tests'],
    kinds: ['reasoning.puzzle'],
    execution: 'thread',
    deadlineMs: 200,
  },
  options: noOptions,
  prepare(query) {
    const puzzle = readPuzzle(query.tests);
    if (!puzzle) return inapplicable('The tests describe no countdown, roles or grid.');
    return eachRollout(({ text }: ToolRollout): Verdict => {
      if (puzzle.puzzle === 'countdown') return judgeCountdown(puzzle, text);
      return puzzle.puzzle === 'roles' ? judgeRoles(puzzle, text) : judgeGrid(puzzle, text);
    });
  },
});
